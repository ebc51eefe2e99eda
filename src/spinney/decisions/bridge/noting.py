"""What was done with a ballot, as the record of its cluster has it."""

from __future__ import annotations

from datetime import datetime

from spinney.base.kernel.actors import Actor
from spinney.base.record.record import record
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.models import Ballot, Option


def note(verb: str, ballot: Ballot, by: Actor, now: datetime, **detail: object) -> None:
    """Write it down, with what the ballot is called. Never what anybody voted."""
    record(
        verb, by=by, on=ballot, at=now, scope=ballot.scope, title=ballot.title, ballot=ballot.pk,
        **detail,
    )  # fmt: skip


def is_person(option: Option) -> bool:
    """Whether an option is somebody who stands in an election, by her own name."""
    return WAYS[option.ballot.way].elects and option.organisation_id is None


def named(option: Option) -> str:
    """An option as the record calls it. What is in the record stays for good, so a person who
    stands in an election is there by her number.
    """
    return f"candidate {option.number}" if is_person(option) else option.title
