"""Tables of the evaluation room: positions, reports, learning."""

from spinney.evaluation.models.learning import LearningEvent, LearningPresence, Lesson, SpinOff
from spinney.evaluation.models.positions import PositionTaken
from spinney.evaluation.models.reports import Report, ReportPicture, ReportSection

__all__ = [
    "LearningEvent",
    "LearningPresence",
    "Lesson",
    "PositionTaken",
    "Report",
    "ReportPicture",
    "ReportSection",
    "SpinOff",
]
