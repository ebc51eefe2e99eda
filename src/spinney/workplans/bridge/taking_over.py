"""Priorities that were decided, as objectives of a plan with a first activity each."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Max

from spinney.base.kernel.actors import Actor
from spinney.decisions import api as decisions
from spinney.workplans.models import Activity, Objective, Workplan


def still_offered(plan: Workplan) -> list[decisions.Priority]:
    """What was decided and is not in the plan: not taken over yet, or taken out again. In the order
    of the outline. Two queries.
    """
    rows = plan.objectives.filter(removed_at=None, priority__isnull=False)
    taken = set(rows.values_list("priority", flat=True))
    return [one for one in decisions.outline(plan.cluster) if one.line_id not in taken]


def take_in(
    plan: Workplan, lines: Collection[int], *, by: Actor, now: datetime
) -> list[decisions.Priority]:
    """Put these lines of the outline into a plan, each once: an objective that names its decision,
    and a first activity with its cost and whether it is a quick win. Returns what came in.
    """
    wanted = [one for one in still_offered(plan) if one.line_id in lines]
    place = next_place(plan)
    for position, one in enumerate(wanted, start=place):
        objective = Objective.objects.create(
            workplan=plan, position=position, title=one.title, description=one.description,
            priority_id=one.line_id, decision_number=one.decision,
        )  # fmt: skip
        Activity.objects.create(
            workplan=plan, objective=objective, title=one.title, quick_win=one.quick_win,
            cost_pence=one.cost_pence, made_at=now, made_by=by.label,
        )  # fmt: skip
    return wanted


def next_place(plan: Workplan) -> int:
    """The place after the last objective."""
    last = plan.objectives.filter(removed_at=None).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1
