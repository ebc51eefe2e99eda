"""Help given to a cluster, its gatherings, and how its members come and go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import NotFound
from spinney.clusters.engine.attendance import CAME, Pattern, pattern
from spinney.clusters.models import Attendance, Cluster, Day, Gathering, JournalNote, Membership
from spinney.clusters.policies.days import UNDO_DAYS
from spinney.clusters.queries.standing import Used
from spinney.clusters.states import MembershipState

_INSIDE = (Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.MEMBER)
_BELONGED = (MembershipState.ACTIVE, MembershipState.SUSPENDED, MembershipState.LEFT)


def days_visible_to(actor: Actor) -> QuerySet[Day]:
    """Logged days of the clusters that the actor is inside of."""
    return Day.objects.filter(cluster__in=actor.ids_of("cluster", *_INSIDE))


def gatherings_visible_to(actor: Actor) -> QuerySet[Gathering]:
    """Gatherings of the clusters that the actor is inside of, those removed among them."""
    return Gathering.objects.filter(cluster__in=actor.ids_of("cluster", *_INSIDE))


def get_day(actor: Actor, cluster_id: int, day_id: int) -> Day:
    """One logged day. Raises NotFound to outsiders."""
    found = days_visible_to(actor).filter(cluster_id=cluster_id, pk=day_id)
    day = found.select_related("cluster__programme").first()
    if day is None:
        raise NotFound("There is no such day, or it is not shared with you.")
    return day


def get_gathering(actor: Actor, cluster_id: int, gathering_id: int) -> Gathering:
    """One gathering, removed ones included (to bring them back). Raises NotFound to outsiders."""
    found = gatherings_visible_to(actor).filter(cluster_id=cluster_id, pk=gathering_id)
    gathering = found.select_related("cluster").first()
    if gathering is None:
        raise NotFound("There is no such gathering, or it is not shared with you.")
    return gathering


def days_of(cluster: Cluster) -> QuerySet[Day]:
    """What was logged and counts, newest first."""
    found = cluster.days.filter(taken_back_at=None).select_related("person")
    return found.order_by("-worked_on", "-pk")


def taken_back(cluster: Cluster, now: datetime) -> QuerySet[Day]:
    """What was taken back and can still be brought back."""
    since = now - timedelta(days=UNDO_DAYS)
    found = cluster.days.filter(taken_back_at__gte=since).select_related("person")
    return found.order_by("-taken_back_at")


def allowance_of(cluster: Cluster) -> dict[str, Used]:
    """Days used of days allowed, by kind ("facilitation", "review"); nothing is allowed to a
    cluster without a programme. One query.
    """
    counted = cluster.days.filter(taken_back_at=None).values_list("kind").annotate(Sum("days"))
    used = dict(counted)
    programme = cluster.programme
    allowed = {
        Day.DayKind.FACILITATION: programme.facilitation_days if programme else Decimal(0),
        Day.DayKind.REVIEW: programme.review_days if programme else Decimal(0),
    }
    return {str(kind): Used(used.get(kind, Decimal(0)), most) for kind, most in allowed.items()}


def gatherings_of(cluster: Cluster) -> QuerySet[Gathering]:
    """Gatherings with `came` and `marked`, the latest first."""
    return (
        cluster.gatherings.filter(removed_at=None)
        .annotate(
            came=Count("attendance", filter=Q(attendance__how__in=CAME)),
            marked=Count("attendance"),
        )
        .order_by("-held_on", "-pk")
    )


def removed_gatherings(cluster: Cluster, now: datetime) -> QuerySet[Gathering]:
    """Those that can still be brought back."""
    since = now - timedelta(days=UNDO_DAYS)
    return cluster.gatherings.filter(removed_at__gte=since).order_by("-removed_at")


@dataclass(frozen=True)
class SheetRow:
    """One member on the sheet of a gathering; `how` is "" while nothing is noted."""

    membership: Membership
    how: str

    @property
    def shown(self) -> str:
        return str(Attendance.How(self.how).label) if self.how else "Nothing noted"


def sheet_of(gathering: Gathering) -> list[SheetRow]:
    """Everybody who belonged to the cluster on the day, members before supporters, by name; and
    anybody else for whom something is noted. Two queries.
    """
    hows = dict(gathering.attendance.values_list("membership_id", "how"))
    on = gathering.held_on
    there = Q(joined_on__lte=on) & (Q(left_on=None) | Q(left_on__gt=on)) & Q(state__in=_BELONGED)
    found = Membership.objects.filter(there | Q(pk__in=hows), cluster_id=gathering.cluster_id)
    found = found.select_related("organisation", "tier")
    rows = [SheetRow(m, hows.get(m.pk, "")) for m in found]
    return sorted(
        rows,
        key=lambda r: (not r.membership.tier.is_member, r.membership.organisation.name.casefold()),
    )


@dataclass(frozen=True)
class PatternRow:
    """One member's marks over the gatherings (None where nothing is noted) and what they say."""

    membership: Membership
    marks: Sequence[str | None]
    pattern: Pattern


@dataclass(frozen=True)
class Patterns:
    """Who came to what, the oldest gathering first."""

    gatherings: Sequence[Gathering]
    rows: Sequence[PatternRow]


def patterns_of(cluster: Cluster) -> Patterns:
    """How each present member of a cluster came and went. Three queries."""
    gatherings = list(
        cluster.gatherings.filter(removed_at=None, attendance__isnull=False)
        .distinct()
        .order_by("held_on", "pk")
    )
    marks = Attendance.objects.filter(gathering__in=gatherings)
    by_member: dict[int, dict[int, str]] = defaultdict(dict)
    for gathering_id, membership_id, how in marks.values_list(
        "gathering_id", "membership_id", "how"
    ):
        by_member[membership_id][gathering_id] = how
    members = cluster.memberships.filter(state=MembershipState.ACTIVE).select_related(
        "organisation", "tier"
    )
    rows = [_pattern_row(m, gatherings, by_member.get(m.pk, {})) for m in members]
    rows.sort(
        key=lambda r: (not r.membership.tier.is_member, r.membership.organisation.name.casefold())
    )
    return Patterns(gatherings, rows)


def _pattern_row(
    membership: Membership, gatherings: Sequence[Gathering], hows: Mapping[int, str]
) -> PatternRow:
    marks = [hows.get(g.pk) for g in gatherings]
    return PatternRow(membership, marks, pattern([mark for mark in marks if mark]))


def notes_of(actor: Actor) -> QuerySet[JournalNote]:
    """The actor's own notes that are not deleted, newest first. Nobody sees anybody else's; the
    system sees none.
    """
    if actor.person_id is None:
        return JournalNote.objects.none()
    found = JournalNote.objects.filter(person_id=actor.person_id, removed_at=None)
    return found.select_related("cluster").order_by("-about_on", "-pk")


def deleted_notes_of(actor: Actor, now: datetime) -> QuerySet[JournalNote]:
    """The actor's own notes that she deleted and can still bring back."""
    if actor.person_id is None:
        return JournalNote.objects.none()
    since = now - timedelta(days=UNDO_DAYS)
    found = JournalNote.objects.filter(person_id=actor.person_id, removed_at__gte=since)
    return found.select_related("cluster").order_by("-removed_at")


def get_note(actor: Actor, note_id: int) -> JournalNote:
    """One of the actor's own notes, deleted ones included. To anybody else there is none."""
    note = None
    if actor.person_id is not None:
        mine = JournalNote.objects.filter(person_id=actor.person_id)
        note = mine.select_related("cluster").filter(pk=note_id).first()
    if note is None:
        raise NotFound("There is no such page, or it is not shared with you.")
    return note


def clusters_to_write_about(actor: Actor) -> QuerySet[Cluster]:
    """The clusters that the actor facilitates, by name."""
    return Cluster.objects.filter(pk__in=actor.ids_of("cluster", Role.FACILITATOR)).order_by("name")


@dataclass(frozen=True)
class Presence:
    """A member at one gathering, as it was noted; `came` in person, from afar or by deputy."""

    gathering_id: int
    title: str
    held_on: date
    organisation_id: int
    how: str

    @property
    def came(self) -> bool:
        return self.how in CAME


def presences(cluster: Cluster, first: date, last: date) -> list[Presence]:
    """Everything noted of who came to the cluster's gatherings from a day to a day, both included,
    in the order of the gatherings. One query.
    """
    noted = Attendance.objects.filter(
        gathering__cluster=cluster,
        gathering__removed_at=None,
        gathering__held_on__range=(first, last),
    ).order_by("gathering__held_on", "gathering_id", "membership__organisation__name")
    rows = noted.values_list(
        "gathering_id",
        "gathering__title",
        "gathering__held_on",
        "membership__organisation_id",
        "how",
    )
    return [Presence(*row) for row in rows]
