"""What a decision settled, for rooms that asked the members by a ballot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from spinney.decisions.bridge.counted import CHOSEN
from spinney.decisions.bridge.following import options_chosen
from spinney.decisions.bridge.rules import BY_MOTION, rule_of
from spinney.decisions.models import Ballot, Decision
from spinney.decisions.states import DecisionState


@dataclass(frozen=True)
class Settled:
    """What came of a ballot. `ballots`: its uid, and those of the ballots that it replaces or puts
    to the members; `carried`: whether it was agreed or something was chosen; `waits`: what was
    chosen must still be agreed to by the members' rule; `chosen`: the titles of what was chosen,
    the first first.
    """

    ballots: frozenset[UUID]
    carried: bool
    waits: bool
    chosen: tuple[str, ...]


def settled_by(decision: Decision) -> Settled | None:
    """What the ballot of a decision settled; None for a decision that was not made by ballot."""
    ballot = decision.ballot
    if ballot is None:
        return None
    carried = decision.state == DecisionState.STANDS
    chosen = tuple(one.title for one in options_chosen(decision)) if carried else ()
    waits = carried and ballot.outcome == CHOSEN and rule_of(ballot).adopts == BY_MOTION
    return Settled(frozenset(_line_of(ballot)), carried, waits, chosen)


def _line_of(ballot: Ballot | None) -> Iterator[UUID]:
    """A ballot and those before it, however it came after them."""
    seen: set[int] = set()
    while ballot is not None and ballot.pk not in seen:
        seen.add(ballot.pk)
        yield ballot.uid
        ballot = ballot.replaces or ballot.follows
