"""What of this room travels with a cluster, and what stays (base.keeping.portable)."""

from __future__ import annotations

from spinney.base.keeping.portable import takes_along

takes_along("workplans.Workplan", within=["cluster"])
takes_along("workplans.Baseline", within=["workplan"])
takes_along("workplans.Objective", within=["workplan"])
takes_along("workplans.FundingBid", within=["cluster"])
takes_along("workplans.Activity", within=["workplan"])
takes_along("workplans.Dependency", within=["activity"])
takes_along("workplans.Milestone", within=["workplan"])
takes_along("workplans.ProgressNote", within=["activity"])
takes_along("workplans.Success", within=["cluster"])
takes_along("workplans.Cheer", within=["success"])
takes_along("workplans.Risk", within=["cluster"])
takes_along("workplans.RiskReview", within=["risk"])
takes_along("workplans.Study", within=["cluster"])
takes_along("workplans.StudyOption", within=["study"])
takes_along("workplans.StudyEvent", within=["study"])
