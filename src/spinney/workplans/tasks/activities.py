"""What plans do by themselves: whoever does something is asked in time how it goes."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, time

from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput
from spinney.base.work.duties import duty
from spinney.workplans.actions.activities import remind_of_activity
from spinney.workplans.actions.milestones import remind_of_milestone
from spinney.workplans.queries.activities import activities_to_remind, milestones_to_remind

REMIND_DAYS_BEFORE = 7
BY = Actor.system("workplans")


@duty("workplans: ask how activities and milestones go that are due within a week",
      daily_at=time(9, 30))  # fmt: skip
def ask_how_plans_go(now: datetime) -> None:
    """A week before the day, and once more a week after it, of plans that are in force."""
    today = localdate(now)
    # What came in another site's file may hold words that no letter carries: the others still go.
    for activity in activities_to_remind(today, REMIND_DAYS_BEFORE):
        with suppress(BadInput):
            remind_of_activity(activity=activity, by=BY, now=now)
    for milestone in milestones_to_remind(today, REMIND_DAYS_BEFORE):
        with suppress(BadInput):
            remind_of_milestone(milestone=milestone, by=BY, now=now)
