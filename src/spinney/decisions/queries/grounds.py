"""What a ballot rests on: pages of rooms above, which this one does not know."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spinney.base.kernel.actors import Actor
from spinney.base.web.components.parts import Link
from spinney.decisions.models import Ballot

GroundsSource = Callable[[Actor, Ballot], Iterable[Link]]
_sources: list[GroundsSource] = []


def add_grounds_source(source: GroundsSource) -> GroundsSource:
    """Register a function of a higher room that says where somebody can read what a ballot rests
    on ("What was offered, with prices"). It names only pages that she may open; what may not stand
    in a ballot, which more people read than vote on it, stands behind such a link.
    """
    _sources.append(source)
    return source


def grounds_of(actor: Actor, ballot: Ballot) -> list[Link]:
    """Where somebody can read what a ballot rests on."""
    return [link for source in _sources for link in source(actor, ballot)]
