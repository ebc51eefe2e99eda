"""Summaries: what happened, in one message a day or a week, for those who want it so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.timezone import localdate

from spinney.base.access.asks import Ask, asked_of_person
from spinney.base.access.models import Person
from spinney.base.access.sources import choices_of
from spinney.base.kernel.actors import SITE, Actor
from spinney.base.post.addresses import absolute
from spinney.base.post.letters import Kind, Letter, add_kind, tidy
from spinney.base.post.models import FEWER_MARK, SECRET_MARK, Message
from spinney.base.post.tasks import set_going

MONDAY = 0
DAILY, WEEKLY = Person.MailRhythm.DAILY, Person.MailRhythm.WEEKLY


def _example() -> Letter:
    return Letter(
        kind="post.summary",
        scope=SITE,
        place="The Spinney and The Copse",
        asker="Spinney",
        headline="this week: 3 things happened",
        link="/",
    )


add_kind(Kind("post.summary", "Daily or weekly summaries", _example))


def write_summaries(*, now: datetime) -> int:
    """One message for each person for whom news is kept and whose day it is. Returns how many."""
    waiting = Message.objects.filter(state=Message.State.HELD, person__is_active=True)
    due = Q(person__mail_rhythm=DAILY)
    if localdate(now).weekday() == MONDAY:
        due |= Q(person__mail_rhythm=WEEKLY)
    # A Monday on which nothing ran is made up for.
    due |= Q(person__mail_rhythm=WEEKLY, made_at__lt=now - timedelta(days=7, hours=1))
    people = waiting.filter(due).values_list("person", flat=True)
    written = 0
    for person in Person.objects.filter(pk__in=people.distinct()).order_by("pk"):
        written += write_summary(person, now=now) is not None
    # Whoever has chosen another rhythm meanwhile is not left without what was kept for her.
    others = waiting.exclude(person__mail_rhythm__in=[DAILY, WEEKLY])
    moved = others.filter(person__mail_rhythm=Person.MailRhythm.AT_ONCE)
    moved.update(state=Message.State.QUEUED, next_try_at=now)
    others.filter(state=Message.State.HELD).update(state=Message.State.UNWANTED, sealed="")
    return written


@transaction.atomic
def write_summary(person: Person, *, now: datetime) -> Message | None:
    """Gather what is kept for a person into one message; None when there is nothing."""
    held = list(
        Message.objects.select_for_update()
        .filter(person=person, state=Message.State.HELD)
        .order_by("place", "made_at")
    )
    if not held:
        return None
    asks = asks_for(person, now)
    number = "1 thing" if len(held) == 1 else f"{len(held)} things"
    span = "today" if person.mail_rhythm == DAILY else "this week"
    places = _names(dict.fromkeys(m.place for m in held))
    subject = f"{span.capitalize()} in {places}: {number}, 2 minutes to read"
    summary = Message.objects.create(
        kind="post.summary",
        person=person,
        email=person.email,
        subject=subject[:200],
        headline=f"{span}: {number} happened",
        body=_body(person, held, asks),
        needs_me=False,
        scope=str(SITE),
        place=places[:200],
        key=f"post.summary:{person.pk}:{localdate(now)}:{held[-1].pk}",
        next_try_at=now,
        made_at=now,
        made_by=Actor.system("summaries").label,
    )
    kept = Message.objects.filter(pk__in=[m.pk for m in held])
    kept.update(state=Message.State.SUMMED, summary=summary, sent_at=now)
    set_going()
    return summary


def asks_for(person: Person, now: datetime) -> list[Ask]:
    """What is asked of a person, whichever of her organisations it is asked of, soonest first."""
    today = localdate(now)
    found = asked_of_person(person, choices_of(person, today), now, on=today)
    asks = [ask for group in found for ask in group.asks]
    return sorted(asks, key=lambda a: (a.by_when is None, a.by_when or today))


def _body(person: Person, held: list[Message], asks: list[Ask]) -> str:
    groups = [(place, list(of)) for place, of in groupby(held, key=lambda m: m.place)]
    context = {
        "name": person.name,
        "address": person.email,
        "asks": asks,
        "minutes": sum(ask.minutes for ask in asks),
        "groups": [(place, [(_line(m), _link(m)) for m in of]) for place, of in groups],
        "home": absolute("/"),
        "fewer": FEWER_MARK,
    }
    return tidy(render_to_string("post/summary.txt", context))


def _line(message: Message) -> str:
    line = message.headline[:1].upper() + message.headline[1:]
    return line if line[-1:] in "?.:" else f"{line}."


def _link(message: Message) -> str:
    """The link of a kept message: a line of its body that is an address of this site."""
    before = message.body.partition("\n-- \n")[0]
    site = absolute("/")
    lines = (line for line in before.splitlines() if line.startswith(site))
    return next(lines, "").replace(SECRET_MARK, "")


def _names(names: Iterable[str]) -> str:
    *most, last = list(names)
    return f"{', '.join(most)} and {last}" if most else last
