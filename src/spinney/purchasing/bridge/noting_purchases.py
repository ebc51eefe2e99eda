"""What was done with a joint purchase, as the record of its cluster has it."""

from __future__ import annotations

from datetime import datetime

from spinney.base.kernel.actors import Actor
from spinney.base.record.record import record
from spinney.purchasing.models import JointPurchase


def note(verb: str, purchase: JointPurchase, by: Actor, now: datetime, **detail: object) -> None:
    """Write it down, with what the purchase is called. Never anybody's conditions, a price, a mark,
    or an e-mail address.
    """
    record(
        verb, by=by, on=purchase, at=now, scope=purchase.scope, title=purchase.title,
        purchase=purchase.pk, **detail,
    )  # fmt: skip
