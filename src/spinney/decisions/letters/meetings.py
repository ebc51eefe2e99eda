"""What is written to members about meetings: called, changed, cancelled, papers, a reminder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils.timezone import get_default_timezone, localdate

from spinney.base.access import links
from spinney.base.access.links import Errand
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.post import outbox
from spinney.base.post.addresses import absolute
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import one_line, reply_address, tell_each
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import counted, day, listed
from spinney.decisions.bridge.meeting_calendar import entry_to_mail
from spinney.decisions.bridge.meeting_words import when_words, where_words
from spinney.decisions.letters.told import news_of, people_of, people_who_run
from spinney.decisions.models import Meeting
from spinney.register import api as register

CALLED = "decisions.meeting_called"
CANCELLED = "decisions.meeting_cancelled"
PAPERS = "decisions.meeting_papers"
COME = "decisions.answer_invitation"
MINUTES = 1
SAY_NO = "If nobody of you can come, open the link and send apologies: it is one tap."


def errand_of(meeting: Meeting) -> Errand:
    """What a link lets its holder do: say whether her organisation comes."""
    return Errand(
        verb=COME, subject=subject_of(meeting), scope=meeting.scope, minutes=MINUTES,
        may_forward=True,
    )  # fmt: skip


def ends_at(meeting: Meeting) -> datetime:
    """When the links end: with the day of the meeting."""
    assert meeting.starts_at is not None  # noqa: S101  (only called meetings have links)
    after = localdate(meeting.starts_at) + timedelta(days=1)
    return datetime.combine(after, time.min, get_default_timezone())


def page_of(meeting: Meeting) -> str:
    """The path of a meeting's page."""
    return reverse("decisions:meeting", args=[meeting.cluster_id, meeting.pk])


def called(
    meeting: Meeting,
    *,
    by: Actor,
    now: datetime,
    changed: Collection[str] = (),
    again: bool = False,
    only: Collection[int] | None = None,
) -> None:
    """Invite everybody, or tell what `changed`; `again`: what they answered counts no more.
    `only`: these organisations alone. Those who run the cluster get it into their calendar too.
    """
    paragraphs = _said_of(meeting, changed, again)
    letter = _called(meeting, one_line(meeting.title), paragraphs)
    letter = replace(letter, reply_to=reply_address(by))
    for organisation_id, people in _invited(meeting, now, only).items():
        for person in people:
            outbox.ask(
                _with_entry(letter, meeting, now), errand_of(meeting), to=person, by=by, now=now,
                expires_at=ends_at(meeting), organisation_id=organisation_id,
            )  # fmt: skip
    if only is None:
        _tell_those_who_run(meeting, paragraphs, now=now, by=by)


def _said_of(meeting: Meeting, changed: Collection[str], again: bool) -> list[str]:
    where = where_words(meeting)
    lines = [f"{when_words(meeting)}{f', {where}' if where else ''}."]
    if changed:
        lines.insert(0, f"This has changed: {listed(changed)}.")
    if again:
        lines.append("Whatever you answered before was about another time. Say it again.")
    if meeting.purpose and not changed:
        lines.append(meeting.purpose)
    if meeting.notice_why:
        lines.append(f"It is called at shorter notice than you agreed: {meeting.notice_why}")
    items = list(meeting.items.all()) if not changed else []
    lines += ["Agenda:"] if items else []
    lines += [f"{number}. {one.title}" for number, one in enumerate(items, start=1)]
    return [one_line(line) for line in lines]


def _with_entry(letter: Letter, meeting: Meeting, now: datetime) -> Letter:
    entry = entry_to_mail(meeting, address=absolute(page_of(meeting)), now=now)
    return replace(letter, calendar=entry)


def _tell_those_who_run(
    meeting: Meeting, paragraphs: list[str], *, by: Actor, now: datetime
) -> None:
    letter = news_of(
        meeting.cluster, CALLED, f"{meeting.title}: {day(meeting.starts_at)}", paragraphs,
        link=page_of(meeting), about=subject_of(meeting),
    )  # fmt: skip
    for person in people_who_run(meeting.cluster, now):
        outbox.tell(_with_entry(letter, meeting, now), to=person, by=by, now=now)


def _invited(
    meeting: Meeting, now: datetime, only: Collection[int] | None = None
) -> dict[int, list[Person]]:
    """Whom to write to for each organisation that is invited: those who represent it."""
    ids = set(meeting.presences.values_list("organisation_id", flat=True))
    ids &= set(only) if only is not None else ids
    found: dict[int, list[Person]] = defaultdict(list)
    for one in register.representatives_of(ids, localdate(now)):
        if one.person.is_active and one.person not in found[one.organisation_id]:
            found[one.organisation_id].append(one.person)
    return dict(found)


def remind(meeting: Meeting, *, by: Actor, now: datetime) -> int:
    """Ask those again who have not said whether they come. Returns how many organisations."""
    silent = meeting.presences.filter(expected="").values_list("organisation_id", flat=True)
    waiting = _invited(meeting, now, list(silent))
    letter = _called(meeting, one_line(meeting.title), _said_of(meeting, (), again=False))
    letter = replace(letter, reply_to=reply_address(by))
    for organisation_id, people in waiting.items():
        for person in people:
            outbox.ask(
                letter, errand_of(meeting), to=person, by=by, now=now, expires_at=ends_at(meeting),
                organisation_id=organisation_id,
            )  # fmt: skip
    return len(waiting)


def cancelled(meeting: Meeting, *, by: Actor, now: datetime) -> None:
    """Tell everybody that it is off and why, take it out of their calendars, and end the links."""
    links.revoke(COME, subject_of(meeting), now=now)
    letter = news_of(
        meeting.cluster, CANCELLED, f"{meeting.title} on {day(meeting.starts_at)} is cancelled",
        [f"Why: {meeting.ended_why}.", "It goes out of your calendar by itself."],
        link=page_of(meeting), about=subject_of(meeting),
    )  # fmt: skip
    people = [one for them in _invited(meeting, now).values() for one in them]
    for person in _once([*people, *people_who_run(meeting.cluster, now)]):
        outbox.tell(_with_entry(letter, meeting, now), to=person, by=by, now=now)


def papers_are_there(meeting: Meeting, *, by: Actor, now: datetime) -> None:
    """Tell everybody who is invited that the papers can be read."""
    many = counted(meeting.papers.count(), "paper")
    letter = news_of(
        meeting.cluster, PAPERS, f"the papers for {meeting.title} are there",
        [f"{many} to read before {when_words(meeting)}."],
        link=page_of(meeting), about=subject_of(meeting),
    )  # fmt: skip
    tell_each(letter, people_of(_invited(meeting, now), now), by=by, now=now)


def _once(people: Iterable[Person]) -> list[Person]:
    return list({one.pk: one for one in people}.values())


def _called(meeting: Meeting, title: str, paragraphs: list[str]) -> Letter:
    return Letter(
        kind=CALLED,
        scope=meeting.scope,
        place=one_line(meeting.cluster.name),
        asker=one_line(meeting.cluster.name),
        headline=f"will you come to “{title}”?",
        paragraphs=paragraphs,
        deed="Say if you come",
        minutes=MINUTES,
        by_when=localdate(meeting.starts_at),
        say_no=SAY_NO,
        about=subject_of(meeting),
    )


def _example(kind: str, headline: str, words: str, **more: object) -> Letter:
    return Letter(
        kind=kind, scope=Scope("cluster", 1), place="The Spinney", asker="The Spinney",
        headline=headline, paragraphs=[words], **more,  # type: ignore[arg-type]
    )  # fmt: skip


add_kind(
    Kind(
        CALLED,
        "Meetings that you are invited to",
        lambda: _example(
            CALLED, "will you come to “Members’ meeting”?",
            "Friday 3 April 2026, 10:00 to 12:00, The Hall.", deed="Say if you come",
            minutes=MINUTES, by_when=date(2026, 4, 3), say_no=SAY_NO, link="/clusters/1/",
        ),
    )
)  # fmt: skip
add_kind(
    Kind(
        CANCELLED,
        "Meetings that are cancelled",
        lambda: _example(
            CANCELLED, "Members’ meeting on 3 April 2026 is cancelled", "Why: the hall is flooded."
        ),
    )
)
add_kind(
    Kind(
        PAPERS,
        "Papers for meetings",
        lambda: _example(
            PAPERS, "the papers for Members’ meeting are there", "2 papers to read before Friday."
        ),
    )
)
