"""A person's clusters and programmes, as Home shows them: rooms register what they know."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from spinney.base.kernel.actors import Actor, Scope


@dataclass(frozen=True)
class HomeCard:
    """One cluster or programme on Home: its name, where it is, and where it stands.

    `stages` (from base.web.components.parts) make the stage line; `line` says the same in words
    ("Focus, since 3 February. Waits for the vote."). `place` sorts: programmes before clusters.
    """

    name: str
    url: str
    scope: Scope
    line: str = ""
    stages: tuple[object, ...] = ()
    caption: str = ""
    place: int = 100
    since: date | None = None


CardSource = Callable[[Actor, datetime], Iterable[HomeCard]]
_sources: list[CardSource] = []


def add_home_cards(source: CardSource) -> CardSource:
    """Register a function that gives the clusters or programmes of an actor (few queries)."""
    _sources.append(source)
    return source


def cards_of(actor: Actor, now: datetime) -> list[HomeCard]:
    """All the actor's cards, in order."""
    cards = [card for source in _sources for card in source(actor, now)]
    return sorted(cards, key=lambda c: (c.place, c.name.casefold()))


def places_of(actor: Actor, now: datetime) -> dict[str, str]:
    """The actor's scopes by name, as mail choices list them."""
    return {str(card.scope): card.name for card in cards_of(actor, now)}
