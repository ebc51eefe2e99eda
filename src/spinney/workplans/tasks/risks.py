"""Whoever looks after a risk is reminded on its day."""

from __future__ import annotations

from datetime import datetime, time

from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.work.duties import duty
from spinney.workplans.actions.risks import remind_of_risk
from spinney.workplans.models import Risk
from spinney.workplans.states import RiskState


@duty("workplans: risks are looked at again on their day", daily_at=time(7, 20))
def remind_of_risks(now: datetime) -> None:
    """Remind of every open risk whose day has come, once."""
    due = Risk.objects.filter(
        state=RiskState.OPEN, removed_at=None, reminded_on=None, review_on__lte=localdate(now),
        cluster__state="active",
    )  # fmt: skip
    for risk in due.order_by("review_on", "pk"):
        remind_of_risk(risk=risk, by=Actor.system("reminders"), now=now)
