"""What is written about risks: look at it again."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localdate

from spinney.base.access.links import Errand
from spinney.base.kernel.actors import Actor
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, add_kind
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import day
from spinney.clusters import api as clusters
from spinney.workplans.letters.activities import link_ends
from spinney.workplans.letters.plans import example, letter_of, people_of
from spinney.workplans.models import Risk

LOOK = "workplans.review_risk"
MINUTES = 2
SAY_NO = "If it is not yours to look after, hand it on to a colleague, or tell the facilitator."


def errand_of(risk: Risk) -> Errand:
    """What a link lets its holder do: say how a risk stands."""
    return Errand(
        verb=LOOK, subject=subject_of(risk), scope=risk.scope, minutes=MINUTES, may_forward=True
    )


def look_again(risk: Risk, *, by: Actor, now: datetime) -> None:
    """Ask the people of the organisation that looks after it, else those who run the cluster. What
    the risk is stands behind the link, not in the letter.
    """
    today, doer = localdate(now), risk.organisation
    letter = letter_of(
        risk.cluster, LOOK, "look at a risk again", [_said(risk.review_on or today)],
        deed="Look at it", minutes=MINUTES, say_no=SAY_NO, about=subject_of(risk),
    )  # fmt: skip
    people = people_of([doer.pk], now) if doer else clusters.people_who_run(risk.cluster, today)
    for person in people:
        outbox.ask(
            letter, errand_of(risk), to=person, by=by, now=now, expires_at=link_ends(now),
            organisation_id=doer.pk if doer else None,
        )  # fmt: skip


def _said(on: date) -> str:
    return f"You look after a risk of your cluster. {day(on)} is the day to look at it again."


add_kind(
    Kind(
        LOOK,
        "Reminders to look at a risk again",
        lambda: example(
            LOOK, _said(date(2026, 3, 12)), deed="Look at it", minutes=MINUTES, say_no=SAY_NO
        ),
    )
)
