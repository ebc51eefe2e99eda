"""Ways from a cluster's or programme's page into the rooms above it, which it does not know.

A room says where its pages are for whoever looks (in its `listeners.py`):

    @add_doorways
    def our_doorways(actor: Actor, scope: Scope) -> Iterator[Doorway]:
        if may(policies.MAY, "surveys", by=actor, scope=scope):
            yield Doorway("Surveys", reverse("diagnostics:surveys", args=[scope]), place=100)

and `{% doorways "cluster" cluster.pk %}` lists them. A source asks the actor's rights, and makes
few queries or none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from spinney.base.kernel.actors import Actor, Scope
from spinney.base.kernel.policy import Table, may


@dataclass(frozen=True)
class Doorway:
    """One way in: its words, its address, and a line that says what is there."""

    words: str
    url: str
    line: str = ""
    place: int = 100


GROUPS: tuple[tuple[int, str], ...] = (
    (0, "Find out"), (20, "Agree"), (30, "Decide"), (45, "Plan and do"), (50, "Money"),
    (60, "Buy together"), (70, "Look back"),
)  # fmt: skip
"""What the ways from a place on are called, on a cluster's page. Before all of them stands what is
about everything.
"""

Ways = Iterable[tuple[str, str, str]]
"""Verbs, which are views as well, with their words and the line that says what is there."""


def ways_of_room(
    room: str, ways: Ways, may_table: Table, after: int, actor: Actor, scope: Scope
) -> Iterator[Doorway]:
    """The pages that a room has for each cluster, as far as the actor may see them."""
    if scope.kind != "cluster":
        return
    for place, (verb, words, line) in enumerate(ways, start=after):
        if may(may_table, verb, by=actor, scope=scope):
            address = reverse(f"{room}:{verb.replace('_', '-')}", args=[scope.id])
            yield Doorway(words, address, line, place)


DoorwaySource = Callable[[Actor, Scope], Iterable[Doorway]]
_sources: list[DoorwaySource] = []


def add_doorways(source: DoorwaySource) -> DoorwaySource:
    """Register a function that gives a room's ways in, for an actor and a cluster or programme."""
    _sources.append(source)
    return source


def doorways_of(actor: Actor, scope: Scope) -> list[Doorway]:
    """Every way in that the actor has, in order."""
    found = [one for source in _sources for one in source(actor, scope)]
    return sorted(found, key=lambda one: (one.place, one.words))


def grouped(doorways: Iterable[Doorway]) -> list[tuple[str, list[Doorway]]]:
    """Ways in their order, under what they are for ("" for what is about everything)."""
    groups: dict[str, list[Doorway]] = {}
    for one in doorways:
        name = next((name for first, name in reversed(GROUPS) if one.place >= first), "")
        groups.setdefault(name, []).append(one)
    return list(groups.items())
