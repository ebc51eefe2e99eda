"""What is written about milestones: is it reached?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.links import Errand
from spinney.base.kernel.actors import Actor
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, add_kind
from spinney.base.post.senders import tell_each
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import day
from spinney.clusters import api as clusters
from spinney.register.api import Organisation
from spinney.workplans.bridge.measures import measure_words
from spinney.workplans.letters.activities import MINUTES, link_ends
from spinney.workplans.letters.plans import example, letter_of, people_who_belong
from spinney.workplans.models import Milestone

REACHED = "workplans.note_milestone"
DEED = "Say whether it is reached"
SAY_NO = "If you cannot say, hand it on to a colleague, or tell the facilitator."


def errand_of(milestone: Milestone) -> Errand:
    """What a link lets its holder do: say whether a milestone is reached."""
    return Errand(
        verb=REACHED, subject=subject_of(milestone), scope=milestone.workplan.scope,
        minutes=MINUTES, may_forward=True,
    )  # fmt: skip


def is_it_reached(
    milestone: Milestone, doer: Organisation | None, *, by: Actor, now: datetime
) -> None:
    """Ask the people of whoever it belongs to, else those who run the cluster."""
    today, cluster = localdate(now), milestone.workplan.cluster
    counted = measure_words(milestone)
    letter = letter_of(
        cluster, REACHED, milestone.title,
        [_when(milestone.due_on, today), *([f"Counted: {counted}."] if counted else [])],
        deed=DEED, minutes=MINUTES, say_no=SAY_NO,
        by_when=milestone.due_on if milestone.due_on >= today else None,
        about=subject_of(milestone),
    )  # fmt: skip
    people = people_who_belong(cluster, doer.pk if doer else None, now)
    for person in people:
        outbox.ask(
            letter, errand_of(milestone), to=person, by=by, now=now, expires_at=link_ends(now),
            organisation_id=doer.pk if doer else None,
        )  # fmt: skip
    if not people:
        page = reverse("workplans:note-milestone", args=[cluster.pk, milestone.pk])
        here = replace(letter, link=page)
        tell_each(here, clusters.people_who_run(cluster, today), by=by, now=now)


def _when(due_on: date, today: date) -> str:
    planned = "was to be reached" if due_on < today else "is to be reached"
    return f"This milestone of the workplan {planned} by {day(due_on)}."


add_kind(
    Kind(
        REACHED,
        "Questions whether a milestone is reached",
        lambda: example(
            REACHED, _when(date(2026, 3, 12), date(2026, 3, 5)), deed=DEED, minutes=MINUTES,
            say_no=SAY_NO, by_when=date(2026, 3, 12),
        ),
    )
)  # fmt: skip
