"""What is written to organisations about their own answers, and to colleagues asked for a part.

In a detached survey nothing is written that would tell when an organisation sent its answers.
"""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.links import Errand
from spinney.base.access.models import TaskLink
from spinney.base.kernel.actors import Actor, Scope, organisation_scope
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import one_line
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import day
from spinney.clusters import api as clusters
from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.letters.surveys import ends_at, errand_of
from spinney.diagnostics.models import Asked, Part, Sheet

PART, PART_DONE, SENT, KEYED, NEWS = (
    f"diagnostics.answers_{name}" for name in ("part", "part_done", "sent", "keyed", "news")
)
SAY_NO_TO_A_PART = "If this is not for you, tell the colleague who asked you; you need do no more."


def _letter(asked: Asked, kind: str, headline: str, *paragraphs: str, **more: object) -> Letter:
    survey = asked.survey
    given: dict[str, object] = {
        "kind": kind,
        "scope": survey.scope,
        "place": one_line(survey.place_name),
        "asker": one_line(survey.place_name),
        "headline": one_line(headline),
        "paragraphs": [one_line(one) for one in paragraphs],
    }
    return Letter(**(given | more))  # type: ignore[arg-type]


def ask_part(asked: Asked, part: Part, *, by: Actor, now: datetime) -> None:
    """Send a colleague the link for her sections."""
    survey = asked.survey
    instrument = definition_of(survey.asks)
    chosen = [one for one in instrument.sections if one.key in part.sections]
    every = sum(len(one.questions) for one in instrument.sections) or 1
    share = sum(len(one.questions) for one in chosen) / every
    minutes = max(1, round(survey.asks.minutes * share))
    letter = _letter(
        asked,
        PART,
        f"a part of “{survey.title}”, for {asked.organisation.name}",
        f"A colleague at {asked.organisation.name} asks you for a part of “{survey.title}”:"
        f" {', '.join(one.title for one in chosen)}.",
        "What you write is saved as you go. Your colleague sees it, looks over all of it, and"
        " sends it.",
        asker=one_line(asked.organisation.name),
        deed="Answer your part",
        minutes=minutes,
        by_when=localdate(survey.closes_at),
        say_no=SAY_NO_TO_A_PART,
        about=subject_of(part),
    )
    errand = Errand(
        verb="diagnostics.answer_part",
        subject=subject_of(part),
        scope=survey.scope,
        minutes=minutes,
        may_forward=True,
    )
    outbox.ask(
        letter,
        errand,
        to=part.email,
        by=by,
        now=now,
        expires_at=ends_at(survey),
        organisation_id=asked.organisation_id,
    )


def part_done(asked: Asked, part: Part, *, by: Actor, now: datetime) -> None:
    """Tell whoever fills in the sheet that a colleague has done her part."""
    if not asked.email:
        return
    letter = _letter(
        asked,
        PART_DONE,
        f"your colleague has done her part of “{asked.survey.title}”",
        f"{part.email} has done her part for {asked.organisation.name}.",
        "Look it over with the link that you have, and send your answers when all is there.",
        scope=organisation_scope(asked.organisation_id),
        asker=one_line(asked.organisation.name),
        good_until=asked.survey.closes_at,
    )
    key = f"{PART_DONE}:{part.pk}:{part.done_at:%Y%m%d%H%M}"
    outbox.tell(letter, to=asked.email, by=by, now=now, key=key)


def answers_are_in(asked: Asked, sheet: Sheet, *, by: Actor, now: datetime) -> None:
    """A receipt, to whoever sent: until when answers can be changed, and what comes next."""
    to = _address_of(by) or asked.email
    if not to:
        return
    survey = asked.survey
    letter = _letter(
        asked,
        SENT,
        f"we have your answers to “{survey.title}”",
        f"The answers of {asked.organisation.name} are in.",
        f"Until {day(survey.closes_at)} you can change them and send them again, or take them"
        " back, with the link that you have.",
        "After that you are shown what came of it when it is published.",
    )
    outbox.tell(letter, to=to, by=by, now=now, key=f"{SENT}:{sheet.pk}:{sheet.revision}")


def sheet_was_keyed_in(asked: Asked, *, settles: bool, by: Actor, now: datetime) -> None:
    """Send an organisation the link with which it looks over what was keyed in from its paper."""
    survey = asked.survey
    if not asked.email:
        return
    differs = (
        "Some of it is not what you had typed in before. Say for each of these which one holds:"
        " until then the answers are not sent."
        if settles
        else f"It counts as sent. Until {day(survey.closes_at)} you can change it."
    )
    letter = _letter(
        asked,
        KEYED,
        f"is this what {asked.organisation.name} wrote in “{survey.title}”?",
        f"A sheet of {asked.organisation.name} came on paper and was keyed in for you.",
        f"Look it over. {differs}",
        deed="Look over your answers",
        minutes=3,
        by_when=localdate(survey.closes_at),
        say_no="If it is right as it is, you need do nothing."
        if not settles
        else "If you would rather not take part, open the link and say so.",
    )
    outbox.ask(
        letter,
        errand_of(asked),
        to=asked.email,
        by=by,
        now=now,
        expires_at=ends_at(survey),
        organisation_id=asked.organisation_id,
    )


def declined(asked: Asked, why: str, *, by: Actor, now: datetime) -> None:
    """Tell those who may see who answered that an organisation will not."""
    _tell_runners(
        asked,
        f"{asked.organisation.name} will not take part in “{asked.survey.title}”",
        [f"{asked.organisation.name} said no. It is not reminded."],
        said=why,
        by=by,
        now=now,
    )


def wrong_person(asked: Asked, *, by: Actor, now: datetime) -> None:
    """Tell those who run the survey that a link went to somebody who has nothing to do with it."""
    _tell_runners(
        asked,
        f"the link for {asked.organisation.name} went to the wrong person",
        [
            f"Whoever got the link for {asked.organisation.name} in “{asked.survey.title}” says"
            " that it is not her organisation. That link has ended, and nobody saw any answers"
            " by it after she said so.",
            "Give the right address on the survey’s page, and a new link is sent.",
        ],
        said="",
        by=by,
        now=now,
    )


def _tell_runners(
    asked: Asked, headline: str, paragraphs: list[str], *, said: str, by: Actor, now: datetime
) -> None:
    survey = asked.survey
    place = survey.cluster or survey.programme
    assert place is not None  # noqa: S101  (the table's own constraint)
    link = reverse("diagnostics:survey", args=[survey.scope, survey.pk])
    letter = _letter(asked, NEWS, headline, *paragraphs, said=said, link=link)
    for person in clusters.people_who_run(place, localdate(now)):
        outbox.tell(letter, to=person, by=by, now=now)


def _address_of(by: Actor) -> str:
    if by.pass_ is None:
        return ""
    return TaskLink.objects.values_list("email", flat=True).get(pk=by.pass_.link_id)


def _example(kind: str, headline: str, **more: object) -> Letter:
    given: dict[str, object] = {
        "kind": kind,
        "scope": Scope("cluster", 1),
        "place": "The Spinney",
        "asker": "Birch House",
        "headline": headline,
        "paragraphs": ["The answers of Birch House are in."],
    }
    return Letter(**(given | more))  # type: ignore[arg-type]


_ASKS: dict[str, object] = {
    "deed": "Answer your part",
    "minutes": 4,
    "by_when": date(2026, 3, 12),
    "say_no": SAY_NO_TO_A_PART,
}
add_kind(
    Kind(
        PART,
        "Parts of a survey that a colleague asks you for",
        lambda: _example(PART, "a part of “Who needs what”, for Birch House", **_ASKS),
        is_confidential=True,
    )
)
add_kind(
    Kind(
        PART_DONE,
        "Colleagues who have done their part of a survey",
        lambda: _example(PART_DONE, "your colleague has done her part of “Who needs what”"),
        is_confidential=True,
    )
)
add_kind(
    Kind(
        SENT,
        "Receipts for answers to a survey",
        lambda: _example(SENT, "we have your answers to “Who needs what”"),
        may_be_refused=False,
        is_confidential=True,
    )
)
add_kind(
    Kind(
        KEYED,
        "Answers on paper that were keyed in for you",
        lambda: _example(KEYED, "is this what Birch House wrote in “Who needs what”?", **_ASKS),
        may_be_refused=False,
        is_confidential=True,
    )
)
add_kind(
    Kind(
        NEWS,
        "Organisations that decline a survey, and links that went astray",
        lambda: _example(NEWS, "Birch House will not take part in “Who needs what”"),
        is_confidential=True,
    )
)
