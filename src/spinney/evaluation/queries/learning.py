"""Lessons, events of learning and what came of it, as somebody may see them. Every read begins
here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet, Sum

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import NotFound
from spinney.clusters import api as clusters
from spinney.evaluation.models import LearningEvent, Lesson, SpinOff
from spinney.evaluation.policies import learning as rules
from spinney.evaluation.states import EventState

UNDO_DAYS = 30


def lessons_visible_to(by: Actor) -> QuerySet[Lesson]:
    """Lessons of the clusters that somebody runs or belongs to; and those that other clusters of
    her programmes share.
    """
    rows = Lesson.objects.select_related("cluster", "organisation", "event")
    if by.is_system:
        return rows
    inside = Q(cluster__in=by.ids_of("cluster", *rules.INSIDE))
    beside = Q(shared=True, cluster__programme__in=by.ids_of("programme", *rules.INSIDE))
    return rows.filter(inside | beside)


def lessons_of(by: Actor, cluster: clusters.Cluster) -> QuerySet[Lesson]:
    """The lessons of a cluster, the newest first."""
    return lessons_visible_to(by).filter(cluster=cluster, removed_at=None)


def lessons_in(by: Actor, programme: clusters.Programme) -> QuerySet[Lesson]:
    """The lessons that somebody may read of all clusters of a programme."""
    return lessons_visible_to(by).filter(cluster__programme=programme, removed_at=None)


def get_lesson(by: Actor, cluster_id: int, lesson_id: int) -> Lesson:
    """One lesson of a cluster, removed ones too. Raises NotFound."""
    found = lessons_visible_to(by).filter(cluster=cluster_id, pk=lesson_id).first()
    if found is None:
        raise NotFound("There is no such lesson here.")
    return found


def spin_offs_visible_to(by: Actor) -> QuerySet[SpinOff]:
    """What came of the clusters that somebody runs or belongs to."""
    rows = SpinOff.objects.select_related("cluster", "organisation", "confirmed_by_organisation")
    if by.is_system:
        return rows
    return rows.filter(cluster__in=by.ids_of("cluster", *rules.INSIDE))


def spin_offs_of(by: Actor, cluster: clusters.Cluster) -> QuerySet[SpinOff]:
    """What came of a cluster beside what was planned, the newest first."""
    return spin_offs_visible_to(by).filter(cluster=cluster, removed_at=None)


def spin_offs_in(by: Actor, programme: clusters.Programme) -> QuerySet[SpinOff]:
    """What came of the clusters of a programme, as far as somebody sees them."""
    return spin_offs_visible_to(by).filter(cluster__programme=programme, removed_at=None)


def get_spin_off(by: Actor, cluster_id: int, spin_off_id: int) -> SpinOff:
    """One of them, removed ones too. Raises NotFound."""
    found = spin_offs_visible_to(by).filter(cluster=cluster_id, pk=spin_off_id).first()
    if found is None:
        raise NotFound("There is no such entry here.")
    return found


def spin_off_by_link(by: Actor, verb: str) -> SpinOff:
    """What a link asks about. Raises NotFound for another link, and for what was removed."""
    kind, _, number = by.pass_.subject.rpartition(":") if by.pass_ else ("", "", "")
    if by.pass_ is None or by.pass_.verb != verb or kind != SpinOff._meta.label:
        raise NotFound("There is no such entry here.")
    rows = SpinOff.objects.select_related("cluster", "organisation")
    found = rows.filter(pk=int(number), removed_at=None).first()
    if found is None:
        raise NotFound("This was removed, so there is nothing to answer any more.")
    return found


@dataclass(frozen=True)
class Removed:
    """What can be brought back."""

    lessons: list[Lesson]
    spin_offs: list[SpinOff]

    def __bool__(self) -> bool:
        return bool(self.lessons or self.spin_offs)


def removed_of(by: Actor, cluster: clusters.Cluster, now: datetime) -> Removed:
    """What of a cluster was removed and can be brought back by somebody."""
    since = now - timedelta(days=UNDO_DAYS)
    lessons = lessons_visible_to(by).filter(cluster=cluster, removed_at__gte=since)
    spin_offs = spin_offs_visible_to(by).filter(cluster=cluster, removed_at__gte=since)
    return Removed(
        [one for one in lessons if rules.may_change(by, one)],
        [one for one in spin_offs if rules.may_change(by, one)],
    )


def abouts_of(by: Actor) -> list[str]:
    """What lessons are about, of those that somebody reads: to be offered again."""
    rows = lessons_visible_to(by).filter(removed_at=None).exclude(about="")
    return sorted(set(rows.order_by().values_list("about", flat=True)))[:200]


def events_visible_to(by: Actor) -> QuerySet[LearningEvent]:
    """Events of the programmes that somebody manages or takes part in."""
    rows = LearningEvent.objects.select_related("programme")
    if by.is_system:
        return rows
    return rows.filter(programme__in=by.ids_of("programme", *rules.INSIDE))


def events_of(by: Actor, programme: clusters.Programme | None) -> QuerySet[LearningEvent]:
    """The events of a programme, the latest first, with `people` who came."""
    rows = events_visible_to(by).filter(programme=programme)
    return rows.annotate(people=Sum("presences__people")).order_by("-held_on", "-pk")


def coming_for(by: Actor, cluster: clusters.Cluster, today: date) -> QuerySet[LearningEvent]:
    """The events to which a cluster is invited that are still to come."""
    rows = events_visible_to(by).filter(programme=cluster.programme_id, held_on__gte=today)
    return rows.filter(state=EventState.PLANNED).order_by("held_on", "pk")


def get_event(by: Actor, programme_id: int, event_id: int) -> LearningEvent:
    """One event. Raises NotFound."""
    found = events_visible_to(by).filter(programme=programme_id, pk=event_id).first()
    if found is None:
        raise NotFound("There is no such event here.")
    return found


@dataclass(frozen=True)
class CameRow:
    """An organisation of a cluster that could come, and how many people of it came."""

    cluster: clusters.Cluster
    organisation_id: int
    name: str
    people: int


def who_could_come(event: LearningEvent) -> list[CameRow]:
    """Everybody who belonged to a cluster of the programme on the day, by cluster and name."""
    noted = {
        (cluster, organisation): people
        for cluster, organisation, people in event.presences.values_list(
            "cluster", "organisation", "people"
        )
    }
    return [
        CameRow(
            group, one.organisation_id, one.organisation_name,
            noted.get((group.pk, one.organisation_id), 0),
        )
        for group in clusters.clusters_of(event.programme)
        for one in clusters.belongs(group, event.held_on)
    ]  # fmt: skip


def conditions_of(event: LearningEvent) -> list[str]:
    """What a cluster has met when enough of it came, in words."""
    wanted = set(event.meets_conditions)
    found = clusters.conditions_by_hand(event.programme)
    return [one.text for one in found if str(one.uid) in wanted]


def manages(by: Actor, programme_id: int) -> bool:
    """Whether somebody manages a programme."""
    return programme_id in by.ids_of("programme", Role.PROGRAMME_MANAGER)
