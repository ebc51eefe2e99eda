"""What the others will see of an organisation's answers, question by question, before it sends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spinney.base.web.components.words import listed
from spinney.clusters import api as clusters
from spinney.diagnostics.engine.definition import (
    Instrument,
    Kind,
    Measure,
    Question,
    Section,
    Shown,
)
from spinney.diagnostics.engine.places import Answer as Value
from spinney.diagnostics.engine.places import find
from spinney.diagnostics.engine.wording import answer_words
from spinney.diagnostics.models import Survey
from spinney.diagnostics.states import Mode

IN_WORDS = frozenset({Kind.TEXT, Kind.LONG_TEXT})


@dataclass(frozen=True)
class Seen:
    """One answer, and what others see of it: each a sentence. `runner` is for whoever sees names
    (the facilitator of a cluster, the manager of a programme), `group` for the other organisations,
    `programme` for the programme of a cluster ("" where there is none).
    """

    key: str
    label: str
    answer: str
    runner: str
    group: str
    programme: str


@dataclass(frozen=True)
class Eyes:
    """The others, by name."""

    runner: str
    group: str
    programme: str


def eyes_on(survey: Survey) -> Eyes:
    """Who the others are. One query."""
    place = survey.cluster or survey.programme
    assert place is not None  # noqa: S101  (the table's own constraint)
    people = listed(str(person) for person in clusters.people_who_run(place))
    if isinstance(place, clusters.Cluster):
        programme = place.programme.name if place.programme_id and place.programme else ""
        return Eyes(people or "The facilitator", f"The members of {place.name}", programme)
    return Eyes(people or "The programme manager", "The other organisations asked", "")


def others_see(
    survey: Survey, instrument: Instrument, sent: dict[str, Value], eyes: Eyes
) -> list[Seen]:
    """What becomes of each answer that would be sent, in the order of the survey."""
    found = []
    for key, value in sent.items():
        try:
            place = find(instrument, key)
        except KeyError:
            continue
        question, section = place.question, place.section
        if question.kind is Kind.CALCULATED and not question.label:
            continue
        number = place.place.round
        label = f"{section.each or section.title} {number}: {question.label}" if number else ""
        found.append(
            Seen(
                key,
                label or question.label,
                answer_words(question, value, instrument.choices_of(question)),
                _runner(survey, question, eyes),
                _group(survey, question, section, eyes),
                _programme(survey, question, eyes),
            )
        )
    return found


def _runner(survey: Survey, question: Question, eyes: Eyes) -> str:
    if question.shown is Shown.OWN:
        return f"{eyes.runner}: nothing. It only decided what you were asked."
    if survey.mode == Mode.DETACHED:
        what = "these words" if question.kind in IN_WORDS else "what this adds to totals"
        return f"{eyes.runner}: {what}, without your name."
    return f"{eyes.runner}: this answer, with your organisation’s name."


def _group(survey: Survey, question: Question, section: Section, eyes: Eyes) -> str:
    if question.shown is not Shown.GROUP:
        return f"{eyes.group}: nothing."
    if survey.mode == Mode.GROUP:
        return f"{eyes.group}: this answer, with your organisation’s name."
    if question.kind in IN_WORDS:
        return (
            f"{eyes.group}: nothing, unless {eyes.runner} reads it first and takes out whatever"
            " could tell who wrote it."
        )
    if section.repeats and question.measure is Measure.NONE:
        return f"{eyes.group}: nothing."
    return f"{eyes.group}: {_figure(question)}, once at least {survey.minimum} have answered it."


def _figure(question: Question) -> str:
    match question.kind:
        case Kind.MONEY:
            return "the middle and the spread, in broad bands of pounds"
        case Kind.ONE | Kind.SEVERAL:
            return "how many chose each answer"
        case Kind.SCALE:
            return "how many said what, taken together"
        case Kind.DATE:
            return "in which part of a year it falls, with the others’"
    return "the middle and the spread, in broad bands"


def _programme(survey: Survey, question: Question, eyes: Eyes) -> str:
    if not eyes.programme:
        return ""
    if question.shown is not Shown.GROUP or survey.mode == Mode.GROUP:
        return f"{eyes.programme}: nothing."
    if question.kind in IN_WORDS:
        return f"{eyes.programme}: only what the members are shown."
    return f"{eyes.programme}: only what the members are shown."


def sections_of(seen: Sequence[Seen], instrument: Instrument) -> list[tuple[str, list[Seen]]]:
    """The same by section, in the survey's order."""
    found: dict[str, list[Seen]] = {}
    for one in seen:
        found.setdefault(find(instrument, one.key).section.title, []).append(one)
    return list(found.items())
