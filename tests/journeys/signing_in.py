"""Signed in in a browser test, without the code by e-mail (that has journeys of its own)."""

from __future__ import annotations

import os

from django.test import Client

from spinney.base.access.models import Person
from tests.browser import Visit

PICTURES = os.environ.get("SPINNEY_PICTURES", "")


def sign_in(visitor: Visit, person: Person) -> None:
    """Give the visitor's browser the session of a signed-in person."""
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    cookie = client.cookies["sessionid"]
    visitor.page.context.add_cookies(
        [{"name": "sessionid", "value": cookie.value, "url": visitor.site}]
    )


def keep_picture(visitor: Visit, name: str) -> None:
    """Keep a picture of the page in the folder SPINNEY_PICTURES, if it is set, to look at."""
    if PICTURES and (size := visitor.page.viewport_size):
        visitor.page.screenshot(path=f"{PICTURES}/{name}-{size['width']}.png", full_page=True)
