"""Journey: a bookkeeper gives in a file by a link on her phone, without an account; the member she
works for looks at what others would see, shares it, and takes it back. Once without a script.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser

from spinney.purchasing.models import SpendShare
from tests.browser import NARROW, Visit, chromium, visit
from tests.harness.work import do_waiting_work
from tests.journeys.signing_in import keep_picture, sign_in
from tests.personas import Wood
from tests.purchasing.giving import XERO, asked, link_for

__all__ = ["chromium"]

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def phone(chromium: Browser, live_server: Any, request: Any) -> Iterator[Visit]:
    """A phone's browser, with and without JavaScript."""
    context = chromium.new_context(
        viewport={"width": NARROW, "height": 800}, java_script_enabled=request.param
    )
    yield visit(context, live_server.url)
    context.close()


def _look(phone: Visit, name: str) -> None:
    phone.page.wait_for_load_state()
    if phone.page.evaluate("typeof window.htmx") == "undefined":
        return  # without a script the pages look the same
    keep_picture(phone, name)
    assert phone.problems() == []
    if phone.page.viewport_size:
        phone.page.set_viewport_size({"width": 1280, "height": 900})
        keep_picture(phone, name)
        phone.page.set_viewport_size({"width": NARROW, "height": 800})


def test_from_the_link_to_what_others_see(phone: Visit, wood: Wood) -> None:
    _, secret = link_for(asked(wood), wood, timezone.now())
    page = phone.open(f"/do/{secret}/")
    _look(phone, "payments-link")
    file = {"name": "Xero payments.csv", "mimeType": "text/csv", "buffer": XERO.encode()}
    page.get_by_label("Choose the file").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Read the file").click()
    page.get_by_text("You may leave this page").wait_for()
    do_waiting_work()
    page.get_by_text("Check how the file was read").first.wait_for()
    _look(phone, "payments-check")
    page.get_by_role("link", name="Change how it is read").click()
    _look(phone, "payments-columns")
    page.go_back()
    page.get_by_role("button", name="Add the payments").click()
    page.get_by_text("You may leave this page").wait_for()
    do_waiting_work()
    page.get_by_text("6 payments of “Xero payments.csv” are in.").wait_for()
    _look(phone, "payments-in")
    page.get_by_role("button", name="That was all").click()
    page.get_by_text("this link has ended").wait_for()

    sign_in(phone, wood.people["birch"])
    page = phone.open("/")
    page.get_by_role("link", name="Share what you buy").first.click()
    _look(phone, "share-preview")
    assert page.get_by_text("Jane Example").count() == 0
    page.get_by_role("button", name="Share it").click()
    page.get_by_text("shares its spending. You can take it back").wait_for()
    _look(phone, "shares")
    assert SpendShare.objects.get().state == "shared"
    phone.open(f"/organisations/{wood.organisations['birch'].pk}/spending/")
    _look(phone, "spending")
    page.get_by_role("link", name="Every payment").click()
    _look(phone, "payments")
