"""Programs of people: each speaks to /api/v1 with a token that its person made on her own page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from spinney.base.access.models import Person
from spinney.base.access.tokens import API_SCOPES
from tests.casebook.collaborating import signed_in

SUCCESS = 0
"""Stands for every status of a success; any other is asked for by its number."""
MOST = 200
"""So many of a list at once: more than any list of these cases has."""


def token_of(person: Person) -> str:
    """A token for everything that a person may do, made where people make them."""
    browser = signed_in(person.email, person.name)
    browser.fill(reverse("programs"), name="Our own program", scopes=list(API_SCOPES), days=30)
    assert not browser.errors, browser.errors
    shown = browser.page.find("code", string=lambda words: str(words).startswith("spn_"))
    assert shown is not None
    return str(shown.get_text(strip=True))


@dataclass
class Program:
    """A program that acts for one person, and asks below one address."""

    person: Person
    here: str = ""
    token: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        self.token = self.token or token_of(self.person)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def get(self, path: str, status: int = SUCCESS) -> Any:
        """What stands at an address, below `here`."""
        return _told(Client().get(self._at(path), headers=self.headers), path, status)

    def all(self, path: str) -> list[Any]:
        """Everything of a list."""
        found = self.get(f"{path}?limit={MOST}")
        assert found["count"] == len(found["items"]), path
        return list(found["items"])

    def post(self, path: str, body: Mapping[str, Any] | None = None, status: int = SUCCESS) -> Any:
        return self._send("post", path, body or {}, status)

    def put(self, path: str, body: Mapping[str, Any], status: int = SUCCESS) -> Any:
        return self._send("put", path, body, status)

    def patch(self, path: str, body: Mapping[str, Any], status: int = SUCCESS) -> Any:
        return self._send("patch", path, body, status)

    def give(self, path: str, name: str, content: bytes, status: int = SUCCESS) -> Any:
        """Send a file."""
        sent = {"file": ContentFile(content, name=name)}
        return _told(Client().post(self._at(path), sent, headers=self.headers), path, status)

    def _send(self, method: str, path: str, body: Mapping[str, Any], status: int) -> Any:
        answer = getattr(Client(), method)(
            self._at(path), data=json.dumps(body, default=str), content_type="application/json",
            headers=self.headers,
        )  # fmt: skip
        return _told(answer, path, status)

    def _at(self, path: str) -> str:
        """An address: below `here`, or (from a stroke on) below the API's own."""
        if path.startswith("/"):
            return f"/api/v1{path}"
        return f"/api/v1{self.here}/{path}".rstrip("/")


def _told(answer: Any, path: str, status: int) -> Any:
    got = answer.status_code
    fits = 200 <= got < 300 if status == SUCCESS else got == status
    assert fits, (path, got, answer.content.decode()[:2000])
    return json.loads(answer.content) if answer.content else None
