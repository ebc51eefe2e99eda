"""What is written about the register of decisions: that one is to be looked at again."""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, Scope
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import tell_each
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import day
from spinney.decisions.letters.told import news_of, people_who_run
from spinney.decisions.models import Decision

REVIEW = "decisions.review_due"
MINUTES = 10
SAY_NO = "If it need not be looked at again, take the day away there."


def review_due(decision: Decision, *, by: Actor, now: datetime) -> None:
    """Remind those who run the cluster that a decision is to be looked at again."""
    due = decision.review_on
    if due is None:
        return
    said = "was" if due < localdate(now) else "is"
    letter = news_of(
        decision.cluster, REVIEW, f"decision {decision.number}, “{decision.title}”",
        [
            f"You decided this on {day(decision.decided_on)}. It {said} to be looked at again by"
            f" {day(due)}: keep it, change it, or end it."
        ],
        deed="Look at it again", minutes=MINUTES, say_no=SAY_NO,
        by_when=due if due >= localdate(now) else None,
        link=reverse("decisions:review-decision", args=[decision.cluster_id, decision.number]),
        about=subject_of(decision),
    )  # fmt: skip
    tell_each(letter, people_who_run(decision.cluster, now), by=by, now=now)


def _example() -> Letter:
    return Letter(
        kind=REVIEW, scope=Scope("cluster", 1), place="The Spinney", asker="The Spinney",
        headline="decision 12, “We share an HR worker”",
        paragraphs=["You decided this on 12 March 2025. It is to be looked at again."],
        deed="Look at it again", minutes=MINUTES, say_no=SAY_NO, by_when=date(2026, 3, 12),
        link="/clusters/1/decisions/12/review-decision/",
    )  # fmt: skip


add_kind(Kind(REVIEW, "Decisions that are to be looked at again", _example))
