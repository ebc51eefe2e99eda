"""The door of the workplans room: the only module other rooms may import."""

from __future__ import annotations

from spinney.workplans.events.activities import activity_done
from spinney.workplans.events.plans import workplan_agreed
from spinney.workplans.models import Activity, Baseline, Workplan
from spinney.workplans.queries.bids import BidTold, bids_of
from spinney.workplans.queries.for_reports import (
    ActivityTold,
    PlanTold,
    SuccessTold,
    plan_told,
    successes_told,
)
from spinney.workplans.queries.last_baseline import last_baseline
from spinney.workplans.queries.reading import (
    Achieved,
    ActivityRead,
    ObjectiveRead,
    PlanRead,
    achieved,
    activities_of,
    plan_of,
)
from spinney.workplans.queries.signs import signs
from spinney.workplans.queries.studies import StudyTold, studies_of
from spinney.workplans.queries.threads import ObjectiveTold, objectives_told

__all__ = [
    "Achieved",
    "Activity",
    "ActivityRead",
    "ActivityTold",
    "Baseline",
    "ObjectiveRead",
    "PlanRead",
    "PlanTold",
    "SuccessTold",
    "Workplan",
    "achieved",
    "activities_of",
    "activity_done",
    "last_baseline",
    "plan_of",
    "plan_told",
    "signs",
    "successes_told",
    "workplan_agreed",
    "ObjectiveTold",
    "objectives_told",
    "BidTold",
    "bids_of",
    "StudyTold",
    "studies_of",
]
