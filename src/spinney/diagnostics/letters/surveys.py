"""What is written to organisations about a survey, and to those who run it.

Subjects and bodies say what is asked, and who will see what: never what anybody has answered, nor
who has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access import links
from spinney.base.access.links import Errand
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import one_line, reply_address
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import counted, day
from spinney.base.work import jobs
from spinney.base.work.models import Job
from spinney.clusters import api as clusters
from spinney.diagnostics.models import Asked, Survey
from spinney.diagnostics.queries.surveys import WRITE
from spinney.diagnostics.queries.who_sees import WhoSees, who_sees
from spinney.diagnostics.states import AskedState

ANSWER = "diagnostics.answer_survey"
ANSWER_PART = "diagnostics.answer_part"
ASKED = "diagnostics.survey_asked"
REMINDED = "diagnostics.survey_reminded"
CLOSED = "diagnostics.survey_closed"

AT_ONCE = 40
"""So many letters are written in the deed itself; more by a job, whose progress can be watched."""

DAYS_AFTER_CLOSING = 14
"""The link lives so many days longer: it then says that the survey is closed, or serves again."""

SAY_NO = (
    "If you would rather not take part, open the link and say so: then nobody writes again. If a"
    " colleague should answer, you can hand it on there."
)


class Why(StrEnum):
    """Why somebody is written to."""

    ASKED = "asked"
    REMINDED = "reminded"
    CHANGED = "changed"
    LOOSER = "looser"


def errand_of(asked: Asked) -> Errand:
    """What the link of somebody asked lets its holder do: answer for her organisation."""
    return Errand(
        verb=ANSWER,
        subject=subject_of(asked),
        scope=asked.survey.scope,
        minutes=asked.survey.asks.minutes,
        may_forward=True,
    )


def ends_at(survey: Survey) -> datetime:
    """When the links of a survey end: some days after its closing."""
    return survey.closes_at + timedelta(days=DAYS_AFTER_CLOSING)


def write_to(
    survey: Survey, asked: Iterable[Asked], why: Why, *, said: str = "", by: Actor, now: datetime
) -> Job | None:
    """Write to each of those asked, with a new link; a job does it where they are many, and is
    returned. Whoever has sent her answers by the time is not reminded; nobody is told who that is:
    the job counts everybody that it looked at.
    """
    ids = [one.pk for one in asked]
    if len(ids) <= AT_ONCE:
        write_each(survey, ids, why, said=said, by=by, now=now)
        return None
    given = {"survey": survey.pk, "asked": ids, "why": str(why), "said": said}
    return jobs.start(
        WRITE,
        title=f"Writing to {counted(len(ids), 'organisation')} about “{survey.title}”",
        by=by,
        now=now,
        given=given,
        subject=subject_of(survey),
        return_to=reverse("diagnostics:survey", args=[survey.scope, survey.pk]),
    )


def write_each(
    survey: Survey, ids: Sequence[int], why: Why, *, said: str = "", by: Actor, now: datetime
) -> None:
    """Write to these of those asked, here and now: who is not asked any more is left out; who has
    sent her answers, or declined, is not reminded. A link that was asked for goes to each, whatever
    she has done: whether it did would tell.
    """
    done = {AskedState.WITHDRAWN}
    if why != Why.ASKED:
        done.add(AskedState.DECLINED)
    if why == Why.REMINDED:
        done.add(AskedState.SENT)
    rows = Asked.objects.filter(survey=survey, pk__in=ids).exclude(state__in=done)
    promise, asker = who_sees(survey, localdate(now)), _asker(by, survey)
    for one in rows.select_related("organisation").order_by("pk"):
        if not one.email:
            continue
        one.survey = survey
        letter = _asked_letter(one, why, promise, asker, said, reply_address(by))
        if why in (Why.CHANGED, Why.LOOSER):
            # Nobody answers under a promise that no longer holds. Else what was handed on to a
            # colleague goes on working.
            links.revoke(ANSWER, subject_of(one), now=now)
        outbox.ask(
            letter,
            errand_of(one),
            to=one.email,
            by=by,
            now=now,
            expires_at=ends_at(survey),
            organisation_id=one.organisation_id,
        )


def mode_changed(
    survey: Survey, asked: Iterable[Asked], *, looser: bool, by: Actor, now: datetime
) -> Job | None:
    """Tell everybody asked that who sees what has changed, and why, with a new link."""
    change = survey.mode_changes.order_by("-pk").first()
    why = Why.LOOSER if looser else Why.CHANGED
    return write_to(survey, asked, why, said=change.why if change else "", by=by, now=now)


def _asked_letter(
    asked: Asked, why: Why, promise: WhoSees, asker: str, said: str, reply_to: str
) -> Letter:
    survey, organisation = asked.survey, one_line(asked.organisation.name)
    return Letter(
        # A reminder that does not arrive is shown to nobody: it would tell who has not answered.
        kind=REMINDED if why == Why.REMINDED else ASKED,
        scope=survey.scope,
        place=one_line(survey.place_name),
        asker=one_line(asker),
        headline=_headline(survey.title, organisation),
        paragraphs=[
            *_opening(survey, organisation, why),
            one_line(" ".join(promise.sentences[:2])),
        ],
        said=said or ("" if why == Why.REMINDED else survey.text),
        deed="Answer",
        minutes=max(1, survey.asks.minutes),
        by_when=localdate(survey.closes_at),
        say_no=SAY_NO,
        # How a reminder fared is told of nobody: it would tell who has not answered.
        about=subject_of(survey) if why == Why.REMINDED else subject_of(asked),
        reply_to=reply_to,
    )


def _headline(title: str, organisation: str) -> str:
    return f"“{one_line(title)}”, for {organisation}"


def _opening(survey: Survey, organisation: str, why: Why) -> list[str]:
    title, place = one_line(survey.title), one_line(survey.place_name)
    if why == Why.REMINDED:
        return [
            f"“{title}” takes answers until {day(survey.closes_at)}. This is a reminder: what you"
            " have written so far is kept, and this link leads to it."
        ]
    if why in (Why.CHANGED, Why.LOOSER):
        more = " More would be seen than you were told before." if why == Why.LOOSER else ""
        return [
            f"Who sees the answers to “{title}” has been changed before anybody answered.{more}"
            " The links sent before have ended. This is how it is now."
        ]
    return [
        f"{place} asks {organisation} to answer “{title}”. What you write is saved as you go, and"
        " you can stop and go on later. You need no account and no password."
    ]


def _example(kind: str = ASKED) -> Letter:
    return Letter(
        kind=kind,
        scope=Scope("cluster", 1),
        place="The Spinney",
        asker="Ash Green, facilitator",
        headline=_headline("Who needs what", "Birch House"),
        paragraphs=["The Spinney asks Birch House to answer “Who needs what”."],
        deed="Answer",
        minutes=10,
        by_when=date(2026, 3, 12),
        say_no=SAY_NO,
    )


def survey_closed(survey: Survey, sent_words: str, *, by: Actor, now: datetime) -> None:
    """Tell those who run a survey that it closed by itself."""
    if not by.is_system:
        return
    place = survey.cluster or survey.programme
    assert place is not None  # noqa: S101  (the table's own constraint)
    letter = _closed(
        survey.scope, one_line(place.name), one_line(survey.title), sent_words,
        reverse("diagnostics:survey", args=[survey.scope, survey.pk]), subject_of(survey),
    )  # fmt: skip
    for person in clusters.people_who_run(place, localdate(now)):
        key = f"{CLOSED}:{survey.pk}:{survey.closes_at:%Y%m%d}:{person.pk}"
        outbox.tell(letter, to=person, by=by, now=now, key=key)


def _closed(
    scope: Scope, place: str, title: str, sent_words: str, link: str, about: str = ""
) -> Letter:
    return Letter(
        kind=CLOSED,
        scope=scope,
        place=place,
        asker=place,
        headline=f"“{title}” is closed. Answers: {sent_words}",
        paragraphs=["Look at what came of it, then publish it to those who took part."],
        link=link,
        about=about,
    )


def _asker(by: Actor, survey: Survey) -> str:
    person = Person.objects.filter(pk=by.person_id).first() if by.person_id else None
    if person is None:
        return survey.place_name
    part = "facilitator" if survey.cluster_id else "programme manager"
    return f"{person.name or person.email}, {part}"


add_kind(Kind(ASKED, "Surveys that your organisation is asked to answer", _example))
add_kind(
    Kind(
        REMINDED,
        "Reminders of surveys that your organisation has not answered",
        lambda: _example(REMINDED),
        is_confidential=True,
    )
)
add_kind(
    Kind(
        CLOSED,
        "Surveys of yours that have closed",
        lambda: _closed(Scope("cluster", 1), "The Spinney", "Who needs what", "6", "/clusters/1/"),
    )
)
