"""How the record keeps what is done with shared costs: never an amount."""

from __future__ import annotations

from datetime import datetime

from spinney.base.kernel.actors import Actor
from spinney.base.record.record import record
from spinney.money.models import SharedCost


def note(verb: str, cost: SharedCost, by: Actor, now: datetime, **detail: object) -> None:
    """Write it down, with what the cost is called."""
    record(verb, by=by, on=cost, at=now, scope=cost.scope, title=cost.title, **detail)
