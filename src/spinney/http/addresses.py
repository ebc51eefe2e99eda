"""The addresses by which other programs reach this site."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def full_address(request: HttpRequest, path: str) -> str:
    """A path with the site before it, as a program elsewhere must ask for it.

    A site with an https address has a server before it that ends the encryption, and may hand on
    neither scheme nor host: there the host's setting counts. Else it is as the asker reached us.
    """
    site = str(settings.SITE_ADDRESS)
    if site.startswith("https://"):
        return site.rstrip("/") + path
    return request.build_absolute_uri(path)
