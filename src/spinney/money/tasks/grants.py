"""What grants do by themselves: they remind of reports."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.work.duties import duty
from spinney.money.actions.grant_reports import remind_of_grant_report
from spinney.money.queries.grants import REMIND_DAYS, reports_to_remind

BY = Actor.system("grants")


@duty("money: remind of reports on grants", daily_at=time(8, 20))
def remind_of_reports(now: datetime) -> None:
    """Remind of every report that is due soon."""
    today = localdate(now)
    for report in reports_to_remind(today, today + timedelta(days=REMIND_DAYS)):
        remind_of_grant_report(report=report, by=BY, now=now)
