"""Ballots, meetings and decisions for tests, straight in the tables; whoever tests how they come
about uses the actions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from spinney.agreements.api import how_decided
from spinney.base.kernel.assent import Method, Rule
from spinney.base.kernel.errors import WrongState
from spinney.clusters.models import Cluster
from spinney.decisions.engine.settings import Settings
from spinney.decisions.engine.ties import sealed
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.models import (
    Ballot,
    Decision,
    Elector,
    Meeting,
    Option,
    SealedVote,
    Vote,
)
from spinney.decisions.states import BallotState, MeetingState, Origin, VotedHow
from spinney.register.models import Organisation
from tests.agreements.making import another_member
from tests.personas import Wood

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
WEEK = timedelta(days=7)
DAY = date(2026, 3, 20)
SEED = "an example"
CUSTOMS = {
    "secret": "elections", "notice_days": 0, "recused_count": False, "joiners_vote": False,
    "leavers_count": False, "proxies_each": 1,
}  # fmt: skip

__all__ = ["a_ballot", "a_decision", "a_meeting", "another_member", "vote_of"]


def rule_json(cluster: Cluster, on: date = DAY, **changes: Any) -> dict[str, Any]:
    """The rule in force on a day, as an open ballot keeps it (a majority where nobody could be
    asked that day).
    """
    try:
        kept = how_decided(cluster, on).to_json()
    except WrongState:
        kept = Rule(Method.MAJORITY).to_json() | {"words": [], "sources": [], "inside": []}
    more = {"adopts": "directly", "customs": dict(CUSTOMS), "tie_sealed": sealed(SEED)}
    return kept | more | changes


def a_ballot(
    wood: Wood,
    way: str = "motion",
    options: Iterable[str | Mapping[str, Any]] = (),
    *,
    state: BallotState = BallotState.OPEN,
    voters: Iterable[str] = ("birch",),
    cluster: Cluster | None = None,
    settings: Settings | None = None,
    secret: bool = False,
    rule: Mapping[str, Any] | None = None,
    **changes: Any,
) -> Ballot:
    """A ballot in a state, with options by title (or by fields) and named voters as electors; it
    was opened at NOON and closes a week later.
    """
    cluster = cluster or wood.cluster
    open_or_past = state not in (BallotState.DRAFT, BallotState.DISCARDED)
    fields: dict[str, Any] = {
        "title": "What shall we share first?", "way": way, "secret": secret, "state": state,
        "settings": (settings or Settings()).to_json(), "made_at": NOON, "made_by": "person:1",
    }  # fmt: skip
    if open_or_past:
        fields |= {
            "rule": rule_json(cluster, **(rule or {})), "seed": SEED, "opened_at": NOON,
            "closes_at": NOON + WEEK,
        }  # fmt: skip
    ballot = Ballot.objects.create(cluster=cluster, **(fields | changes))
    if not options and WAYS[way].has_options:
        options = ("Shared HR", "Shared ICT", "Joint training")
    for number, one in enumerate(options, start=1):
        said = {"title": one} if isinstance(one, str) else dict(one)
        Option.objects.create(ballot=ballot, number=number, **said)
    if open_or_past:
        for slot, name in enumerate(voters):
            organisation = wood.organisations[name]
            Elector.objects.create(ballot=ballot, organisation=organisation, tier="Core")
            if secret:
                SealedVote.objects.create(ballot=ballot, slot=slot)
    return ballot


def vote_of(
    ballot: Ballot,
    organisation: Organisation,
    marks: Mapping[str, int] | None = None,
    says: str = "",
    reason: str = "",
    at: datetime = NOON + timedelta(hours=1),
) -> Vote:
    """The vote of an organisation in an open ballot."""
    elector = Elector.objects.get(ballot=ballot, organisation=organisation)
    Elector.objects.filter(pk=elector.pk).update(voted_at=at)
    return Vote.objects.create(
        elector=elector, marks=dict(marks or {}), says=says, reason=reason, how=VotedHow.SITE, at=at
    )


def a_meeting(wood: Wood, state: MeetingState = MeetingState.CALLED, **changes: Any) -> Meeting:
    """A meeting on the Friday in a fortnight, two hours from ten o'clock."""
    starts = datetime(2026, 4, 3, 9, tzinfo=UTC)
    fields: dict[str, Any] = {
        "cluster": wood.cluster, "title": "Members’ meeting", "state": state, "starts_at": starts,
        "ends_at": starts + timedelta(hours=2), "place": "The Hall", "made_at": NOON,
        "made_by": "person:1",
    }  # fmt: skip
    if state != MeetingState.DRAFT:
        fields["called_at"] = NOON
    return Meeting.objects.create(**(fields | changes))


def a_decision(wood: Wood, number: int = 1, **changes: Any) -> Decision:
    """An entry of the register."""
    fields: dict[str, Any] = {
        "cluster": wood.cluster, "number": number, "title": "We share an HR worker",
        "origin": Origin.MEETING, "decided_on": DAY, "facts": {"question": "Shall we?"},
        "digest": f"{number:064d}", "words": "We share an HR worker", "noted_at": NOON,
        "noted_by": "person:1",
    }  # fmt: skip
    return Decision.objects.create(**(fields | changes))
