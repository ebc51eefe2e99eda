"""The lives of plans, activities, bids, risks and studies as data (docs/reference/states.md)."""

from __future__ import annotations

from django.db import models


class PlanState(models.TextChoices):
    DRAFT = "draft", "Being drafted"
    AGREED = "agreed", "Agreed"
    ENDED = "ended", "Ended"


class ActivityState(models.TextChoices):
    PLANNED = "planned", "Planned"
    UNDER_WAY = "under_way", "Under way"
    HELP = "help", "Needs help"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


class BidState(models.TextChoices):
    PLANNED = "planned", "Planned"
    SENT = "sent", "Sent"
    WON = "won", "Won"
    LOST = "lost", "Lost"
    PUT_OFF = "put_off", "Put off"


class SuccessKind(models.TextChoices):
    SUCCESS = "success", "A success"
    UNEXPECTED = "unexpected", "An unexpected gain"


class RiskState(models.TextChoices):
    OPEN = "open", "Open"
    HAPPENED = "happened", "It happened"
    CLOSED = "closed", "No longer a risk"


class RiskResponse(models.TextChoices):
    AVOID = "avoid", "Avoid it"
    REDUCE = "reduce", "Make it smaller"
    SHARE = "share", "Share it"
    ACCEPT = "accept", "Live with it"


class StudyState(models.TextChoices):
    DRAFT = "draft", "Being drafted"
    OPEN = "open", "Being compared"
    STALLED = "stalled", "Stalled"
    REVIVED = "revived", "Taken up again"
    DECIDED = "decided", "Decided"


NEXT: dict[str, dict[str, frozenset[str]]] = {
    "plan": {
        PlanState.DRAFT: frozenset({PlanState.AGREED}),
        PlanState.AGREED: frozenset({PlanState.ENDED}),
        PlanState.ENDED: frozenset({PlanState.AGREED}),
    },
    "activity": {
        ActivityState.PLANNED: frozenset(
            {ActivityState.UNDER_WAY, ActivityState.HELP, ActivityState.DONE, ActivityState.DROPPED}
        ),
        ActivityState.UNDER_WAY: frozenset(
            {ActivityState.PLANNED, ActivityState.HELP, ActivityState.DONE, ActivityState.DROPPED}
        ),
        ActivityState.HELP: frozenset(
            {ActivityState.PLANNED, ActivityState.UNDER_WAY, ActivityState.DONE,
             ActivityState.DROPPED}
        ),
        ActivityState.DONE: frozenset({ActivityState.UNDER_WAY}),
        ActivityState.DROPPED: frozenset({ActivityState.PLANNED}),
    },
    "bid": {
        BidState.PLANNED: frozenset({BidState.SENT, BidState.PUT_OFF}),
        BidState.SENT: frozenset({BidState.WON, BidState.LOST, BidState.PLANNED}),
        BidState.WON: frozenset({BidState.SENT}),
        BidState.LOST: frozenset({BidState.SENT, BidState.PLANNED}),
        BidState.PUT_OFF: frozenset({BidState.PLANNED}),
    },
    "risk": {
        RiskState.OPEN: frozenset({RiskState.HAPPENED, RiskState.CLOSED}),
        RiskState.HAPPENED: frozenset({RiskState.OPEN, RiskState.CLOSED}),
        RiskState.CLOSED: frozenset({RiskState.OPEN}),
    },
    "study": {
        StudyState.DRAFT: frozenset({StudyState.OPEN}),
        StudyState.OPEN: frozenset({StudyState.STALLED, StudyState.DECIDED}),
        StudyState.STALLED: frozenset({StudyState.REVIVED}),
        StudyState.REVIVED: frozenset({StudyState.STALLED, StudyState.DECIDED}),
        StudyState.DECIDED: frozenset({StudyState.REVIVED}),
    },
}  # fmt: skip
"""What may come after what."""
