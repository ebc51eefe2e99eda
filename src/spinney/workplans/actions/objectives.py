"""Objectives: taken over from what was decided, added, changed, put in order, taken out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged, take_over
from spinney.base.web.components.words import listed
from spinney.decisions import api as decisions
from spinney.workplans import policies
from spinney.workplans.bridge.holding import held_objective, held_plan
from spinney.workplans.bridge.taking_over import next_place, take_in
from spinney.workplans.models import Objective, Workplan
from spinney.workplans.policies import activities as limits
from spinney.workplans.policies import plans as rules
from spinney.workplans.policies.plans import ObjectiveText


def _note(verb: str, one: Objective, by: Actor, now: datetime, **detail: object) -> None:
    scope = one.workplan.scope
    record(verb, by=by, on=one, at=now, scope=scope, title=one.title, **detail)


def _held_for(verb: str, objective: Objective, by: Actor) -> Objective:
    require(policies.MAY, verb, by=by, scope=objective.workplan.scope)
    found = held_objective(objective)
    rules.check_can_change(found.workplan)
    return found


@transaction.atomic
def take_over_priorities(
    *, plan: Workplan, priorities: Collection[int], by: Actor, now: datetime
) -> list[decisions.Priority]:
    """Put what was decided into the plan, by the lines of the outline: each becomes an objective
    with a first activity. What is there already stays once.
    """
    require(policies.MAY, "take_over_priorities", by=by, scope=plan.scope)
    plan = held_plan(plan.pk)
    rules.check_can_change(plan)
    taken = take_in(plan, priorities, by=by, now=now)
    if not taken:
        told = "Choose at least one that is not in the plan yet."
        raise BadInput(told, {"priorities": [told]})
    record(
        "workplans.take_over_priorities", by=by, on=plan, at=now, scope=plan.scope,
        title=plan.title, taken=listed([one.title for one in taken]),
    )  # fmt: skip
    return taken


@transaction.atomic
def add_objective(*, plan: Workplan, text: ObjectiveText, by: Actor, now: datetime) -> Objective:
    """Add something that is to be reached, after the others."""
    require(policies.MAY, "add_objective", by=by, scope=plan.scope)
    plan = held_plan(plan.pk)
    rules.check_can_change(plan)
    rules.check_objective(text)
    live = plan.objectives.filter(removed_at=None).count()
    limits.check_room(live, rules.MOST_OBJECTIVES, "objectives")
    made = Objective.objects.create(workplan=plan, position=next_place(plan), **text.fields())
    _note("workplans.add_objective", made, by, now)
    return made


@transaction.atomic
def edit_objective(
    *, objective: Objective, text: ObjectiveText, read: int | None = None, by: Actor, now: datetime
) -> Objective:
    """Change the words of an objective. `read` is its version as it was read."""
    objective = _held_for("edit_objective", objective, by)
    rules.check_is_there(objective)
    check_unchanged(objective, read, "this objective")
    rules.check_objective(text)
    changes = take_over(objective, text.fields())
    if changes:
        objective.save()
        _note(
            "workplans.edit_objective", objective, by, now, version=objective.version,
            before=dict(changes.before), after=dict(changes.after),
        )  # fmt: skip
    return objective


@transaction.atomic
def move_objective(*, objective: Objective, up: bool, by: Actor, now: datetime) -> Objective:
    """Move an objective one place up or down; at the end of the list it stays."""
    objective = _held_for("move_objective", objective, by)
    rules.check_is_there(objective)
    rows = list(objective.workplan.objectives.filter(removed_at=None).order_by("position", "pk"))
    place = next(number for number, one in enumerate(rows) if one.pk == objective.pk)
    goal = min(max(place + (-1 if up else 1), 0), len(rows) - 1)
    rows.insert(goal, rows.pop(place))
    for number, one in enumerate(rows):
        one.position = number
    Objective.objects.bulk_update(rows, ["position"])
    objective.position = goal
    _note("workplans.move_objective", objective, by, now, place=goal + 1)
    return objective


@transaction.atomic
def remove_objective(*, objective: Objective, by: Actor, now: datetime) -> Objective:
    """Take an objective out; its activities stay, without one. It can be brought back."""
    objective = _held_for("remove_objective", objective, by)
    rules.check_is_there(objective)
    objective.removed_at = now
    objective.version += 1
    objective.save(update_fields=["removed_at", "version"])
    _note("workplans.remove_objective", objective, by, now)
    return objective


@transaction.atomic
def restore_objective(*, objective: Objective, by: Actor, now: datetime) -> Objective:
    """Bring an objective back that was taken out not too long ago, with its activities."""
    objective = _held_for("restore_objective", objective, by)
    rules.check_can_restore(objective, now)
    live = objective.workplan.objectives.filter(removed_at=None)
    rules.check_not_taken_again(objective, live)
    objective.removed_at = None
    objective.version += 1
    objective.save(update_fields=["removed_at", "version"])
    _note("workplans.restore_objective", objective, by, now)
    return objective
