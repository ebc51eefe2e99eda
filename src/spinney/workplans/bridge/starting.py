"""What can begin because something is done."""

from __future__ import annotations

from datetime import date

from spinney.workplans.bridge.plans import read_plan
from spinney.workplans.engine.plan import Kind, Need
from spinney.workplans.engine.schedule import How, standings
from spinney.workplans.models import Activity


def may_begin_after(done: Activity, today: date) -> list[Activity]:
    """The activities that waited for one that is done, and now wait for nothing. Four queries at
    most.
    """
    return ready_among(done, Need(Kind.ACTIVITY, done.pk), today)


def ready_among(of_plan: Activity, met: Need, today: date) -> list[Activity]:
    """The activities of the same plan that needed something that is there now, and can begin, or
    could if their day had come.
    """
    value = read_plan(of_plan.workplan)
    found = standings(value, today)
    free = [
        one.key
        for one in value.activities
        if met in one.needs and found[one.key].how in (How.READY, How.TO_COME)
    ]
    rows = Activity.objects.filter(pk__in=free).select_related("organisation", "workplan__cluster")
    return list(rows.order_by("pk"))
