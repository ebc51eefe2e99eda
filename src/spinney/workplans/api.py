"""The door of the workplans room: the only module other rooms may import."""

from __future__ import annotations

from spinney.workplans.models import Activity
from spinney.workplans.queries.for_reports import (
    ActivityTold,
    PlanTold,
    SuccessTold,
    plan_told,
    successes_told,
)
from spinney.workplans.queries.last_baseline import last_baseline
from spinney.workplans.queries.signs import signs

__all__ = [
    "Activity",
    "ActivityTold",
    "PlanTold",
    "SuccessTold",
    "last_baseline",
    "plan_told",
    "signs",
    "successes_told",
]
