"""Keeping a plan as it is at a moment."""

from __future__ import annotations

from datetime import datetime

from spinney.base.kernel.actors import Actor
from spinney.workplans.bridge.plans import plan_to_keep
from spinney.workplans.models import Baseline, Workplan
from spinney.workplans.states import PlanState


def keep(plan: Workplan, reason: str, *, by: Actor, now: datetime) -> Baseline:
    """Keep a plan, which is held, as it is now."""
    last = plan.baselines.order_by("-number").values_list("number", flat=True).first() or 0
    return Baseline.objects.create(
        workplan=plan, number=last + 1, reason=reason, plan=plan_to_keep(plan), taken_at=now,
        taken_by=by.label,
    )  # fmt: skip


def keep_if_agreed(plan: Workplan, reason: str, *, by: Actor, now: datetime) -> None:
    """Keep an agreed plan whose days have changed; of a draft nothing is kept."""
    if plan.state == PlanState.AGREED:
        keep(plan, reason, by=by, now=now)
