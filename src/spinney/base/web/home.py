"""Home: what is asked of me, what happened since I was last here, and where my clusters are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.timezone import localdate, localtime, now

from spinney.base.access.asks import AskedFor, asked_of_person
from spinney.base.access.minutes import average_given, given_by
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor
from spinney.base.record.models import Entry
from spinney.base.record.prepared import Prepared
from spinney.base.record.timeline import readable_verbs, timeline
from spinney.base.web.components.parts import Happening
from spinney.base.web.demo_chooser import first_look, people_to_be
from spinney.base.web.first_steps import steps_for
from spinney.base.web.guard import SpinneyRequest, person_of, public
from spinney.base.web.home_cards import HomeCard, cards_of

LINES = 5
VISIT_ENDS_AFTER = timedelta(minutes=30)
NOTED_EVERY = timedelta(minutes=5)
AT_MOST_BACK = timedelta(days=60)
VISIT = "home_visit"


@public("the front page; signed in, each person's own")
def home(request: SpinneyRequest) -> HttpResponse:
    """The front page for a visitor, Home for who is signed in."""
    if not request.actor.is_signed_in:
        people = people_to_be()
        return render(request, "home/front.html", {"people": people, "first": first_look(people)})
    moment = now()
    person = person_of(request)
    since = _since(request, person, moment)
    cards = cards_of(request.actor, moment)
    choices, today = list(request.acting_choices), localdate(moment)
    asked = asked_of_person(person, choices, moment, on=today, acting=request.actor)
    is_new = not (cards or choices or any(group.asks for group in asked))
    context = {
        "person": person,
        "here": _for(request.actor, asked),
        "elsewhere": [g for g in asked if g.asks and not _is_here(request.actor, g)],
        "since": since if since > moment - AT_MOST_BACK else None,
        "happened": what_happened(request.actor, cards, since=since),
        "cards": cards,
        "steps": steps_for(request.actor) if is_new else [],
        "time": _time(request.actor, moment, is_idle=not any(group.asks for group in asked)),
    }
    return render(request, "home/newcomer.html" if is_new else "home/home.html", context)


def _is_here(actor: Actor, group: AskedFor) -> bool:
    choice = group.acting_for
    return choice is None or choice.organisation_id == actor.organisation_id


def _for(actor: Actor, asked: list[AskedFor]) -> AskedFor:
    """What is asked of her as the one she acts for now."""
    return next((g for g in asked if _is_here(actor, g)), AskedFor(None, []))


@dataclass(frozen=True)
class Time:
    """The minutes given this month: hers, and (when nothing is asked) everybody's average."""

    given: int
    average: int | None


def _time(actor: Actor, moment: datetime, *, is_idle: bool) -> Time:
    first = localtime(moment).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    average = average_given(since=first).average if is_idle else None
    return Time(given_by(actor, since=first), average)


def what_happened(actor: Actor, cards: list[HomeCard], *, since: datetime) -> list[Happening]:
    """The newest five things that others did since then, where she may read of them. One query."""
    by_verbs: dict[tuple[str, ...], list[str]] = {}
    for scope in actor.roles:
        if verbs := tuple(readable_verbs(actor, scope)):
            by_verbs.setdefault(verbs, []).append(str(scope))
    if not by_verbs or actor.person_id is None:
        return []
    asked: dict[str, Any] = {"person": actor.person_id, "since": since}
    for n, (verbs, books) in enumerate(by_verbs.items()):
        asked |= {f"verbs{n}": list(verbs), f"books{n}": books}
    entries = _newest(len(by_verbs))(**asked)
    named = {str(card.scope): card for card in cards}
    return [
        Happening(
            told.at,
            told.text,
            url=named[entry.book].url if entry.book in named else "",
            detail=named[entry.book].name if entry.book in named else "",
        )
        for entry, told in zip(entries, timeline(entries), strict=True)
    ]


@cache
def _newest(groups: int) -> Prepared[Entry]:
    """What others did, in so many groups of books of which different things may be read."""
    kinds = {"person": "int", "since": "datetime"}
    for n in range(groups):
        kinds |= {f"verbs{n}": "list[str]", f"books{n}": "list[str]"}

    def newest(person: int, since: datetime, **asked: Any) -> QuerySet[Entry]:
        readable = Q()
        for n in range(groups):
            readable |= Q(book__in=asked[f"books{n}"], verb__in=asked[f"verbs{n}"])
        others = ~Q(person_id=person) | Q(person_id=None)
        found = Entry.objects.filter(readable, others, at__gt=since)
        return found.order_by("-at", "-pk")[:LINES]

    return Prepared(newest, kinds)


def _since(request: SpinneyRequest, person: Person, moment: datetime) -> datetime:
    """When her last visit was. A visit ends after half an hour; what is new stays new during it."""
    since, seen = _visit(request)
    if since is None or seen is None or moment - seen > VISIT_ENDS_AFTER:
        since, seen = person.seen_home_at or moment - AT_MOST_BACK, None
    if seen is None or moment - seen > NOTED_EVERY:
        request.session[VISIT] = [since.isoformat(), moment.isoformat()]
        Person.objects.filter(pk=person.pk).update(seen_home_at=moment)
    return max(since, moment - AT_MOST_BACK)


def _visit(request: SpinneyRequest) -> tuple[datetime | None, datetime | None]:
    since, seen = request.session.get(VISIT) or ("", "")
    return (parse_datetime(since) if since else None, parse_datetime(seen) if seen else None)
