"""Gatherings that a room above keeps in step with its meetings (see queries.gathering_keepers)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import take_over
from spinney.clusters import events, policies
from spinney.clusters.actions.gatherings import Occasion
from spinney.clusters.engine.attendance import CAME
from spinney.clusters.models import Attendance, Cluster, Gathering
from spinney.clusters.policies.timetable import check_not_ahead_of_today


@transaction.atomic
def keep_gathering(
    *,
    cluster: Cluster,
    gathering: Gathering | None,
    occasion: Occasion | None,
    by: Actor,
    now: datetime,
) -> Gathering | None:
    """Let a gathering say what, when and where as a meeting does: made if there is none yet, off
    the list where there is no occasion any more (None), back on it where there is one again.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "keep_gathering", by=by, scope=scope)
    if gathering is None and occasion is None:
        return None
    if gathering is None:
        gathering = Gathering(cluster=cluster, made_at=now, version=0)
    wanted = dict(vars(occasion)) if occasion else {}
    wanted["removed_at"] = None if occasion else gathering.removed_at or now
    changed = take_over(gathering, wanted)
    if changed or gathering.pk is None:
        gathering.save()
        record(
            "clusters.keep_gathering", by=by, on=gathering, at=now, scope=scope,
            title=gathering.title, held_on=gathering.held_on.isoformat(),
            removed=occasion is None,
        )  # fmt: skip
    return gathering


@transaction.atomic
def keep_attendance(
    *, gathering: Gathering, hows: Mapping[int, str], by: Actor, now: datetime
) -> Gathering:
    """Let a gathering say who came as the meeting does: how each organisation (by pk) was there;
    "" or left out means that nothing is noted. Those that never belonged to the cluster are passed
    over: what is noted here is noted of members.
    """
    scope = cluster_scope(gathering.cluster_id)
    require(policies.MAY, "keep_attendance", by=by, scope=scope)
    check_not_ahead_of_today(gathering.held_on, localdate(now), "held_on")
    if any(how and how not in Attendance.How.values for how in hows.values()):
        raise BadInput("Choose how each member was there from the list.")
    gathering = Gathering.objects.select_for_update().get(pk=gathering.pk)
    before = dict(gathering.attendance.values_list("membership__organisation_id", "how"))
    after = {pk: how for pk, how in hows.items() if how}
    memberships = dict(
        gathering.cluster.memberships.filter(organisation__in=after).values_list(
            "organisation_id", "pk"
        )
    )
    after = {pk: how for pk, how in after.items() if pk in memberships}
    if after == before:
        return gathering
    gathering.attendance.all().delete()
    Attendance.objects.bulk_create(
        Attendance(gathering=gathering, membership_id=memberships[pk], how=how)
        for pk, how in after.items()
    )
    gathering.version += 1
    gathering.save(update_fields=["version"])
    record(
        "clusters.keep_attendance", by=by, on=gathering, at=now, scope=scope,
        title=gathering.title, came=sum(how in CAME for how in after.values()), of=len(after),
        version=gathering.version,
    )  # fmt: skip
    events.days.attendance_recorded.send(
        Cluster, cluster=gathering.cluster, gathering=gathering, now=now, by=by
    )
    return gathering
