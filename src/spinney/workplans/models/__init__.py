"""Tables of the workplans room: plans and what is in them, bids, successes, risks, studies."""

from spinney.workplans.models.activities import (
    Activity,
    Dependency,
    Milestone,
    ProgressNote,
)
from spinney.workplans.models.bids import FundingBid
from spinney.workplans.models.plans import Baseline, Objective, Workplan
from spinney.workplans.models.risks import Risk, RiskReview
from spinney.workplans.models.studies import Study, StudyEvent, StudyOption
from spinney.workplans.models.successes import Cheer, Success

__all__ = [
    "Activity",
    "Baseline",
    "Cheer",
    "Dependency",
    "FundingBid",
    "Milestone",
    "Objective",
    "ProgressNote",
    "Risk",
    "RiskReview",
    "Study",
    "StudyEvent",
    "StudyOption",
    "Success",
    "Workplan",
]
