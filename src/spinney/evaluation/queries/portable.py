"""What of this room travels with a cluster, and what stays (base.keeping.portable)."""

from __future__ import annotations

from spinney.base.keeping.portable import stays, takes_along

OF_PROGRAMME = "it is the programme's, and the programme stays"

stays("evaluation.LearningEvent", because=OF_PROGRAMME)
stays("evaluation.LearningPresence", because=OF_PROGRAMME)

takes_along("evaluation.PositionTaken", within=["cluster"])
takes_along("evaluation.Report", within=["cluster"])
takes_along("evaluation.ReportSection", within=["report"])
takes_along("evaluation.ReportPicture", within=["section"])
takes_along("evaluation.Lesson", within=["cluster"], leave_out=["event"])
takes_along("evaluation.SpinOff", within=["cluster"])
