"""Closed ballots and entries of the register, for tests of what follows from them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate

from spinney.decisions.actions.book import enter_ballot, note_decision
from spinney.decisions.bridge.counting import count_anew
from spinney.decisions.models import Ballot, Decision
from spinney.decisions.states import BallotState, Origin
from tests.decisions.making import DAY, NOON, WEEK, a_ballot, vote_of
from tests.personas import Wood

LATER = NOON + WEEK + timedelta(hours=1)
"""After the ballots of `making` have closed."""
TODAY = LATER.date()


def closed(ballot: Ballot) -> Ballot:
    """The ballot, closed at its hour with what it came to, and not entered yet."""
    ballot.state, ballot.closed_at = BallotState.CLOSED, ballot.closes_at
    assert ballot.closed_at is not None
    found = count_anew(ballot, localdate(ballot.closed_at), deep=False)
    ballot.outcome, ballot.result = found.code, found.to_json()
    ballot.save()
    return ballot


def chosen(
    wood: Wood, way: str = "approve", marks: dict[str, int] | None = None, **more: Any
) -> Decision:
    """The entry of a ballot in which Birch House marked the second of three options, or more."""
    ballot = a_ballot(wood, way, **more)
    vote_of(ballot, wood.organisations["birch"], marks or {"2": 1})
    return enter_ballot(ballot=closed(ballot), by=wood.ash, now=LATER)


def agreed(wood: Wood, **more: Any) -> Decision:
    """The entry of a motion that Birch House agreed to."""
    ballot = a_ballot(wood, "motion", **more)
    vote_of(ballot, wood.organisations["birch"], says="agree")
    return enter_ballot(ballot=closed(ballot), by=wood.ash, now=LATER)


def noted(wood: Wood, title: str = "We share an HR worker", **more: Any) -> Decision:
    """A decision that was noted by hand."""
    said: dict[str, Any] = {
        "title": title, "outcome": "It is agreed.", "origin": Origin.MEETING, "decided_on": DAY,
        "reasons": "Each of us needs one for a day a week.",
    }  # fmt: skip
    return note_decision(cluster=wood.cluster, by=wood.ash, now=LATER, **(said | more))
