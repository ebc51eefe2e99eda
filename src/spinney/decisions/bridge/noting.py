"""What was done with a ballot, as the record of its cluster has it."""

from __future__ import annotations

from datetime import datetime

from spinney.base.kernel.actors import Actor
from spinney.base.record.record import record
from spinney.decisions.models import Ballot


def note(verb: str, ballot: Ballot, by: Actor, now: datetime, **detail: object) -> None:
    """Write it down, with what the ballot is called. Never what anybody voted."""
    record(
        verb, by=by, on=ballot, at=now, scope=ballot.scope, title=ballot.title, ballot=ballot.pk,
        **detail,
    )  # fmt: skip
