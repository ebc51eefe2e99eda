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

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from spinney.base.kernel.actors import Actor, Scope


@dataclass(frozen=True)
class Doorway:
    """One way in: its words, its address, and a line that says what is there."""

    words: str
    url: str
    line: str = ""
    place: int = 100


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
