"""What is written about activities: yours to do, how does it go, you can begin, help is needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils.timezone import get_default_timezone, localdate

from spinney.base.access.links import Errand
from spinney.base.kernel.actors import Actor
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import tell_each
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import day
from spinney.clusters import api as clusters
from spinney.workplans.letters.plans import example, letter_of, people_of, people_who_belong
from spinney.workplans.models import Activity
from spinney.workplans.states import PlanState

YOURS = "workplans.yours_to_do"
GOES = "workplans.note_progress"
BEGIN = "workplans.may_begin"
HELP = "workplans.needs_help"
MINUTES = 1
LINK_DAYS = 60
SAY_NO = "If it is not yours to do, say “Needs help” and write so: those who run it see to it."


def page_of(activity: Activity) -> str:
    """The path of an activity's page."""
    return reverse("workplans:activity", args=[activity.workplan.cluster_id, activity.pk])


def errand_of(activity: Activity) -> Errand:
    """What a link lets its holder do: say how an activity goes."""
    return Errand(
        verb=GOES, subject=subject_of(activity), scope=activity.workplan.scope, minutes=MINUTES,
        may_forward=True,
    )  # fmt: skip


def link_ends(now: datetime) -> datetime:
    """When the links of a reminder end."""
    last = localdate(now) + timedelta(days=LINK_DAYS)
    return datetime.combine(last, time.min, get_default_timezone())


def asked_to_do(activity: Activity, *, by: Actor, now: datetime) -> None:
    """Tell an organisation that something in an agreed plan is for it to do."""
    if activity.organisation_id is None or activity.workplan.state != PlanState.AGREED:
        return
    when = f", by {day(activity.ends_on)}" if activity.ends_on else ""
    letter = letter_of(
        activity.workplan.cluster, YOURS, f"in the workplan for you: {activity.title}",
        [f"This is in the workplan, for you to do{when}."], link=page_of(activity),
        about=subject_of(activity),
    )  # fmt: skip
    tell_each(letter, people_of([activity.organisation_id], now), by=by, now=now)


def how_does_it_go(activity: Activity, *, by: Actor, now: datetime) -> None:
    """Ask the people of whoever does it, by a link that needs no account; where all do it together,
    or whoever did it no longer belongs or has nobody, those who run the cluster.
    """
    letter = _asked(activity, localdate(now))
    ends = link_ends(now)
    own = activity.organisation_id
    cluster = activity.workplan.cluster
    people = people_who_belong(cluster, own, now)
    for person in people:
        outbox.ask(
            letter, errand_of(activity), to=person, by=by, now=now, expires_at=ends,
            organisation_id=own,
        )  # fmt: skip
    if not people:
        page = reverse("workplans:note-progress", args=[cluster.pk, activity.pk])
        here = replace(letter, link=page)
        tell_each(here, clusters.people_who_run(cluster, localdate(now)), by=by, now=now)


def _asked(activity: Activity, today: date) -> Letter:
    return letter_of(
        activity.workplan.cluster, GOES, activity.title,
        [_when(activity.ends_on, today)], deed="Say how it goes", minutes=MINUTES, say_no=SAY_NO,
        by_when=activity.ends_on if activity.ends_on and activity.ends_on >= today else None,
        about=subject_of(activity),
    )  # fmt: skip


def _when(ends_on: date | None, today: date) -> str:
    if ends_on is None:
        return "One tap is enough: under way, done, or needs help."
    planned = "was planned to be done" if ends_on < today else "is to be done"
    return (
        f"By the workplan this {planned} by {day(ends_on)}."
        " One tap is enough: under way, done, or needs help."
    )


def may_begin(activity: Activity, after: Activity, *, by: Actor, now: datetime) -> None:
    """Tell whoever does an activity that what it waited for is done."""
    if activity.workplan.state != PlanState.AGREED:
        return
    planned = f" It is planned from {day(activity.starts_on)}." if activity.starts_on else ""
    letter = letter_of(
        activity.workplan.cluster, BEGIN, f"you can begin: {activity.title}",
        [f"“{after.title}” is done, and this waits for nothing more.{planned}"],
        link=page_of(activity), about=subject_of(activity),
    )  # fmt: skip
    own = [activity.organisation_id] if activity.organisation_id else []
    runs = clusters.people_who_run(activity.workplan.cluster, localdate(now))
    tell_each(letter, people_of(own, now) or runs, by=by, now=now)


def needs_help(activity: Activity, words: str, *, by: Actor, now: datetime) -> None:
    """Tell those who run the cluster that somebody needs help."""
    who = activity.organisation.name if activity.organisation else "Somebody"
    letter = letter_of(
        activity.workplan.cluster, HELP, f"needs help: {activity.title}",
        [f"{who} says that this needs help."], said=words, link=page_of(activity),
        about=subject_of(activity),
    )  # fmt: skip
    tell_each(
        letter, clusters.people_who_run(activity.workplan.cluster, localdate(now)), by=by, now=now
    )


PAGE = "/clusters/1/workplan/activities/1/"
add_kind(
    Kind(
        YOURS,
        "What is for you to do in a workplan",
        lambda: example(
            YOURS, "This is in the workplan, for you to do, by 12 March 2026.", link=PAGE
        ),
    )
)
add_kind(
    Kind(
        GOES,
        "Questions how your part of a workplan goes",
        lambda: example(
            GOES, _when(date(2026, 3, 12), date(2026, 3, 5)), deed="Say how it goes",
            minutes=MINUTES, say_no=SAY_NO, by_when=date(2026, 3, 12),
        ),
    )
)  # fmt: skip
add_kind(
    Kind(
        BEGIN,
        "News that you can begin something in a workplan",
        lambda: example(BEGIN, "“Find a host” is done: this waits for nothing more.", link=PAGE),
    )
)
add_kind(
    Kind(
        HELP,
        "News that something in a workplan needs help",
        lambda: example(HELP, "Birch House says that this needs help.", link=PAGE),
    )
)
