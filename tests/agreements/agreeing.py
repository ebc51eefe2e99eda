"""Members who agree or not, for tests of approvals."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from spinney.agreements.actions import approvals as actions
from spinney.agreements.models import Answered, Approval, Version
from spinney.agreements.states import Voice
from spinney.base.access.sources import actor_for
from tests.agreements.making import NOON, another_member
from tests.agreements.talking import a_variation
from tests.personas import Wood

FOUR = ("birch", "fern", "gorse", "heath")
CONSENSUS = {
    "decision_rule": {
        "rule": "consensus", "fallback": "two_thirds", "fallback_after_days": 10, "of": "cast",
        "answer_days": 7,
    },
    "quorum": {"at_least": 2},
}  # fmt: skip
CONSENT = {
    "decision_rule": {"rule": "consent", "fallback": "none", "answer_days": 14},
    "quorum": {"percent": 50},
}


def four_members(wood: Wood, terms: dict[str, Any] | None = None) -> Version:
    """A variation of ground rules that state `terms`, in a cluster of four members that vote."""
    for name in FOUR[1:]:
        another_member(wood, name)
    return a_variation(wood, terms or CONSENT)


def say(
    wood: Wood,
    approval: Approval,
    name: str,
    says: Voice = Voice.AGREES,
    *,
    reason: str = "",
    now: datetime = NOON,
) -> Answered:
    """What the named member says."""
    by = actor_for(wood.people[name], now.date())
    if says == Voice.OBJECTS and not reason:
        reason = "Two weeks are too long."
    return actions.agree_to_version(approval=approval, says=says, reason=reason, by=by, now=now)


def on(day: date) -> datetime:
    """Noon of a day."""
    return datetime.combine(day, NOON.timetz())
