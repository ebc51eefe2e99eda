"""What is written about who does what: to whoever undertook it, when, and when it is due."""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import tell_each
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import day
from spinney.decisions.letters.told import news_of, people_of, people_who_run
from spinney.decisions.models import ActionItem

UNDERTAKEN = "decisions.action_undertaken"
DUE = "decisions.action_due"
MINUTES = 5
SAY_NO = "If it is not yours to do, or not needed any more, tell the facilitator."


def _address(item: ActionItem) -> str:
    return reverse("decisions:action-item", args=[item.cluster_id, item.pk])


def _doers(item: ActionItem, now: datetime) -> list[Person]:
    """Whoever undertook it; the people of the organisation that did; else those who run it."""
    if item.person is not None and item.person.is_active:
        return [item.person]
    own = people_of([item.organisation_id], now) if item.organisation_id else []
    return own or people_who_run(item.cluster, now)


def asked_to_do(item: ActionItem, *, by: Actor, now: datetime) -> None:
    """Tell whoever undertook something that it is on the list."""
    when = f" by {day(item.due_on)}" if item.due_on else ""
    whence = f" It was agreed at “{item.meeting.title}”." if item.meeting else ""
    words = [f"This is on the list of who does what, for you to do{when}.{whence}"]
    letter = news_of(
        item.cluster, UNDERTAKEN, item.what, words, link=_address(item), about=subject_of(item)
    )
    tell_each(letter, _doers(item, now), by=by, now=now)


def due_soon(item: ActionItem, *, by: Actor, now: datetime) -> None:
    """Remind whoever undertook something of its day; after it, also those who run the cluster."""
    if item.due_on is None:
        return
    late = item.due_on < localdate(now)
    when = (
        f"was to be done by {day(item.due_on)}" if late else f"is to be done by {day(item.due_on)}"
    )
    letter = news_of(
        item.cluster, DUE, item.what, [f"This {when}. When it is done, say so there."],
        deed="Do it", minutes=MINUTES, say_no=SAY_NO, by_when=None if late else item.due_on,
        link=_address(item), about=subject_of(item),
    )  # fmt: skip
    tell_each(letter, _doers(item, now), by=by, now=now)


def _example(kind: str, words: str, **more: object) -> Letter:
    return Letter(
        kind=kind, scope=Scope("cluster", 1), place="The Spinney", asker="The Spinney",
        headline="Ask three firms for a price", paragraphs=[words],
        link="/clusters/1/action-list/1/",
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


add_kind(
    Kind(
        UNDERTAKEN,
        "What you undertook to do",
        lambda: _example(
            UNDERTAKEN, "This is on the list of who does what, for you to do by 12 March 2026."
        ),
    )
)
add_kind(
    Kind(
        DUE,
        "Reminders of what you undertook to do",
        lambda: _example(
            DUE, "This is to be done by 12 March 2026. When it is done, say so there.",
            deed="Do it", minutes=MINUTES, say_no=SAY_NO, by_when=date(2026, 3, 12),
        ),
    )
)  # fmt: skip
