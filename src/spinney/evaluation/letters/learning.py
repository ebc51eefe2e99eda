"""What is written about learning: an event is coming, or called off; is this so, partner?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access import links
from spinney.base.access.links import Errand
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import weekday
from spinney.clusters import api as clusters
from spinney.evaluation.models import LearningEvent, SpinOff
from spinney.register import api as register

INVITED, OFF, PARTNER = (
    "evaluation.invited_to_learn", "evaluation.learning_called_off", "evaluation.asked_partner",
)  # fmt: skip
CONFIRM = "evaluation.confirm_spin_off"
MINUTES = 2
DAYS = 60
"""So long the link lives; it can be sent again."""
SAY_NO = "If it is not so, open the link and say what is not: it is then not counted."


def invite(event: LearningEvent, *, by: Actor, now: datetime) -> int:
    """Tell everybody who is invited. Returns how many were written to."""
    letter = _invited(event.scope, event.programme.name, event.held_on)
    return _tell_all(event, letter, by=by, now=now)


def tell_called_off(event: LearningEvent, *, by: Actor, now: datetime) -> int:
    """Tell everybody who was invited that it is not held."""
    return _tell_all(event, _off(event.scope, event.programme.name, event.held_on), by=by, now=now)


def _tell_all(event: LearningEvent, letter: Letter, *, by: Actor, now: datetime) -> int:
    url = reverse("evaluation:learning-event", args=[event.programme_id, event.pk])
    letter = replace(letter, link=url, about=subject_of(event))
    people = {one.pk: one for one in _invited_people(event, localdate(now))}
    for person in people.values():
        if person.pk != by.person_id:
            outbox.tell(letter, to=person, by=by, now=now)
    return len(people)


def _invited_people(event: LearningEvent, on: date) -> Iterator[Person]:
    for group in clusters.clusters_of(event.programme):
        if group.state == "ended":
            continue
        yield from clusters.people_who_run(group, on)
        ids = [one.organisation_id for one in clusters.members(group, on)]
        yield from (one.person for one in register.representatives_of(ids, on))


def errand_of(one: SpinOff) -> Errand:
    """What a link lets a partner do: say whether something came of it as it was logged."""
    return Errand(
        verb=CONFIRM, subject=subject_of(one), scope=one.scope, minutes=MINUTES, may_forward=True
    )


def ask_partner(one: SpinOff, email: str, *, by: Actor, now: datetime) -> None:
    """Ask somebody at a partner, who needs no account."""
    letter = replace(_partner(one.scope, one.cluster.name), about=subject_of(one))
    outbox.ask(
        letter, errand_of(one), to=email, by=by, now=now, expires_at=links.in_days(now, DAYS)
    )


def _invited(scope: Scope, place: str, held_on: date) -> Letter:
    return Letter(
        kind=INVITED, scope=scope, place=place, asker=place,
        headline=f"learn together on {weekday(held_on)}",
        paragraphs=[
            "The clusters of the programme come together to tell what worked, what did not, and"
            " what they would do next time. The page says where, and what to bring.",
            "Taking part may be a condition of your grant: the page says so.",
        ],
        link="/programmes/1/learning/",
    )  # fmt: skip


def _off(scope: Scope, place: str, held_on: date) -> Letter:
    return Letter(
        kind=OFF, scope=scope, place=place, asker=place,
        headline=f"the learning event on {weekday(held_on)} is called off",
        paragraphs=["You need not come. If there is another day, you are told."],
        link="/programmes/1/learning/",
    )  # fmt: skip


def _partner(scope: Scope, place: str) -> Letter:
    return Letter(
        kind=PARTNER, scope=scope, place=place, asker=place,
        headline="did this come of working with us?",
        paragraphs=[
            "We logged something new that came of working together, and named you as a partner. You"
            " know whether it is so. The link shows what we wrote.",
        ],
        deed="Look at it and answer", minutes=MINUTES, say_no=SAY_NO,
    )  # fmt: skip


_PLACE, _DAY = Scope("programme", 1), date(2026, 11, 5)
add_kind(
    Kind(INVITED, "Events of learning together", partial(_invited, _PLACE, "The Meadow", _DAY))
)
add_kind(Kind(OFF, "Events that are called off", partial(_off, _PLACE, "The Meadow", _DAY)))
add_kind(
    Kind(
        PARTNER, "Partners asked to confirm what came of it",
        partial(_partner, Scope("cluster", 1), "The Spinney"),
    )
)  # fmt: skip
