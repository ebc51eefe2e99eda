"""What is written about the life of agreements: in force, running out, ended; and what is due."""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.agreements.letters.told import asker, news, people_of, people_who_run, present
from spinney.agreements.models import Agreement, Duty, Party, Version
from spinney.agreements.states import VersionState
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import one_line, tell_each
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import counted, day

IN_FORCE = "agreements.in_force"
JOINED = "agreements.party_joined"
RUNS_OUT = "agreements.runs_out"
ENDED = "agreements.ended"
DUTY = "agreements.duty_due"
DECIDED_HERE = "here, by those who were asked"
SAY_NO = "If it is not yours to do, or not needed any more, say so there or tell the facilitator."


def in_force(version: Version, *, by: Actor, now: datetime) -> None:
    """Tell the parties, and those who run the cluster, that everybody who was needed has signed."""
    agreement, first = version.agreement, version.in_force_from
    assert first is not None  # noqa: S101  (it was just set)
    begins = _begins(first, localdate(now))
    words = [f"Everybody who was needed has signed. “{agreement.title}” {begins}."]
    if version.in_force_until:
        words.append(f"It lasts until {day(version.in_force_until)}.")
    if version.number > 1:
        words.append("What held before holds until the day before.")
    letter = news(
        agreement, IN_FORCE, f"“{agreement.title}” is signed", words, about=subject_of(version)
    )
    readers = [*people_of(present(agreement, now), now), *people_who_run(agreement, now)]
    tell_each(letter, readers, by=by, now=now)


def _begins(first: date, today: date) -> str:
    """What was signed before it came here holds from a past day."""
    if first < today:
        return f"has been in force since {day(first)}"
    return "holds from today" if first == today else f"holds from {day(first)}"


def joined(party: Party, *, by: Actor, now: datetime) -> None:
    """Tell the new party, the others and those who run the cluster that somebody joined by a deed
    or signed later: the others did not sign, so nothing else tells them.
    """
    agreement, first = party.agreement, party.joined_on
    assert first is not None  # noqa: S101  (it was just set)
    since = "from today" if first <= localdate(now) else f"from {day(first)}"
    name = party.organisation.name
    letter = news(
        agreement, JOINED, f"{name} joined “{agreement.title}”",
        [f"{name} is a party {since}. What you agreed holds for it, and with it, as for you."],
        about=subject_of(party),
    )  # fmt: skip
    readers = [*people_of(present(agreement, now), now), *people_who_run(agreement, now)]
    tell_each(letter, readers, by=by, now=now)


def runs_out(version: Version, *, by: Actor, now: datetime) -> None:
    """Tell the parties, and those who run the cluster, that an agreement will soon be over."""
    agreement, last = version.agreement, version.in_force_until
    assert last is not None  # noqa: S101  (only what has a last day runs out)
    left = (last - localdate(now)).days
    when = "today" if left == 0 else f"in {counted(left, 'day')}"
    words = [f"The last day of “{agreement.title}” is {day(last)}. {_what_next(version)}"]
    letter = news(
        agreement, RUNS_OUT, f"“{agreement.title}” runs out {when}", words,
        about=subject_of(version),
    )  # fmt: skip
    readers = [*people_of(present(agreement, now), now), *people_who_run(agreement, now)]
    tell_each(letter, readers, by=by, now=now)


def _what_next(version: Version) -> str:
    under_way = version.agreement.versions.filter(number__gt=version.number)
    states = set(under_way.values_list("state", flat=True))
    if VersionState.SIGNING in states:
        return "A new version is out for signature."
    if VersionState.DRAFT in states:
        return "A new version is being written."
    return "If it is to go on, renew it in good time: whoever signs needs some weeks."


def ended(agreement: Agreement, *, by: Actor, now: datetime, decided: str = "") -> None:
    """Tell the parties, and those who run the cluster, that an agreement ends or has ended;
    `decided` says where those agreed whom it concerns ("": nobody decided, it follows).
    """
    on = agreement.ended_on
    assert on is not None  # noqa: S101  (it was just set)
    over = on <= localdate(now)
    headline = f"“{agreement.title}” {'has ended' if over else 'ends on ' + day(on)}"
    words = [
        _ended_by(by, agreement, on, decided),
        f"From {day(on)} it binds nobody, and nothing is shared under it. What was signed stays in"
        " the record, and what must be kept or deleted afterwards is on its page.",
    ]
    letter = news(
        agreement, ENDED, headline, words, said=agreement.end_reason, asker=asker(by, agreement),
        about=subject_of(agreement),
    )  # fmt: skip
    readers = [*people_of(agreement.parties.exclude(joined_on=None), now)]
    tell_each(letter, [*readers, *people_who_run(agreement, now)], by=by, now=now)


def _ended_by(by: Actor, agreement: Agreement, on: date, decided: str) -> str:
    if decided == DECIDED_HERE:
        return "Those who were asked agreed to end it."
    if by.is_system:
        return "It ends by rule: nobody decided so by hand."
    who = by.organisation_name or f"Somebody who runs {agreement.cluster.name}"
    return (
        f"{who} ended it early, and says where it was decided: {one_line(decided).rstrip('.')}. If"
        f" you did not decide so, say so at once: it can be taken back until {day(on)} is over."
        if decided
        else f"{who} ended it: it should not have been there. It can be taken back until"
        f" {day(on)} is over."
    )


def goes_on(agreement: Agreement, *, by: Actor, now: datetime) -> None:
    """Tell the same people that it was ended by mistake and goes on."""
    letter = news(
        agreement, ENDED, f"“{agreement.title}” goes on",
        ["It was ended by mistake. Nothing changes: it holds as before."],
        asker=asker(by, agreement), about=subject_of(agreement),
    )  # fmt: skip
    readers = [*people_of(agreement.parties.exclude(joined_on=None), now)]
    tell_each(letter, [*readers, *people_who_run(agreement, now)], by=by, now=now)


def duty_due(duty: Duty, *, by: Actor, now: datetime) -> None:
    """Remind whoever has to do something: the people of the organisation whose duty it is; those
    who run the cluster of what is everybody's.
    """
    agreement, left = duty.agreement, (duty.due_on - localdate(now)).days
    when = f"was due on {day(duty.due_on)}" if left < 0 else f"is due on {day(duty.due_on)}"
    letter = news(
        agreement, DUTY, duty.title, [f"This {when}, under “{agreement.title}”."],
        deed="Do it", minutes=5, say_no=SAY_NO, by_when=duty.due_on if left >= 0 else None,
        link=reverse("agreements:duty", args=[agreement.cluster_id, duty.pk]),
        about=subject_of(duty),
    )  # fmt: skip
    readers = people_who_run(agreement, now)
    if duty.organisation_id is not None:
        own = agreement.parties.filter(organisation=duty.organisation_id)
        readers = people_of(own, now) or readers
    tell_each(letter, readers, by=by, now=now)


def _example(kind: str, headline: str, words: str, **more: object) -> Letter:
    return Letter(
        kind=kind, scope=Scope("cluster", 1), place="The Spinney", asker="The Spinney",
        headline=headline, paragraphs=[words], link="/clusters/1/agreements/1/",
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


add_kind(
    Kind(
        IN_FORCE,
        "Agreements that everybody has signed",
        lambda: _example(
            IN_FORCE,
            "“Ground rules” is signed",
            "Everybody who was needed has signed. “Ground rules” holds from today.",
        ),
    )
)
add_kind(
    Kind(
        JOINED,
        "Organisations that join an agreement",
        lambda: _example(
            JOINED,
            "Birch House joined “Ground rules”",
            "Birch House is a party from today. What you agreed holds for it, and with it.",
        ),
    )
)
add_kind(
    Kind(
        RUNS_OUT,
        "Agreements that run out",
        lambda: _example(
            RUNS_OUT,
            "“Ground rules” runs out in 30 days",
            "The last day of “Ground rules” is 31 March 2027.",
        ),
    )
)
add_kind(
    Kind(
        ENDED,
        "Agreements that end",
        lambda: _example(
            ENDED,
            "“Ground rules” ends on 12 March 2026",
            "From 12 March 2026 it binds nobody, and nothing is shared under it.",
        ),
        may_be_refused=False,
    )
)
add_kind(
    Kind(
        DUTY,
        "What is due under agreements",
        lambda: _example(
            DUTY,
            "Report on what was delivered",
            "This is due on 12 March 2026, under “Consortium agreement”.",
            deed="Do it",
            minutes=5,
            say_no=SAY_NO,
        ),
    )
)
