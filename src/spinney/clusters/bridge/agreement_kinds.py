"""Kinds of agreement that can meet a condition, as the room that keeps agreements tells them.

add_agreement_kinds(lambda: [("ground_rules", "Ground rules")])
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

KindSource = Callable[[], Iterable[tuple[str, str]]]
_sources: list[KindSource] = []


def add_agreement_kinds(source: KindSource) -> KindSource:
    """Register a function that gives kinds of agreement, as (key, title)."""
    _sources.append(source)
    return source


def agreement_kinds() -> list[tuple[str, str]]:
    """Every kind of agreement that a condition can name, as (key, title)."""
    return [kind for source in _sources for kind in source()]


def agreement_kind_title(key: str) -> str:
    """How a kind of agreement is called; one that nobody knows any more is called by its key."""
    return dict(agreement_kinds()).get(key, key.replace("_", " "))
