"""Times when members came together, and who was there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged, take_over
from spinney.base.web.components import words
from spinney.clusters import events, policies
from spinney.clusters.engine.attendance import CAME
from spinney.clusters.models import Attendance, Cluster, Gathering, Membership
from spinney.clusters.policies import days as rules
from spinney.clusters.policies.timetable import check_not_ahead_of_today
from spinney.clusters.queries.gathering_keepers import check_kept_here


@dataclass(frozen=True)
class Occasion:
    """What members came together for, when and where."""

    title: str
    held_on: date
    where: str = ""


@transaction.atomic
def add_gathering(*, cluster: Cluster, occasion: Occasion, by: Actor, now: datetime) -> Gathering:
    """Put down a gathering, past or to come. Who came is noted once it was held."""
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "add_gathering", by=by, scope=scope)
    _check(occasion)
    gathering = Gathering.objects.create(
        cluster=cluster,
        title=occasion.title.strip(),
        held_on=occasion.held_on,
        where=occasion.where.strip(),
        made_at=now,
    )
    record(
        "clusters.add_gathering",
        by=by,
        on=gathering,
        at=now,
        scope=scope,
        title=gathering.title,
        held_on=words.day(gathering.held_on),
    )
    return gathering


def _check(occasion: Occasion) -> None:
    if not occasion.title.strip():
        told = "Say what the gathering is, like “Core group meeting”."
        raise BadInput(told, {"title": [told]})


@transaction.atomic
def edit_gathering(
    *, gathering: Gathering, occasion: Occasion, version: int | None, by: Actor, now: datetime
) -> Gathering:
    """Change what, when or where. Raises ChangedMeanwhile when somebody else did since."""
    scope = cluster_scope(gathering.cluster_id)
    require(policies.MAY, "edit_gathering", by=by, scope=scope)
    gathering = Gathering.objects.select_for_update().get(pk=gathering.pk)
    rules.check_there(gathering.removed_at)
    check_kept_here(gathering)
    check_unchanged(gathering, version, "this gathering")
    _check(occasion)
    changed = take_over(gathering, vars(occasion))
    if not changed:
        return gathering
    if "held_on" in changed and gathering.attendance.exists():
        check_not_ahead_of_today(occasion.held_on, localdate(now), "held_on")
    gathering.save()
    names = {"title": "what it is", "held_on": "the date", "where": "the place"}
    record(
        "clusters.edit_gathering",
        by=by,
        on=gathering,
        at=now,
        scope=scope,
        title=gathering.title,
        what=words.listed(names[name] for name in changed),
        before=changed.before,
        after=changed.after,
        version=gathering.version,
    )
    return gathering


@transaction.atomic
def record_attendance(
    *,
    gathering: Gathering,
    hows: Mapping[Membership, str],
    version: int | None,
    by: Actor,
    now: datetime,
) -> Gathering:
    """Note for each member how it was there; "" takes a note away. Members not in `hows` stay.

    Raises BadInput for a gathering still to come, or for somebody who is not of this cluster.
    """
    scope = cluster_scope(gathering.cluster_id)
    require(policies.MAY, "record_attendance", by=by, scope=scope)
    gathering = Gathering.objects.select_for_update().get(pk=gathering.pk)
    rules.check_there(gathering.removed_at)
    check_kept_here(gathering)
    check_not_ahead_of_today(gathering.held_on, localdate(now), "held_on")
    check_unchanged(gathering, version, "who came")
    _check_hows(gathering, hows)
    before = dict(gathering.attendance.values_list("membership_id", "how"))
    for membership, how in hows.items():
        _note(gathering, membership, how)
    gathering.version += 1
    gathering.save(update_fields=["version"])
    after = dict(gathering.attendance.values_list("membership_id", "how"))
    if after == before:
        return gathering
    names = {m.pk: m.organisation.name for m in hows}
    changed = {pk for pk in {*before, *after} if before.get(pk) != after.get(pk)}
    record(
        "clusters.record_attendance",
        by=by,
        on=gathering,
        at=now,
        scope=scope,
        title=gathering.title,
        came=sum(how in CAME for how in after.values()),
        of=len(after),
        before={names[pk]: before.get(pk, "") for pk in sorted(changed)},
        after={names[pk]: after.get(pk, "") for pk in sorted(changed)},
        version=gathering.version,
    )
    events.days.attendance_recorded.send(
        Cluster, cluster=gathering.cluster, gathering=gathering, now=now, by=by
    )
    return gathering


def _check_hows(gathering: Gathering, hows: Mapping[Membership, str]) -> None:
    if any(m.cluster_id != gathering.cluster_id for m in hows):
        raise BadInput("Somebody on this list is not of this cluster.")
    if any(how and how not in Attendance.How.values for how in hows.values()):
        raise BadInput("Choose how each member was there from the list.")


def _note(gathering: Gathering, membership: Membership, how: str) -> None:
    if how:
        Attendance.objects.update_or_create(
            gathering=gathering, membership=membership, defaults={"how": how}
        )
    else:
        Attendance.objects.filter(gathering=gathering, membership=membership).delete()


@transaction.atomic
def remove_gathering(*, gathering: Gathering, by: Actor, now: datetime) -> Gathering:
    """Take a gathering off the list, with who came; it can be brought back for 30 days."""
    require(policies.MAY, "remove_gathering", by=by, scope=cluster_scope(gathering.cluster_id))
    rules.check_there(gathering.removed_at)
    check_kept_here(gathering)
    return _put(gathering, now, "clusters.remove_gathering", by, now)


@transaction.atomic
def restore_gathering(*, gathering: Gathering, by: Actor, now: datetime) -> Gathering:
    """Bring back a gathering that was removed less than 30 days ago."""
    require(policies.MAY, "restore_gathering", by=by, scope=cluster_scope(gathering.cluster_id))
    rules.check_can_restore(gathering.removed_at, now)
    check_kept_here(gathering)
    return _put(gathering, None, "clusters.restore_gathering", by, now)


def _put(
    gathering: Gathering, removed_at: datetime | None, verb: str, by: Actor, now: datetime
) -> Gathering:
    gathering.removed_at = removed_at
    gathering.save(update_fields=["removed_at"])
    record(
        verb,
        by=by,
        on=gathering,
        at=now,
        scope=cluster_scope(gathering.cluster_id),
        title=gathering.title,
        held_on=gathering.held_on,
    )
    return gathering
