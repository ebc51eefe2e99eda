"""Noting which steps of the playbook a cluster did."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters import api as clusters
from spinney.diagnostics import policies
from spinney.diagnostics.bridge.playbook import playbook, step_named
from spinney.diagnostics.models import StepDone
from spinney.diagnostics.policies import playbook as rules


@transaction.atomic
def note_step(
    *, cluster: clusters.Cluster, step: str, done_on: date, note: str, by: Actor, now: datetime
) -> StepDone:
    """Note that a cluster did a step (its key in the playbook). It may be done more than once.

    Raises NotFound for an unknown step, BadInput for a day to come.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "note_step", by=by, scope=scope)
    title = step_named(step).title
    rules.check_day(done_on, now, "done_on")
    done = StepDone.objects.create(
        cluster=cluster, step=step, done_on=done_on, note=note.strip(), noted_at=now,
        noted_by=by.label,
    )  # fmt: skip
    record(
        "diagnostics.note_step", by=by, on=done, at=now, scope=scope, title=title, done_on=done_on
    )
    return done


@transaction.atomic
def take_back_step(*, done: StepDone, by: Actor, now: datetime) -> StepDone:
    """Say that a step was noted by mistake."""
    scope = cluster_scope(done.cluster_id)
    require(policies.MAY, "take_back_step", by=by, scope=scope)
    done = StepDone.objects.select_for_update().get(pk=done.pk)
    rules.check_can_take_back_step(done)
    done.taken_back_at = now
    done.version += 1
    done.save(update_fields=["taken_back_at", "version"])
    step = playbook().step_of.get(done.step)  # a step that came from elsewhere may be unknown here
    title = step.title if step else done.step
    record("diagnostics.take_back_step", by=by, on=done, at=now, scope=scope, title=title)
    return done
