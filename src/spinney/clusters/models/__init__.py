"""Tables of the clusters room: programmes, clusters, members, calls, days and notes."""

from spinney.clusters.models.calls import Answer, Call, Question, Response, Score
from spinney.clusters.models.clusters import Cluster, Document, EvidenceShare, Facilitator
from spinney.clusters.models.days import Attendance, Day, Gathering, JournalNote
from spinney.clusters.models.members import (
    Criterion,
    Invitation,
    Membership,
    MembershipChange,
    Tier,
)
from spinney.clusters.models.programmes import (
    Comparator,
    Condition,
    ConditionMet,
    Manager,
    Programme,
    Stage,
    StageMove,
    TimetableChange,
)
from spinney.clusters.models.rules import MembershipRules, Suspension

__all__ = [
    "Answer",
    "Attendance",
    "Call",
    "Cluster",
    "Comparator",
    "Condition",
    "ConditionMet",
    "Criterion",
    "Day",
    "Document",
    "EvidenceShare",
    "Facilitator",
    "Gathering",
    "Invitation",
    "JournalNote",
    "Manager",
    "Membership",
    "MembershipChange",
    "MembershipRules",
    "Programme",
    "Question",
    "Response",
    "Score",
    "Stage",
    "StageMove",
    "Suspension",
    "Tier",
    "TimetableChange",
]
