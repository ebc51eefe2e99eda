"""What is written about requests for help: to those who run a place, to the intermediary that is
asked, and to whoever asked. What is needed in detail stands behind the link, never in the letter.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access import links
from spinney.base.access.links import Errand
from spinney.base.access.models import Person, TaskLink
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.record.record import subject_of
from spinney.clusters import api as clusters
from spinney.diagnostics.models import SupportRequest
from spinney.diagnostics.states import RequestState
from spinney.register import api as register

ASKED = "diagnostics.support_asked"
ROUTED = "diagnostics.support_routed"
MOVED = "diagnostics.support_moved"
ANSWER = "diagnostics.answer_request"
FINISH = "diagnostics.finish_request"
DAYS_TO_ANSWER, DAYS_TO_FINISH = 21, 180
SAY_NO = (
    "If you cannot take it on, open the link and say so, with a word why: it goes back at once."
)


def _asker(by: Actor, asked: SupportRequest) -> str:
    person = Person.objects.filter(pk=by.person_id).first() if by.person_id else None
    return (person.name or person.email) if person else asked.place_name


def _common(asked: SupportRequest, by: Actor) -> dict[str, Any]:
    return {
        "scope": asked.scope,
        "place": asked.place_name,
        "asker": _asker(by, asked),
        "about": subject_of(asked),
    }


def _page(asked: SupportRequest) -> str:
    return reverse("diagnostics:request", args=[asked.scope, asked.pk])


def asked(asked: SupportRequest, *, by: Actor, now: datetime) -> None:
    """Tell those who run the place that a member asks for help."""
    letter = _asked(asked.organisation.name, link=_page(asked), **_common(asked, by))
    of = asked.cluster or asked.programme
    assert of is not None  # noqa: S101  (the table's own constraint)
    for person in clusters.people_who_run(of, localdate(now)):
        if person.pk != by.person_id:
            outbox.tell(letter, to=person, by=by, now=now)


def _asked(organisation: str, **more: Any) -> Letter:
    return Letter(
        kind=ASKED,
        headline=f"{organisation} asks for help",
        paragraphs=["Read what is needed, and pass it to somebody who can help."],
        **more,
    )


def routed(asked: SupportRequest, email: str, *, by: Actor, now: datetime) -> None:
    """Ask an intermediary whether it takes a request on."""
    withdraw_links(asked, now=now)
    letter = _routed(
        asked.organisation.name, asked.get_kind_display().lower(), **_common(asked, by)
    )
    errand = Errand(ANSWER, subject_of(asked), asked.scope, minutes=3, may_forward=True)
    ends = now + timedelta(days=DAYS_TO_ANSWER)
    organisation = asked.intermediary_id
    outbox.ask(
        letter, errand, to=email, by=by, now=now, expires_at=ends, organisation_id=organisation
    )


def _routed(organisation: str, kind: str, **more: Any) -> Letter:
    return Letter(
        kind=ROUTED,
        headline=f"can you help {organisation}?",
        paragraphs=[
            f"{organisation} asks for help, and you are asked to give it, as {kind}.",
            "The link shows what is needed. You need no account.",
        ],
        deed="Answer",
        minutes=3,
        say_no=SAY_NO,
        **more,
    )


def answered(asked: SupportRequest, to: str, *, takes_on: bool, by: Actor, now: datetime) -> None:
    """Tell whoever asked; and give the intermediary a link with which it says when it is done."""
    moved(asked, by=by, now=now)
    told = TaskLink.objects.filter(verb=ANSWER, subject=subject_of(asked))
    last = told.order_by("-made_at").first()
    if not takes_on or last is None or not last.email:
        return
    letter = Letter(
        kind=ROUTED,
        headline=f"when you have helped {asked.organisation.name}, say so here",
        paragraphs=["Keep this link until the help is given. Then say what came of it."],
        deed="Say that it is done",
        minutes=3,
        say_no="If it comes to nothing, reply to this letter.",
        **_common(asked, by),
    )
    errand = Errand(FINISH, subject_of(asked), asked.scope, minutes=3, may_forward=True)
    outbox.ask(
        letter, errand, to=last.email, by=by, now=now,
        expires_at=now + timedelta(days=DAYS_TO_FINISH), organisation_id=asked.intermediary_id,
    )  # fmt: skip


NEWS = {
    RequestState.ASKED: "waits for somebody who can help",
    RequestState.ROUTED: "was passed on to somebody who may help",
    RequestState.ACCEPTED: "is taken on",
    RequestState.DONE: "is done",
    RequestState.CLOSED: "was closed",
}


def moved(asked: SupportRequest, *, by: Actor, now: datetime) -> None:
    """Tell those who represent the organisation how its request stands."""
    letter = _moved(
        asked.what, NEWS[RequestState(asked.state)], asked.reason, link=_page(asked),
        **_common(asked, by),
    )  # fmt: skip
    for mandate in register.representatives_of([asked.organisation_id], localdate(now)):
        if mandate.person_id != by.person_id:
            outbox.tell(letter, to=mandate.person, by=by, now=now)


def _moved(what: str, news: str, reason: str = "", **more: Any) -> Letter:
    return Letter(
        kind=MOVED,
        headline=f"your request for help {news}",
        paragraphs=[f"Your request “{what}” {news}."],
        said=reason,
        **more,
    )


def withdraw_links(asked: SupportRequest, *, now: datetime) -> None:
    """End the links by which an intermediary could answer or finish."""
    for verb in (ANSWER, FINISH):
        links.revoke(verb, subject_of(asked), now=now)


WOOD: dict[str, Any] = {"scope": Scope("cluster", 1), "place": "The Spinney", "asker": "Ash Green"}
LINK = "/clusters/1/requests/1/"
add_kind(Kind(ASKED, "Members who ask for help", lambda: _asked("Birch House", link=LINK, **WOOD)))
add_kind(
    Kind(
        ROUTED, "Being asked to help an organisation",
        lambda: _routed("Birch House", "technical assistance", **WOOD),
    )
)  # fmt: skip
add_kind(
    Kind(
        MOVED, "How your requests for help stand",
        lambda: _moved("A staff handbook", "is taken on", link=LINK, **WOOD),
    )
)  # fmt: skip
