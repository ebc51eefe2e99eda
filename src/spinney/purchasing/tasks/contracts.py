"""What contracts do by themselves: they remind of the day of notice."""

from __future__ import annotations

from datetime import datetime, time

from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.work.duties import duty
from spinney.purchasing.actions.contracts import remind_of_notice
from spinney.purchasing.queries.contracts import to_remind

BY = Actor.system("contracts")


@duty("purchasing: remind of days of notice", daily_at=time(8, 10))
def remind_of_notices(now: datetime) -> None:
    """Remind of every contract whose last day for notice is near."""
    for contract in to_remind(localdate(now)):
        remind_of_notice(contract=contract, by=BY, now=now)
