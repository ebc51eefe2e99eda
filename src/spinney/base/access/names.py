"""Names of places: rooms say what their organisations, programmes and clusters are called."""

from __future__ import annotations

from collections.abc import Callable

from spinney.base.kernel.actors import Scope

NameSource = Callable[[int], str]
_sources: dict[str, NameSource] = {}


def add_name_source(kind: str, source: NameSource) -> None:
    """Called by a room when it starts: how the scopes of a kind are named, by id ("" if gone)."""
    _sources[kind] = source


def name_of(scope: Scope) -> str:
    """What a scope is called; "" when nobody knows (the site has no name)."""
    source = _sources.get(scope.kind)
    return source(scope.id) if source else ""


def scope_of(text: str) -> Scope:
    """A scope from its text ("cluster:3", "site")."""
    kind, _, number = text.partition(":")
    return Scope(kind, int(number or 0))
