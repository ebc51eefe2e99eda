"""The time that Spinney asks of people: counted from the record, and shown to them.

Rooms say how many minutes each of their verbs takes; what was done by a task link counts with the
minutes that its letter promised.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Sum

from spinney.base.access.models import TaskLink
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.record.models import Entry
from spinney.base.record.prepared import prepared

_minutes: dict[str, int] = {}


def takes(minutes: Mapping[str, int]) -> None:
    """Called by a room when it starts: the minutes that each of its verbs takes a member."""
    _minutes.update(minutes)


def minutes_of(verb: str) -> int:
    """The minutes that a verb takes; 0 when its room does not say."""
    return _minutes.get(verb, 0)


@dataclass(frozen=True)
class TimeAsked:
    """How much time was given, and by how many people (each of them once)."""

    minutes: int
    people: int = 1

    @property
    def average(self) -> int:
        """Minutes a person, to the nearest whole one."""
        return round(self.minutes / self.people) if self.people else 0


@prepared
def _done_by(person: int, since: datetime, verbs: list[str]) -> QuerySet[Entry, tuple[str, int]]:
    mine = Entry.objects.filter(person_id=person, at__gte=since, verb__in=verbs)
    counted = mine.exclude(actor__startswith="guest:").values_list("verb")
    return counted.annotate(Count("pk"))


@prepared
def _by_link(person: int, since: datetime) -> QuerySet[TaskLink, int]:
    used = TaskLink.objects.filter(person_id=person, used_at__gte=since)
    return used.values_list("minutes", flat=True)


def given_by(actor: Actor, *, since: datetime) -> int:
    """The minutes that a person has given since then, for whichever organisation."""
    if actor.person_id is None:
        return 0
    verbs = [verb for verb, minutes in _minutes.items() if minutes]
    done = _done_by(person=actor.person_id, since=since, verbs=verbs)
    by_link = _by_link(person=actor.person_id, since=since)
    return sum(_minutes[verb] * number for verb, number in done) + sum(by_link)


def given_for(organisation_id: int, *, since: datetime, until: datetime | None = None) -> int:
    """The minutes that people have given for an organisation."""
    return _sum(Q(organisation_id=organisation_id), since=since, until=until)


def given_in(scope: Scope, *, since: datetime, until: datetime | None = None) -> int:
    """The minutes that people of organisations have given in one place: a cluster, a programme."""
    signed_in = Q(book=str(scope), organisation_id__isnull=False)
    by_link = Q(scope=str(scope), organisation_id__isnull=False)
    return _sum(signed_in, since=since, until=until, by_link=by_link)


def given_for_each(
    organisation_ids: Collection[int], *, since: datetime, until: datetime | None = None
) -> dict[int, int]:
    """The minutes that people have given for each of these organisations. Two queries."""
    whose = Q(organisation_id__in=organisation_ids)
    found = dict.fromkeys(organisation_ids, 0)
    counted = _entries(whose, since=since, until=until).values_list("organisation_id", "verb")
    for organisation_id, verb, number in counted.annotate(Count("pk")):
        if organisation_id is not None:
            found[organisation_id] += _minutes[verb] * number
    used = Q(used_at__gte=since) & (Q(used_at__lt=until) if until else Q())
    by_link = TaskLink.objects.filter(whose & used).values_list("organisation_id")
    for organisation_id, minutes in by_link.annotate(Sum("minutes")):
        if organisation_id is not None:
            found[organisation_id] += int(minutes)
    return found


def average_given(*, since: datetime) -> TimeAsked:
    """The minutes given by everybody since then, and by how many organisations' people."""
    anybody = Q(person_id__isnull=False)
    people = set(_entries(anybody, since=since).values_list("person_id", flat=True).distinct())
    by_link = TaskLink.objects.filter(anybody, used_at__gte=since)
    people |= set(by_link.values_list("person_id", flat=True).distinct())
    return TimeAsked(_sum(anybody, since=since), len(people))


def _entries(whose: Q, *, since: datetime, until: datetime | None = None) -> QuerySet[Entry]:
    within = Q(at__gte=since) & (Q(at__lt=until) if until else Q())
    known = Q(verb__in=[verb for verb, minutes in _minutes.items() if minutes])
    return Entry.objects.filter(whose & within & known).exclude(actor__startswith="guest:")


def _sum(
    whose: Q, *, since: datetime, until: datetime | None = None, by_link: Q | None = None
) -> int:
    """Minutes of entries and of links; `by_link` where links name the same otherwise."""
    counted = _entries(whose, since=since, until=until).values_list("verb").annotate(Count("pk"))
    signed_in = sum(_minutes[verb] * number for verb, number in counted)
    used = Q(used_at__gte=since) & (Q(used_at__lt=until) if until else Q())
    links = TaskLink.objects.filter((whose if by_link is None else by_link) & used)
    return int(signed_in) + int(links.aggregate(n=Sum("minutes"))["n"] or 0)
