"""The conditions of a stage, and which of them a cluster has met."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope, programme_scope
from spinney.base.kernel.errors import BadInput, NotFound, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters import events, policies
from spinney.clusters.bridge.agreement_kinds import agreement_kinds
from spinney.clusters.models import Cluster, Condition, ConditionMet, Stage
from spinney.clusters.policies import timetable as rules
from spinney.clusters.policies.days import check_can_restore, check_there
from spinney.clusters.policies.programmes import check_not_closed


@dataclass(frozen=True)
class Shown:
    """On which day a condition was met, and what shows it ("Signed copy in the documents")."""

    met_on: date
    by_what: str


@transaction.atomic
def add_condition(
    *,
    stage: Stage,
    text: str,
    of_grant: bool,
    met_by_agreement: str = "",
    by: Actor,
    now: datetime,
) -> Condition:
    """Add what a cluster must have done before it may leave a stage. With a kind of agreement in
    `met_by_agreement` it is met by itself while such an agreement of the cluster is in force.
    """
    scope = programme_scope(stage.programme_id)
    require(policies.MAY, "add_condition", by=by, scope=scope)
    check_not_closed(stage.programme)
    last = stage.conditions.aggregate(last=Max("position"))["last"]
    condition = Condition.objects.create(
        stage=stage,
        position=0 if last is None else last + 1,
        text=_text(text),
        of_grant=of_grant,
        met_by_agreement=_kind(met_by_agreement),
    )
    _record("clusters.add_condition", condition, by, now)
    _ask_agreements(condition, by, now)
    return condition


def _kind(key: str) -> str:
    if key and key not in dict(agreement_kinds()):
        told = "There is no such kind of agreement. Choose another one."
        raise BadInput(told, {"met_by_agreement": [told]})
    return key


def _ask_agreements(condition: Condition, by: Actor, now: datetime) -> None:
    """Agreements that are in force already may meet a condition that is new."""
    if condition.met_by_agreement:
        events.timetable.condition_asks_agreement.send(
            Condition, condition=condition, now=now, by=by
        )


def _text(text: str) -> str:
    if not text.strip():
        told = "Say what a cluster must have done."
        raise BadInput(told, {"text": [told]})
    return text.strip()


def _record(verb: str, condition: Condition, by: Actor, now: datetime, **more: object) -> None:
    record(
        verb,
        by=by,
        on=condition,
        at=now,
        scope=programme_scope(condition.stage.programme_id),
        stage=condition.stage.name,
        text=condition.text,
        of_grant=condition.of_grant,
        **({"met_by_agreement": condition.met_by_agreement} if condition.met_by_agreement else {}),
        **more,
    )


@transaction.atomic
def edit_condition(
    *,
    condition: Condition,
    text: str,
    of_grant: bool,
    met_by_agreement: str = "",
    by: Actor,
    now: datetime,
) -> Condition:
    """Say a condition in other words, or let an agreement meet it. Once a cluster has met it, its
    words stay: drop it and add another instead, so that nobody is said to have met what she was
    not asked.
    """
    require(
        policies.MAY, "edit_condition", by=by, scope=programme_scope(condition.stage.programme_id)
    )
    check_not_closed(condition.stage.programme)
    check_there(condition.retired_at)
    text = _text(text)
    kind = _kind(met_by_agreement)
    differs = (condition.text, condition.met_by_agreement) != (text, kind)
    if differs and condition.met.filter(taken_back_at=None).exists():
        raise WrongState(
            "A cluster has met this condition already, so its words, and what meets it, stay. Drop"
            " it and add another."
        )
    before = {"text": condition.text, "of_grant": condition.of_grant}
    if condition.met_by_agreement:
        before["met_by_agreement"] = condition.met_by_agreement
    condition.text, condition.of_grant, condition.met_by_agreement = text, of_grant, kind
    condition.save(update_fields=["text", "of_grant", "met_by_agreement"])
    _record("clusters.edit_condition", condition, by, now, before=before)
    _ask_agreements(condition, by, now)
    return condition


@transaction.atomic
def retire_condition(*, condition: Condition, by: Actor, now: datetime) -> Condition:
    """Drop a condition: clusters need not meet it any more. Which ones had met it stays known."""
    require(
        policies.MAY, "retire_condition", by=by, scope=programme_scope(condition.stage.programme_id)
    )
    check_not_closed(condition.stage.programme)
    check_there(condition.retired_at)
    condition.retired_at = now
    condition.save(update_fields=["retired_at"])
    _record("clusters.retire_condition", condition, by, now)
    return condition


@transaction.atomic
def restore_condition(*, condition: Condition, by: Actor, now: datetime) -> Condition:
    """Bring back a condition that was dropped less than 30 days ago."""
    require(
        policies.MAY,
        "restore_condition",
        by=by,
        scope=programme_scope(condition.stage.programme_id),
    )
    check_not_closed(condition.stage.programme)
    check_can_restore(condition.retired_at, now)
    condition.retired_at = None
    condition.save(update_fields=["retired_at"])
    _record("clusters.restore_condition", condition, by, now)
    _ask_agreements(condition, by, now)
    return condition


@transaction.atomic
def meet_condition(
    *, cluster: Cluster, condition: Condition, shown: Shown, by: Actor, now: datetime
) -> ConditionMet:
    """Tick a condition of any stage for a cluster, with the day and what shows it."""
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "meet_condition", by=by, scope=scope)
    _check_ours(cluster, condition)
    check_there(condition.retired_at)
    rules.check_by_hand(condition)
    rules.check_not_ahead_of_today(shown.met_on, localdate(now), "met_on")
    if not shown.by_what.strip():
        told = "Say what shows it, like “Signed copy in the documents”."
        raise BadInput(told, {"shown_by": [told]})
    if condition.met.filter(cluster=cluster, taken_back_at=None).exists():
        raise WrongState("This condition counts as met already.")
    met = ConditionMet.objects.create(
        condition=condition,
        cluster=cluster,
        met_on=shown.met_on,
        shown_by=shown.by_what.strip()[:300],
        noted_by=by.label,
        noted_at=now,
    )
    record(
        "clusters.meet_condition",
        by=by,
        on=met,
        at=now,
        scope=scope,
        text=condition.text,
        stage=condition.stage.name,
        met_on=shown.met_on,
        shown_by=met.shown_by,
    )
    events.timetable.condition_met.send(
        Cluster, cluster=cluster, condition=condition, met=met, now=now, by=by
    )
    return met


def _check_ours(cluster: Cluster, condition: Condition) -> None:
    if cluster.programme_id is None or condition.stage.programme_id != cluster.programme_id:
        raise NotFound("There is no such condition in this cluster's programme.")


@transaction.atomic
def take_back_condition(
    *, met: ConditionMet, reason: str, by: Actor, now: datetime
) -> ConditionMet:
    """A condition no longer counts as met. That it did, and why it does not, stays known."""
    scope = cluster_scope(met.cluster_id)
    require(policies.MAY, "take_back_condition", by=by, scope=scope)
    rules.check_reason(reason, "the condition no longer counts as met")
    rules.check_by_hand(met.condition)
    if met.taken_back_at is not None:
        raise WrongState("This was taken back already.")
    met.taken_back_at = now
    met.save(update_fields=["taken_back_at"])
    record(
        "clusters.take_back_condition",
        by=by,
        on=met,
        at=now,
        scope=scope,
        text=met.condition.text,
        stage=met.condition.stage.name,
        reason=reason.strip(),
    )
    events.timetable.condition_taken_back.send(
        Cluster, cluster=met.cluster, condition=met.condition, met=met, now=now, by=by
    )
    return met
