"""Votes on paper for tests: ballots with two members, typed by Ash, confirmed by Rowan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from spinney.decisions.actions import entries, envelopes
from spinney.decisions.models import Ballot, Entry
from spinney.decisions.states import VotedHow
from tests.decisions.making import DAY, NOON, a_ballot, another_member
from tests.personas import Wood

LATER = NOON + timedelta(hours=2)


def two_members(wood: Wood, way: str = "choose", **changes: Any) -> Ballot:
    """A ballot in which Birch House and Fern House vote."""
    if "fern" not in wood.organisations:
        another_member(wood, "fern")
    return a_ballot(wood, way, voters=("birch", "fern"), **changes)


def typed(wood: Wood, ballot: Ballot, who: str = "birch", **said: Any) -> Entry:
    """The vote of a member as Ash typed it: for option 2, if nothing else is said."""
    fields: dict[str, Any] = {
        "marks": {"2": 1}, "came": entries.Came(VotedHow.PAPER, DAY), "by": wood.ash, "now": LATER,
    } | said  # fmt: skip
    organisation = wood.organisations[who]
    return entries.enter_vote(ballot=ballot, organisation_id=organisation.pk, **fields)


def confirmed(wood: Wood, entry: Entry, **said: Any) -> Any:
    """The same, typed again by Rowan."""
    fields: dict[str, Any] = {"marks": {"2": 1}, "by": wood.rowan, "now": LATER} | said
    return entries.confirm_entry(entry=entry, **fields)


def secret_with_envelopes(wood: Wood, *names: str) -> Ballot:
    """A secret ballot for which the envelopes of these members came (both, if none is named)."""
    ballot = two_members(wood, secret=True)
    ids = [wood.organisations[name].pk for name in names or ("birch", "fern")]
    envelopes.note_envelopes(ballot=ballot, organisation_ids=ids, by=wood.ash, now=LATER)
    return ballot


def type_papers(wood: Wood, ballot: Ballot, who: str, *papers: Mapping[str, int] | None) -> None:
    """Papers as somebody types them; None is a spoilt one."""
    for marks in papers:
        envelopes.enter_paper(
            ballot=ballot, marks=marks or {}, spoilt=marks is None, by=wood.actor(who), now=LATER
        )
