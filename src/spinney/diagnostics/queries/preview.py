"""What the others will see of an organisation's answers, question by question, before it sends."""

from __future__ import annotations

from dataclasses import dataclass

from spinney.base.web.components.words import listed
from spinney.clusters import api as clusters
from spinney.diagnostics.engine.definition import Instrument, Kind, Question, Shown
from spinney.diagnostics.engine.places import Found, find
from spinney.diagnostics.engine.walking import Walk
from spinney.diagnostics.engine.wording import answer_words, filled
from spinney.diagnostics.models import Survey
from spinney.diagnostics.queries.release import what_others_see
from spinney.diagnostics.states import Mode

IN_WORDS = frozenset({Kind.TEXT, Kind.LONG_TEXT})
NOTHING = "Nothing"
NAMED = "This answer, with your organisation’s name"


@dataclass(frozen=True)
class Seen:
    """One answer, and what others see of it: `runner` is for whoever sees names (the facilitator of
    a cluster, the manager of a programme), `group` for the other organisations.
    """

    key: str
    label: str
    answer: str
    runner: str
    group: str


@dataclass(frozen=True)
class Eyes:
    """The others, by name; `programme` is what the programme of a cluster sees, in a sentence (""
    where there is none).
    """

    runner: str
    group: str
    programme: str


def eyes_on(survey: Survey) -> Eyes:
    """Who the others are. One query."""
    place = survey.cluster or survey.programme
    assert place is not None  # noqa: S101  (the table's own constraint)
    people = listed(str(person) for person in clusters.people_who_run(place))
    if not isinstance(place, clusters.Cluster):
        return Eyes(people or "The programme manager", "The other organisations asked", "")
    programme = place.programme.name if place.programme_id and place.programme else ""
    return Eyes(
        people or "The facilitator",
        f"The members of {place.name}",
        f"{programme} sees no answer with your name, and no more than the members do."
        if programme
        else "",
    )


def others_see(
    survey: Survey, instrument: Instrument, way: Walk, eyes: Eyes
) -> list[tuple[str, list[Seen]]]:
    """What becomes of each answer that would be sent, by section, in the order of the survey."""
    found: dict[str, list[Seen]] = {}
    for key, value in way.sent.items():
        at = find(instrument, key)
        if at.question.kind is Kind.CALCULATED and not at.question.label:
            continue
        row = Seen(
            key,
            label_of(way, at),
            answer_words(at.question, value, instrument.choices_of(at.question)),
            _runner(survey, at.question),
            _group(survey, instrument, at.question),
        )
        found.setdefault(at.section.title, []).append(row)
    return list(found.items())


def label_of(way: Walk, at: Found) -> str:
    """A question's words, with which thing it is about inside a repeat: "Computer 2: How old?"."""
    words = filled(way.state, at.question.label, at.place)
    thing = at.section.each or at.section.title
    return f"{thing[:1].upper()}{thing[1:]} {at.place.round}: {words}" if at.place.round else words


def _runner(survey: Survey, question: Question) -> str:
    if question.shown is Shown.OWN:
        return f"{NOTHING}: it only decides what you are asked"
    if survey.mode != Mode.DETACHED:
        return NAMED
    if question.kind in IN_WORDS:
        return "These words, without your name"
    return "What it adds to the totals, without your name"


def _group(survey: Survey, instrument: Instrument, question: Question) -> str:
    """In the words of the release itself, which publishing carries out (queries.release)."""
    words = what_others_see(survey, instrument, question).words
    return words[:1].upper() + words[1:]
