"""What the register of decisions asks of those who run a cluster: to look at decisions again, and
to put in motion what was decided. Two queries at most, none for whoever facilitates nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor, Role
from spinney.base.record.prepared import prepared
from spinney.decisions.models import Decision, NextStep
from spinney.decisions.states import DecisionState, StepKind, StepState

SOON = timedelta(days=14)
"""A decision is asked for so long before the day on which it is to be looked at again."""
REVIEW_MINUTES = 10
STEP_MINUTES = 3
TO_DO = {
    StepKind.LEAD: "Write the elected lead into your agreement: {decision}",
    StepKind.AGREEMENT: "Put out for signature what you agreed to: {decision}",
    StepKind.OUTLINE: "Make the outline of the workplan: {decision}",
    StepKind.MEETING: "Plan the meeting whose date you chose: {decision}",
    StepKind.MOTION: "Put to the members what was chosen: {decision}",
}
"""What each step asks of those who run the cluster."""


@prepared
def _waiting(runs: list[int], until: date) -> QuerySet[Decision]:
    """Decisions that stand and wait for something: to be looked at again, or for a step."""
    offered = NextStep.objects.filter(decision=OuterRef("pk"), state=str(StepState.OFFERED))
    rows = Decision.objects.filter(
        Q(review_on__lte=until) | Exists(offered), cluster__in=runs,
        state=str(DecisionState.STANDS),
    )  # fmt: skip
    return rows.select_related("cluster").prefetch_related("steps").order_by("review_on", "pk")


@add_ask_source
def asked_by_the_book(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To look at decisions again, and to put in motion what they bring."""
    runs = sorted(actor.ids_of("cluster", Role.FACILITATOR))
    if not runs:
        return
    until = localdate(now) + SOON
    for one in _waiting(runs=runs, until=until):
        if one.review_on is not None and one.review_on <= until:
            yield _ask(
                one, f"Look again at decision {one.number}, “{one.title}”",
                reverse("decisions:review-decision", args=[one.cluster_id, one.number]),
                REVIEW_MINUTES, one.review_on,
            )  # fmt: skip
        for step in one.steps.all():
            if step.state == StepState.OFFERED:
                words = TO_DO[StepKind(step.kind)]
                yield _ask(
                    one, words.format(decision=f"decision {one.number}, “{one.title}”"),
                    reverse("decisions:decision", args=[one.cluster_id, one.number]),
                    STEP_MINUTES,
                )  # fmt: skip


def _ask(
    decision: Decision, words: str, url: str, minutes: int, by_when: date | None = None
) -> Ask:
    return Ask(
        words, url, minutes=minutes, cluster=decision.cluster.name,
        cluster_id=decision.cluster_id, by_when=by_when, waits="the facilitator",
    )  # fmt: skip
