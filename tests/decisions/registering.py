"""Closed ballots and entries of the register, for tests of what follows from them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate

from spinney.decisions.actions.action_list import add_action
from spinney.decisions.actions.book import enter_ballot, note_decision
from spinney.decisions.actions.steps import take_step
from spinney.decisions.bridge.counting import count_anew
from spinney.decisions.models import ActionItem, Ballot, Decision, OutlineLine
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


def an_outline(wood: Wood, marks: dict[str, int] | None = None) -> list[OutlineLine]:
    """The lines of the outline that a ballot came to: Shared ICT, unless other marks are given."""
    decision = chosen(wood, marks=marks)
    take_step(step=decision.steps.get(), by=wood.ash, now=LATER)
    return list(OutlineLine.objects.filter(decision=decision).select_related("decision__cluster"))


def an_action(wood: Wood, what: str = "Ask three firms for a price", **about: Any) -> ActionItem:
    """Something on the list of who does what."""
    reminded = about.pop("reminded_on", None)
    item = add_action(cluster=wood.cluster, what=what, by=wood.ash, now=LATER, **about)
    if reminded:
        item.reminded_on = reminded
        item.save(update_fields=["reminded_on"])
    return item
