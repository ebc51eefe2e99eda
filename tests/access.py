"""Knocking at doors: who gets which answer. Every room's test_access.py holds a matrix for it."""

from __future__ import annotations

from collections.abc import Mapping

from django.test import Client

from tests.personas import EVERYBODY, Wood


def client_of(wood: Wood, name: str) -> Client:
    """A browser signed in as the named person, or signed out for "nobody"."""
    client = Client()
    if name != "nobody":
        client.force_login(
            wood.people[name], backend="allauth.account.auth_backends.AuthenticationBackend"
        )
    return client


def knock(wood: Wood, name: str, method: str, url: str, data: Mapping[str, object] | None) -> int:
    """The status that the named person gets; a redirect to the sign-in page counts as 401."""
    response = getattr(client_of(wood, name), method)(url, data or {})
    if response.streaming:
        # Read to its end: closing it before would close the test's own database connection.
        b"".join(response.streaming_content)
    if response.status_code == 302 and response["Location"].startswith("/account/login"):
        return 401
    return response.status_code


def answers(
    wood: Wood, method: str, url: str, data: Mapping[str, object] | None = None
) -> tuple[int, ...]:
    """The status for everybody, in the order of personas.EVERYBODY."""
    return tuple(knock(wood, name, method, url, data) for name in EVERYBODY)
