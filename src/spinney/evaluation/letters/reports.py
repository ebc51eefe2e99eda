"""What is written about reports: may yours be published?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import partial

from django.utils.timezone import localdate

from spinney.base.access import links
from spinney.base.access.links import Errand
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import day
from spinney.evaluation.models import Report
from spinney.register import api as register

ASKED = "evaluation.asked_to_publish"
AGREE = "evaluation.agree_to_publish"
MINUTES = 10
DAYS = 60
"""So long the link lives; after it the page still waits for whoever signs in."""
SAY_NO = "If you do not agree, open the link and say why: the report then stays among you."


def errand_of(report: Report) -> Errand:
    """What a link lets its holder do: say for her organisation whether a report may be public."""
    return Errand(verb=AGREE, subject=subject_of(report), scope=report.scope, minutes=MINUTES)


def ask_members(
    report: Report, place: str, organisations: list[int], last: date | None, *, by: Actor,
    now: datetime,
) -> None:  # fmt: skip
    """Ask those who represent each organisation, each for hers."""
    letter = replace(_asked(report.scope, place, last), about=subject_of(report))
    for one in register.representatives_of(organisations, localdate(now)):
        outbox.ask(
            letter, errand_of(report), to=one.person, by=by, now=now,
            expires_at=links.in_days(now, DAYS), organisation_id=one.organisation_id,
        )  # fmt: skip


def _asked(scope: Scope, place: str, last: date | None) -> Letter:
    until = (
        f"Answer by {day(last)}. Your terms say that it may be published if you do not."
        if last
        else "It stays among you until everybody has agreed."
    )
    return Letter(
        kind=ASKED, scope=scope, place=place, asker=place,
        headline="may the report on what you did together be public?",
        paragraphs=[
            "The report is finished. If you agree, anybody can read it on a page of its own. You"
            " see the whole report behind the link.",
            until,
        ],
        deed="Read it and answer", minutes=MINUTES, say_no=SAY_NO,
    )  # fmt: skip


add_kind(
    Kind(
        ASKED, "Reports that are to be public",
        partial(_asked, Scope("cluster", 1), "The Spinney", date(2026, 5, 13)),
    )
)  # fmt: skip
