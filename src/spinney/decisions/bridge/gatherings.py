"""A meeting and the cluster's own list of gatherings, kept in step; and who is invited to one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.timezone import localdate

from spinney.agreements import api as agreements
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import WrongState
from spinney.clusters import api as clusters
from spinney.decisions.models import Meeting, Presence
from spinney.decisions.states import MeetingState
from spinney.register import api as register


def lock_meeting(meeting: Meeting) -> Meeting:
    """A meeting as it is now, held until this transaction ends."""
    rows = Meeting.objects.select_for_update(of=("self",))
    return rows.select_related("cluster__programme").get(pk=meeting.pk)


@dataclass(frozen=True)
class Invited:
    """An organisation that belongs at a meeting: its class, and whether it counts for a quorum."""

    organisation_id: int
    tier: str
    in_quorum: bool


def invited_on(cluster: clusters.Cluster, on: date) -> list[Invited]:
    """Everybody who belongs to the cluster on a day, and whoever decides with it: who decides
    counts for the quorum as the terms in force say; nobody else does.
    """
    belongs = {one.organisation_id: one for one in clusters.belongs(cluster, on)}
    deciding = _deciding(cluster, on)
    if deciding is None:
        return [Invited(pk, one.tier, one.in_quorum) for pk, one in belongs.items()]
    found = [Invited(pk, one.tier, deciding.pop(pk, ("", False))[1]) for pk, one in belongs.items()]
    return found + [Invited(pk, tier, counts) for pk, (tier, counts) in deciding.items()]


def _deciding(cluster: clusters.Cluster, on: date) -> dict[int, tuple[str, bool]] | None:
    """Who decides: organisation -> (its class, whether it counts); None if nobody may yet."""
    try:
        electors = agreements.how_decided(cluster, on).electors
    except WrongState:
        return None
    rows = register.Organisation.objects.filter(uid__in=[UUID(one.uid) for one in electors])
    ids = {str(uid): pk for uid, pk in rows.values_list("uid", "pk")}
    return {
        ids[one.uid]: (one.classes[0] if one.classes else "", one.in_quorum)
        for one in electors
        if one.uid in ids
    }


def invite_missing(meeting: Meeting, on: date) -> list[int]:
    """Let the list of who is invited say who belongs today: newcomers are added, who has left and
    of whom nothing is noted goes. Returns the organisations that were added.
    """
    wanted = {one.organisation_id: one for one in invited_on(meeting.cluster, on)}
    there = {one.organisation_id: one for one in meeting.presences.all()}
    gone = [pk for pk in there if pk not in wanted]
    meeting.presences.filter(organisation__in=gone, how="").delete()
    for pk, one in wanted.items():
        known = there.get(pk)
        if known is not None and (known.tier, known.in_quorum) != (one.tier, one.in_quorum):
            meeting.presences.filter(pk=known.pk).update(tier=one.tier, in_quorum=one.in_quorum)
    added = [pk for pk in wanted if pk not in there]
    Presence.objects.bulk_create(
        Presence(
            meeting=meeting, organisation_id=pk, tier=wanted[pk].tier,
            in_quorum=wanted[pk].in_quorum,
        )
        for pk in added
    )  # fmt: skip
    return added


def hand_down(meeting: Meeting, *, by: Actor, now: datetime) -> None:
    """Let the cluster's list of gatherings say when and where this meeting is, or was; a cancelled
    one goes off it.
    """
    occasion = None
    if meeting.state != MeetingState.CANCELLED and meeting.starts_at:
        held_on = localdate(meeting.starts_at)
        occasion = clusters.Occasion(meeting.title, held_on, meeting.place)
    kept = clusters.keep_gathering(
        cluster=meeting.cluster, gathering=meeting.gathering, occasion=occasion, by=by, now=now
    )
    if kept is not None and meeting.gathering_id != kept.pk:
        meeting.gathering = kept
        meeting.save(update_fields=["gathering"])


def hand_down_attendance(meeting: Meeting, *, by: Actor, now: datetime) -> None:
    """Let the cluster's list of gatherings say who came to this meeting."""
    hand_down(meeting, by=by, now=now)
    if meeting.gathering is None:
        return
    hows: Mapping[int, str] = dict(meeting.presences.values_list("organisation_id", "how"))
    clusters.keep_attendance(gathering=meeting.gathering, hows=hows, by=by, now=now)


def meeting_of(gathering: clusters.Gathering) -> Meeting | None:
    """The meeting that keeps a gathering. One query."""
    return Meeting.objects.filter(Q(gathering=gathering)).first()
