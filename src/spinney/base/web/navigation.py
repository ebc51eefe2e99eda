"""The site's main navigation. Rooms add their own entries when they start (apps.py, ready)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from spinney.base.kernel.actors import Actor


def _always(actor: Actor) -> bool:
    return True


@dataclass(frozen=True)
class Entry:
    """One entry: its words, the name of its view, its place (lowest first), and who sees it."""

    label: str
    url_name: str
    place: int
    shown_to: Callable[[Actor], bool] = _always


@dataclass(frozen=True)
class Shown:
    """An entry on a page."""

    label: str
    url: str
    is_current: bool


_entries: dict[str, Entry] = {}


def add_to_navigation(
    label: str, url_name: str, *, place: int, shown_to: Callable[[Actor], bool] = _always
) -> None:
    """Called by a room when it starts. Home is 0, Help 900, Account 950; rooms stand between."""
    _entries[url_name] = Entry(label, url_name, place, shown_to)


def navigation(request: HttpRequest) -> list[Shown]:
    """The entries that the actor sees, in order, with the one she is in marked."""
    actor: Actor = getattr(request, "actor", None) or Actor.nobody()
    shown = []
    for entry in sorted(_entries.values(), key=lambda e: (e.place, e.label)):
        try:
            url = reverse(entry.url_name)
        except NoReverseMatch:
            continue
        if entry.shown_to(actor):
            shown.append((entry.label, url))
    here = _nearest(request.path, [url for _, url in shown])
    return [Shown(label, url, url == here) for label, url in shown]


def _nearest(path: str, urls: list[str]) -> str | None:
    """The longest address that the page lies under; the home page only when it is exact."""
    under = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(under, key=len, default=None)
