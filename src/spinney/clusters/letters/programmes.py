"""What is written about a programme: to those who manage it, and to the facilitators in it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Scope, programme_scope
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.record.record import subject_of
from spinney.clusters.models import Cluster, Facilitator, Manager, Programme, TimetableChange

MANAGER, TIMETABLE, OVER = (
    f"clusters.{name}" for name in ("now_a_manager", "timetable_changed", "days_over")
)


def _example(kind: str, headline: str) -> Letter:
    return Letter(
        kind=kind,
        scope=Scope("programme", 1),
        place="Growing Together",
        asker="Rowan Hill, programme manager",
        headline=headline,
        paragraphs=["What has changed stands on the programme's page."],
        link="/programmes/1/",
    )


add_kind(
    Kind(
        MANAGER,
        "Becoming a programme manager",
        lambda: _example(MANAGER, "you now manage Growing Together"),
        may_be_refused=False,
    )
)
add_kind(
    Kind(
        TIMETABLE,
        "Changes of a programme's timetable",
        lambda: _example(TIMETABLE, "the timetable of Growing Together changed"),
    )
)
add_kind(
    Kind(
        OVER,
        "Clusters that use more days than they were given",
        lambda: _example(OVER, "The Spinney used more facilitation days than it was given"),
    )
)


def _asker(by: Actor, programme: Programme) -> str:
    person = Person.objects.filter(pk=by.person_id).first() if by.person_id else None
    return f"{person.name}, {programme.name}" if person and person.name else programme.name


def now_a_manager(programme: Programme, person: Person, *, by: Actor, now: datetime) -> None:
    """Tell somebody that she manages a programme from now on, and how she signs in."""
    letter = Letter(
        kind=MANAGER,
        scope=programme_scope(programme.pk),
        place=programme.name,
        asker=_asker(by, programme),
        headline=f"you now manage {programme.name}",
        paragraphs=[
            f"You can see where every cluster of {programme.name} stands, change its rules and"
            " timetable, and name other managers.",
            f"Sign in with this address, {person.email}. We send you a code; there is no password.",
        ],
        link=reverse("clusters:programme", args=[programme.pk]),
        about=subject_of(programme),
    )
    outbox.tell(letter, to=person, by=by, now=now)


def timetable_changed(change: TimetableChange, what: str, *, by: Actor, now: datetime) -> None:
    """Tell the facilitators of every cluster in the programme what moved, and why."""
    programme = change.programme
    today = localdate(now)
    in_force = Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gte=today))
    helped = Facilitator.objects.filter(in_force, cluster__programme=programme)
    letter = Letter(
        kind=TIMETABLE,
        scope=programme_scope(programme.pk),
        place=programme.name,
        asker=_asker(by, programme),
        headline=f"the timetable of {programme.name} changed",
        paragraphs=[f"What changed: {what}.", "What was planned before is kept beside it."],
        said=change.reason,
        link=reverse("clusters:timetable", args=[programme.pk]),
        about=subject_of(programme),
    )
    people = Person.objects.filter(pk__in=helped.values("person_id")).exclude(pk=by.person_id or 0)
    for person in people:
        key = f"{TIMETABLE}:{programme.pk}:{change.number}:{person.pk}"
        outbox.tell(letter, to=person, by=by, now=now, key=key)


def days_over(cluster: Cluster, kind: str, over: Decimal, *, by: Actor, now: datetime) -> None:
    """Tell the programme's managers that a cluster used more days than it was given."""
    programme = cluster.programme
    if programme is None:
        return
    beyond = f"{over.normalize():f} {'day' if over == 1 else 'days'}"
    letter = Letter(
        kind=OVER,
        scope=programme_scope(programme.pk),
        place=programme.name,
        asker=_asker(by, programme),
        headline=f"{cluster.name} used more {kind} days than it was given",
        paragraphs=[f"It is {beyond} over. The log shows what they were for."],
        link=reverse("clusters:days", args=[cluster.pk]),
        about=subject_of(cluster),
    )
    today = localdate(now)
    in_force = Q(ends_on=None) | Q(ends_on__gte=today)
    managers = Manager.objects.filter(in_force, programme=programme).exclude(
        person_id=by.person_id or 0
    )
    for person in Person.objects.filter(pk__in=managers.values("person_id")):
        key = f"{OVER}:{cluster.pk}:{kind}:{over}:{person.pk}"
        outbox.tell(letter, to=person, by=by, now=now, key=key)
