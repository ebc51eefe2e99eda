"""What was done with a grant or a claim: kept in its row, and in the record of its cluster."""

from __future__ import annotations

from datetime import datetime

from spinney.base.kernel.actors import Actor
from spinney.base.record.record import record
from spinney.money.models import Claim, Grant
from spinney.money.states import ClaimState, GrantState


def note_grant(verb: str, grant: Grant, by: Actor, now: datetime, **detail: object) -> None:
    """Write down what was done with a grant."""
    record(
        verb, by=by, on=grant, at=now, scope=grant.scope, title=grant.title, grant=grant.pk,
        **detail,
    )  # fmt: skip


def note_claim(verb: str, claim: Claim, by: Actor, now: datetime, **detail: object) -> None:
    """Write down what was done with a claim; never what it comes to."""
    record(
        verb, by=by, on=claim, at=now, scope=claim.scope, number=claim.number,
        organisation=claim.organisation.name, claim=claim.pk, **detail,
    )  # fmt: skip


def save_state(thing: Grant | Claim, state: GrantState | ClaimState, *fields: str) -> None:
    """Bring a grant or claim to a state that was found to be open to it, with other fields."""
    thing.state = state
    thing.version += 1
    thing.save(update_fields=["state", "version", *fields])
