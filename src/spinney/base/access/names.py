"""Names of places: rooms say what their organisations, programmes and clusters are called."""

from __future__ import annotations

from collections.abc import Callable

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Scope
from spinney.base.record.timeline import add_namer

NameSource = Callable[[int], str]
_sources: dict[str, NameSource] = {}


def add_name_source(kind: str, source: NameSource) -> None:
    """Called by a room when it starts: how the scopes of a kind are named, by id ("" if gone)."""
    _sources[kind] = source


@add_namer
def names_of_people(labels: set[str]) -> dict[str, str]:
    """What people are called today, by their labels ("person:7")."""
    ids = [int(label.partition(":")[2]) for label in labels]
    return {person.label: str(person) for person in Person.objects.filter(pk__in=ids)}


def name_of(scope: Scope) -> str:
    """What a scope is called; "" when nobody knows (the site has no name)."""
    source = _sources.get(scope.kind)
    return source(scope.id) if source else ""


def scope_of(text: str) -> Scope:
    """A scope from its text ("cluster:3", "site")."""
    kind, _, number = text.partition(":")
    return Scope(kind, int(number or 0))
