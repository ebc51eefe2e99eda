"""The time that a closed poll chose."""

from __future__ import annotations

from spinney.decisions.bridge.counted import BallotOutcome
from spinney.decisions.models import Ballot, Option


def winning_time(ballot: Ballot) -> Option | None:
    """The option with the time that won; None where none was chosen, or it has no time."""
    if not ballot.result:
        return None
    chosen = BallotOutcome.from_json(ballot.result).chosen
    found: Option | None = ballot.options.filter(number__in=chosen[:1]).first()
    return found if found is not None and found.starts_at is not None else None
