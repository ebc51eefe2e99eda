"""Changing a programme's timetable; what was planned before is kept with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from spinney.base.kernel.actors import Actor, programme_scope
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged
from spinney.clusters import events, policies
from spinney.clusters.bridge.timetable import fault_words, in_words, kept, plan_of
from spinney.clusters.engine.timetable import PlannedStage, differences, faults
from spinney.clusters.letters.programmes import timetable_changed
from spinney.clusters.models import ConditionMet, Programme, Stage, TimetableChange
from spinney.clusters.policies import timetable as rules
from spinney.clusters.policies.programmes import check_not_closed
from spinney.clusters.states import ProgrammeState


@transaction.atomic
def change_timetable(
    *,
    programme: Programme,
    plan: Sequence[PlannedStage],
    reason: str,
    version: int | None,
    by: Actor,
    now: datetime,
) -> TimetableChange | None:
    """Make the stages those of `plan`, in its order. A stage keeps its identity by its key.

    Once the programme runs, a reason is needed and the plan as it was is kept for good; while it is
    being set up, changes are only recorded. Returns the change that was kept, or None.
    Raises BadInput (fields "stage-0", "stage-1", …) for a plan that does not hold together,
    WrongState when a stage that a cluster is or was in would go.
    """
    scope = programme_scope(programme.pk)
    require(policies.MAY, "change_timetable", by=by, scope=scope)
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    check_not_closed(programme)
    check_unchanged(programme, version, "this programme")
    _check_plan(plan)
    before = plan_of(programme.stages.all())
    found = differences(before, plan)
    if not found:
        return None
    if is_running := programme.state == ProgrammeState.RUNNING:
        rules.check_reason(reason, "the timetable changes")
    _apply(programme, plan)
    after = plan_of(programme.stages.all())
    programme.version += 1
    programme.save(update_fields=["version"])
    what = in_words(found)
    record(
        "clusters.change_timetable",
        by=by,
        on=programme,
        at=now,
        scope=scope,
        what=what,
        reason=reason.strip(),
        before={"timetable": kept(before)},
        after={"timetable": kept(after)},
        version=programme.version,
    )
    if not is_running:
        return None
    change = _keep(programme, before, after, reason, by, now)
    timetable_changed(change, what, by=by, now=now)
    return change


def _check_plan(plan: Sequence[PlannedStage]) -> None:
    told = fault_words(faults(plan))
    if told:
        fields = {f"stage-{place}": messages for place, messages in told.items()}
        raise BadInput("The timetable does not hold together yet.", fields)


def _apply(programme: Programme, plan: Sequence[PlannedStage]) -> None:
    stages = {str(s.uid): s for s in programme.stages.all()}
    unknown = {p.key for p in plan if p.key} - set(stages)
    if unknown:
        raise BadInput("Somebody removed a stage that you changed. Load the timetable again.")
    _remove([stage for key, stage in stages.items() if key not in {p.key for p in plan}])
    for position, planned in enumerate(plan):
        stage = stages.get(planned.key) or Stage(programme=programme)
        stage.position = position
        stage.name = planned.name.strip()
        stage.description = planned.description.strip()
        stage.target_on = planned.target_on
        stage.save()


def _remove(stages: Sequence[Stage]) -> None:
    for stage in stages:
        used = stage.moves.exists() or ConditionMet.objects.filter(condition__stage=stage).exists()
        if used:
            raise WrongState(
                f"A cluster is or was in “{stage.name}”, so it stays in the timetable. You can"
                " rename it or move it."
            )
        stage.delete()


def _keep(
    programme: Programme,
    before: Sequence[PlannedStage],
    after: Sequence[PlannedStage],
    reason: str,
    by: Actor,
    now: datetime,
) -> TimetableChange:
    """Keep both plans for good, and give the news."""
    change = TimetableChange.objects.create(
        programme=programme,
        number=programme.timetable_changes.count() + 1,
        before=kept(before),
        after=kept(after),
        reason=reason.strip(),
        changed_at=now,
        changed_by=by.label,
    )
    events.timetable.timetable_changed.send(
        Programme, programme=programme, change=change, now=now, by=by
    )
    return change


@transaction.atomic
def renew_calendar_link(*, programme: Programme, by: Actor, now: datetime) -> Programme:
    """Give the calendar a new secret address; the old one ends at once."""
    scope = programme_scope(programme.pk)
    require(policies.MAY, "renew_calendar_link", by=by, scope=scope)
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    programme.calendar_number += 1
    programme.save(update_fields=["calendar_number"])
    record("clusters.renew_calendar_link", by=by, on=programme, at=now, scope=scope)
    return programme
