"""What is asked of a person: rooms say it from their own state, so that it cannot go stale."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from spinney.base.access.models import Person
from spinney.base.access.sources import ActingFor, actor_for
from spinney.base.kernel.actors import Actor


@dataclass(frozen=True)
class Ask:
    """One thing that waits on somebody: what · for whom · minutes · by when · where to do it.

    `waits` names who is waited on, for dashboards ("The Bond Board", "the facilitator");
    `cluster_id` is None for what concerns an organisation alone.
    """

    what: str
    url: str
    minutes: int
    organisation: str = ""
    cluster: str = ""
    cluster_id: int | None = None
    by_when: date | None = None
    waits: str = ""


AskSource = Callable[[Actor, datetime], Iterable[Ask]]
_sources: list[AskSource] = []


def add_ask_source(source: AskSource) -> AskSource:
    """Register a function that says what a room asks of an actor now."""
    _sources.append(source)
    return source


def asked_of(actor: Actor, now: datetime) -> list[Ask]:
    """Everything asked of an actor, soonest first, what has no date last."""
    asks = [ask for source in _sources for ask in source(actor, now)]
    return sorted(asks, key=lambda a: (a.by_when is None, a.by_when or date.max, a.minutes))


@dataclass(frozen=True)
class AskedFor:
    """What is asked of a person for one of her organisations (None: of herself)."""

    acting_for: ActingFor | None
    asks: list[Ask]

    @property
    def minutes(self) -> int:
        return sum(ask.minutes for ask in self.asks)


def asked_of_person(
    person: Person,
    choices: list[ActingFor],
    now: datetime,
    *,
    on: date,
    acting: Actor | None = None,
) -> list[AskedFor]:
    """What is asked of a person, for each organisation that she may act for; nothing twice.

    `acting` is the actor that she is at the moment, if that is known: her roles are then not
    looked up again, and what is asked of whoever she acts for comes first.
    """
    current = acting.organisation_id if acting else None
    seen: set[tuple[str, str]] = set()
    found = []
    mandates: list[ActingFor | None] = list(choices) or [None]
    for choice in sorted(mandates, key=lambda c: c is not None and c.organisation_id != current):
        organisation_id = choice.organisation_id if choice else None
        known = acting if acting and organisation_id == current else None
        actor = known or actor_for(person, on, organisation_id, choices)
        asks = [a for a in asked_of(actor, now) if (a.url, a.what) not in seen]
        seen |= {(a.url, a.what) for a in asks}
        found.append(AskedFor(choice, asks))
    return found
