"""What is written to organisations about a call, and to those who run it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.links import Errand
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Scope, cluster_scope
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.record.record import subject_of
from spinney.clusters.models import Call, Response
from spinney.clusters.states import ResponseState

SAY_NO = "If you are not interested, you need do nothing."


def _example(**changes: object) -> Letter:
    given: dict[str, object] = {
        "kind": ASKED,
        "scope": Scope("cluster", 1),
        "place": "The Spinney",
        "asker": "Ash Green, facilitator",
        "headline": "is Birch House interested in The Spinney?",
        "paragraphs": ["The Spinney looks for organisations to join it."],
        "deed": "Answer",
        "minutes": 10,
        "by_when": date(2026, 3, 12),
        "say_no": SAY_NO,
    }
    return Letter(**(given | changes))  # type: ignore[arg-type]


def _example_news(**changes: object) -> Letter:
    quiet = {"deed": "", "minutes": 0, "by_when": None, "say_no": ""}
    return _example(**(quiet | changes))


ASKED, STARTED, SENT, OUTCOME, CLOSED = (
    f"clusters.call_{name}" for name in ("asked", "started", "sent", "outcome", "closed")
)
add_kind(Kind(ASKED, "Calls for interest", _example))
add_kind(
    Kind(
        STARTED,
        "Going on with an answer that you began",
        lambda: _example(kind=STARTED, headline="your answer to “Who joins us?”", deed="Go on"),
        may_be_refused=False,
    )
)
add_kind(
    Kind(
        SENT,
        "Receipts for answers that you sent",
        lambda: _example_news(kind=SENT, headline="we have your answer to “Who joins us?”"),
        may_be_refused=False,
    )
)
add_kind(
    Kind(
        OUTCOME,
        "The outcome of calls that you answered",
        lambda: _example_news(kind=OUTCOME, headline="the outcome of “Who joins us?”"),
        may_be_refused=False,
    )
)
add_kind(
    Kind(
        CLOSED,
        "Calls of yours that have closed",
        lambda: _example_news(
            kind=CLOSED, headline="“Who joins us?” is closed, with 12 answers", link="/clusters/1/"
        ),
    )
)


def _asker(by: Actor, call: Call) -> str:
    person = Person.objects.filter(pk=by.person_id).first() if by.person_id else None
    return (
        f"{person.name}, for {call.cluster.name}" if person and person.name else call.cluster.name
    )


def _errand(response: Response) -> Errand:
    return Errand(
        verb="clusters.answer_call",
        subject=subject_of(response),
        scope=cluster_scope(response.call.cluster_id),
        minutes=response.call.minutes,
        may_forward=True,
    )


def _ask(response: Response, letter: Letter, *, by: Actor, now: datetime) -> None:
    outbox.ask(
        letter,
        _errand(response),
        to=response.email,
        by=by,
        now=now,
        expires_at=response.call.closes_at,
        organisation_id=response.organisation_id,
    )


def _letter(response: Response, kind: str, by: Actor, **said: object) -> Letter:
    call = response.call
    return Letter(
        kind=kind,
        scope=cluster_scope(call.cluster_id),
        place=call.cluster.name,
        asker=_asker(by, call),
        about=subject_of(response),
        **said,  # type: ignore[arg-type]
    )


def _deed(call: Call) -> dict[str, object]:
    return {
        "deed": "Answer",
        "minutes": call.minutes,
        "by_when": localdate(call.closes_at),
        "say_no": SAY_NO,
    }


def answer_letter(response: Response, *, by: Actor, now: datetime) -> None:
    """Ask an organisation whether it is interested."""
    call = response.call
    _ask_interest(
        response,
        f"{call.cluster.name} asks who is interested: “{call.title}”.",
        said=call.text,
        by=by,
        now=now,
    )


def reminder_letter(response: Response, *, by: Actor, now: datetime) -> None:
    """Ask again, with a fresh link, somebody who has not sent an answer."""
    words = "We wrote to you before and have no answer yet. What you wrote is kept."
    _ask_interest(response, words, by=by, now=now)


def _ask_interest(
    response: Response, words: str, *, said: str = "", by: Actor, now: datetime
) -> None:
    call = response.call
    letter = _letter(
        response,
        ASKED,
        by,
        headline=f"is {response.organisation_name} interested in {call.title}?",
        paragraphs=[words],
        said=said,
        **_deed(call),
    )
    _ask(response, letter, by=by, now=now)


def started_letter(response: Response, *, by: Actor, now: datetime) -> None:
    """Mail the link with which an answer that was begun can be taken up anywhere."""
    call = response.call
    letter = _letter(
        response,
        STARTED,
        by,
        headline=f"your answer to “{call.title}”",
        paragraphs=["With this link you can stop and go on later, on any device."],
        **(_deed(call) | {"deed": "Go on"}),
    )
    _ask(response, letter, by=by, now=now)


def receipt_letter(response: Response, *, by: Actor, now: datetime) -> None:
    """Tell somebody that her answer has arrived."""
    call = response.call
    letter = _letter(
        response,
        SENT,
        by,
        headline=f"we have your answer to “{call.title}”",
        paragraphs=[
            f"You can change it until {localdate(call.closes_at):%-d %B %Y},"
            " with the link that we mailed you.",
            "After that those who run the cluster read the answers, and tell everyone the outcome.",
        ],
    )
    key = f"{SENT}:{response.pk}:{response.sent_at:%Y%m%d%H%M}"
    outbox.tell(letter, to=response.email, by=by, now=now, key=key)


def outcome_letters(call: Call, responses: Iterable[Response], *, by: Actor, now: datetime) -> None:
    """Tell each organisation that answered what came of it, in the words set for the call."""
    for response in responses:
        chosen = response.state == ResponseState.CHOSEN
        words = (
            f"{response.organisation_name} was chosen."
            if chosen
            else f"{response.organisation_name} was not chosen this time."
        )
        next_step = ["You will get an invitation to join in another message."] if chosen else []
        letter = _letter(
            response,
            OUTCOME,
            by,
            headline=f"the outcome of “{call.title}”",
            paragraphs=[words, *next_step],
            said=call.chosen_text if chosen else call.not_chosen_text,
        )
        outbox.tell(letter, to=response.email, by=by, now=now, key=f"{OUTCOME}:{response.pk}")


def call_closed(call: Call, sent: int, *, by: Actor, now: datetime) -> None:
    """Tell the facilitators that a call closed by itself, and how many answered."""
    if not by.is_system:
        return
    letter = Letter(
        kind=CLOSED,
        scope=cluster_scope(call.cluster_id),
        place=call.cluster.name,
        asker=call.cluster.name,
        headline=f"“{call.title}” is closed, with {sent} answer{'' if sent == 1 else 's'}",
        paragraphs=["Read and score the answers, choose, then tell everyone the outcome."],
        link=reverse("clusters:view-call", args=[call.cluster_id, call.pk]),
        about=subject_of(call),
    )
    for facilitator in call.cluster.facilitators.filter(ends_on=None).select_related("person"):
        key = f"{CLOSED}:{call.pk}:{call.closes_at:%Y%m%d}:{facilitator.person_id}"
        outbox.tell(letter, to=facilitator.person, by=by, now=now, key=key)
