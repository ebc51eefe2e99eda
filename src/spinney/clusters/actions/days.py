"""Logging facilitation and review days, drawn from what the programme allows each cluster."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged, take_over
from spinney.base.web.components.words import listed
from spinney.clusters import events, policies
from spinney.clusters.letters.programmes import days_over
from spinney.clusters.models import Cluster, Day
from spinney.clusters.policies import days as rules
from spinney.clusters.policies.timetable import check_not_ahead_of_today


@dataclass(frozen=True)
class Work:
    """Help given: its kind, day, amount in quarter days, what for, and by whom (in words; empty
    for the person who logs it).
    """

    kind: str
    worked_on: date
    days: Decimal
    what: str
    worked_by: str = ""


@transaction.atomic
def log_day(*, cluster: Cluster, work: Work, by: Actor, now: datetime) -> Day:
    """Log help given to a cluster.

    Days beyond the allowance are kept, since they were worked; the programme's managers are told.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "log_day", by=by, scope=scope)
    _check(work, localdate(now))
    Cluster.objects.select_for_update().get(pk=cluster.pk)
    day = Day.objects.create(
        cluster=cluster,
        kind=work.kind,
        worked_on=work.worked_on,
        days=work.days,
        what=work.what.strip(),
        worked_by=work.worked_by.strip(),
        person_id=None if work.worked_by.strip() else by.person_id,
        logged_at=now,
    )
    over = _beyond(cluster, work.kind)
    _record("clusters.log_day", day, by, now, over=over)
    events.days.day_logged.send(Cluster, cluster=cluster, day=day, over=over, now=now, by=by)
    if over > 0:
        days_over(cluster, _kind(day).lower(), over, by=by, now=now)
    return day


def _check(work: Work, today: date) -> None:
    rules.check_days(work.days)
    check_not_ahead_of_today(work.worked_on, today, "worked_on")
    if work.kind not in Day.DayKind.values:
        raise BadInput("Choose a kind of day.", {"kind": ["Choose facilitation or review."]})
    if not work.what.strip():
        raise BadInput("Say what was done.", {"what": ["Say in a few words what was done."]})


def _beyond(cluster: Cluster, kind: str) -> Decimal:
    """By how many days the cluster is over its allowance of a kind; 0 when it is not, or when it
    has none because it is in no programme.
    """
    if cluster.programme is None:
        return Decimal(0)
    allowed = {
        Day.DayKind.FACILITATION: cluster.programme.facilitation_days,
        Day.DayKind.REVIEW: cluster.programme.review_days,
    }[Day.DayKind(kind)]
    counted = cluster.days.filter(kind=kind, taken_back_at=None)
    used = counted.aggregate(used=Sum("days"))["used"] or Decimal(0)
    return max(used - allowed, Decimal(0))


def _kind(day: Day) -> str:
    return {"facilitation": "Facilitation", "review": "Review"}[day.kind]


def _record(verb: str, day: Day, by: Actor, now: datetime, **more: object) -> None:
    record(
        verb,
        by=by,
        on=day,
        at=now,
        scope=cluster_scope(day.cluster_id),
        days=day.amount,
        kind=_kind(day).lower(),
        what=day.what,
        worked_on=day.worked_on,
        **more,
    )


@transaction.atomic
def take_back_day(*, day: Day, by: Actor, now: datetime) -> Day:
    """A day was logged by mistake: it no longer counts. Within 30 days (managers: at any time)."""
    require(policies.MAY, "take_back_day", by=by, scope=cluster_scope(day.cluster_id))
    rules.check_can_take_back(day, by, now)
    day.taken_back_at = now
    day.save(update_fields=["taken_back_at"])
    _record("clusters.take_back_day", day, by, now)
    events.days.day_taken_back.send(Cluster, cluster=day.cluster, day=day, now=now, by=by)
    return day


@transaction.atomic
def restore_day(*, day: Day, by: Actor, now: datetime) -> Day:
    """A day that was taken back less than 30 days ago counts again."""
    require(policies.MAY, "restore_day", by=by, scope=cluster_scope(day.cluster_id))
    if day.taken_back_at is None:
        raise WrongState("This day counts. There is nothing to bring back.")
    rules.check_can_restore(day.taken_back_at, now)
    day.taken_back_at = None
    day.save(update_fields=["taken_back_at"])
    over = _beyond(day.cluster, day.kind)
    _record("clusters.restore_day", day, by, now, over=over)
    events.days.day_logged.send(Cluster, cluster=day.cluster, day=day, over=over, now=now, by=by)
    return day


_NAMES = {
    "kind": "the kind of help",
    "worked_on": "the day",
    "days": "how many days",
    "what": "what was done",
    "worked_by": "who did the work",
}


@transaction.atomic
def edit_day(*, day: Day, work: Work, version: int | None, by: Actor, now: datetime) -> Day:
    """Put right what was logged. Within 30 days (managers: at any time).

    Managers are told when it takes the cluster further beyond its allowance. Raises
    ChangedMeanwhile when somebody else changed it since.
    """
    scope = cluster_scope(day.cluster_id)
    require(policies.MAY, "edit_day", by=by, scope=scope)
    Cluster.objects.select_for_update().get(pk=day.cluster_id)
    day = Day.objects.select_for_update(of=("self",)).select_related("cluster").get(pk=day.pk)
    rules.check_can_edit_day(day, by, now)
    check_unchanged(day, version, "this entry")
    _check(work, localdate(now))
    wanted = asdict(work) | {"what": work.what.strip(), "worked_by": work.worked_by.strip()}
    was_over = _beyond(day.cluster, work.kind)
    changed = take_over(day, wanted)
    if not changed:
        return day
    if "worked_by" in changed:
        day.person_id = None if day.worked_by else by.person_id
    day.save()
    over = _beyond(day.cluster, day.kind)
    _record(
        "clusters.edit_day",
        day,
        by,
        now,
        changed=listed([_NAMES[name] for name in changed]),
        before=changed.before,
        after=changed.after,
        version=day.version,
    )
    events.days.day_edited.send(Cluster, cluster=day.cluster, day=day, over=over, now=now, by=by)
    if over > was_over:
        days_over(day.cluster, _kind(day).lower(), over, by=by, now=now)
    return day
