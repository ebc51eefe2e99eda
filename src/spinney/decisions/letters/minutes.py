"""What is written to members about minutes: they can be read and corrected; they are approved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils.timezone import get_default_timezone, localdate

from spinney.base.access import links
from spinney.base.access.links import Errand
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import one_line, reply_address, tell_each
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import day
from spinney.decisions.letters.told import news_of, people_of, people_who_run
from spinney.decisions.models import Meeting, Minutes
from spinney.register import api as register

READ = "decisions.minutes_to_read"
APPROVED = "decisions.minutes_approved"
ASKED = "decisions.correction_asked"
CORRECT = "decisions.ask_correction"
MINUTES = 5
SAY_NO = "If they are right as they stand, you need not do anything."
DAYS_AFTER = 60
"""The link to read them lives so many days longer than corrections are taken."""


def page_of(meeting: Meeting) -> str:
    """The path of the page of a meeting's minutes."""
    return reverse("decisions:minutes", args=[meeting.cluster_id, meeting.pk])


def to_read(minutes: Minutes, *, by: Actor, now: datetime) -> None:
    """Ask the members to read the minutes, each by a link."""
    meeting, until = minutes.meeting, minutes.corrections_until or localdate(now)
    last = until + timedelta(days=DAYS_AFTER)
    letter = _to_read(meeting.scope, one_line(meeting.cluster.name), one_line(meeting.title), until)
    letter = replace(letter, about=subject_of(minutes), reply_to=reply_address(by))
    ids = list(meeting.presences.values_list("organisation_id", flat=True))
    for one in register.representatives_of(ids, localdate(now)):
        if one.person.is_active:
            outbox.ask(
                letter,
                Errand(CORRECT, subject_of(minutes), meeting.scope, MINUTES, may_forward=True),
                to=one.person, by=by, now=now, organisation_id=one.organisation_id,
                expires_at=datetime.combine(last, time.min, get_default_timezone()),
            )  # fmt: skip


def end_links(minutes: Minutes, now: datetime) -> None:
    """End the links to minutes that are being written on."""
    links.revoke(CORRECT, subject_of(minutes), now=now)


def correction_asked(minutes: Minutes, whose: str, *, by: Actor, now: datetime) -> None:
    """Tell those who run the cluster that somebody asked for a correction."""
    meeting = minutes.meeting
    letter = news_of(
        meeting.cluster, ASKED, f"a correction to the minutes of {meeting.title}",
        [f"{whose} asks for it. Take it in, or say why not."],
        link=page_of(meeting), about=subject_of(minutes),
    )  # fmt: skip
    tell_each(letter, people_who_run(meeting.cluster, now), by=by, now=now)


def approved(minutes: Minutes, *, by: Actor, now: datetime) -> None:
    """Tell everybody who was invited that the minutes are approved."""
    meeting = minutes.meeting
    letter = news_of(
        meeting.cluster, APPROVED, f"the minutes of {meeting.title} are approved",
        ["They do not change any more. You can read and print them."],
        link=page_of(meeting), about=subject_of(minutes),
    )  # fmt: skip
    ids = list(meeting.presences.values_list("organisation_id", flat=True))
    tell_each(letter, people_of(ids, now), by=by, now=now)


def _to_read(scope: Scope, place: str, title: str, until: date) -> Letter:
    return Letter(
        kind=READ,
        scope=scope,
        place=place,
        asker=place,
        headline=f"are the minutes of “{title}” right?",
        paragraphs=[f"Read them, and say until {day(until)} if something is wrong or missing."],
        deed="Read",
        minutes=MINUTES,
        by_when=until,
        say_no=SAY_NO,
    )


def _example(kind: str, headline: str, words: str) -> Letter:
    return Letter(
        kind=kind, scope=PLACE, place="The Spinney", asker="The Spinney", headline=headline,
        paragraphs=[words],
    )  # fmt: skip


PLACE = Scope("cluster", 1)
add_kind(
    Kind(
        READ,
        "Minutes to read and correct",
        lambda: replace(
            _to_read(PLACE, "The Spinney", "Members’ meeting", date(2026, 4, 17)),
            link="/clusters/1/",
        ),
    )
)
add_kind(
    Kind(
        ASKED,
        "Corrections to minutes that members ask for",
        lambda: _example(
            ASKED, "a correction to the minutes of Members’ meeting", "Birch House asks for it."
        ),
    )
)
add_kind(
    Kind(
        APPROVED,
        "Minutes that are approved",
        lambda: _example(
            APPROVED, "the minutes of Members’ meeting are approved", "They do not change any more."
        ),
    )
)
