"""Reading an organisation's answers, for whoever answers for it; and whom sheets may be keyed in
for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from spinney.base.kernel.actors import Actor, Role, Scope, organisation_scope
from spinney.base.kernel.errors import NotAllowed, NotFound
from spinney.base.record.prepared import prepared
from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.bridge.sheets import values_for, values_keyed_or_sent, values_of
from spinney.diagnostics.bridge.writers import names_of, writer_of
from spinney.diagnostics.engine.definition import Instrument, Kind, Question
from spinney.diagnostics.engine.places import Answer as Value
from spinney.diagnostics.engine.places import find
from spinney.diagnostics.engine.walking import Walk, walk
from spinney.diagnostics.engine.wording import answer_words
from spinney.diagnostics.models import Asked, OtherAnswer, Part, Sheet, Survey
from spinney.diagnostics.queries.surveys import in_place
from spinney.diagnostics.states import AskedState, Mode, SurveyState

ANSWERS_FOR = (Role.REPRESENTATIVE, Role.EVIDENCE_KEEPER)
NOT_HERE = "There is no such survey, or your organisation is not asked in it."


def _rows() -> QuerySet[Asked]:
    """Those asked, with all that a page of theirs needs but the definition of what is asked: that
    is read once in each process (bridge.definitions).
    """
    rows = Asked.objects.select_related(
        "organisation", "sheet", "survey__asks", "survey__cluster", "survey__programme"
    )
    return rows.defer("survey__asks__definition", "survey__asks__came_from")


def visible_to(actor: Actor) -> QuerySet[Asked]:
    """What the actor's organisations are asked; for the holder of a link, what the link is for."""
    rows = _rows()
    if actor.pass_ is not None:
        kind, _, number = actor.pass_.subject.rpartition(":")
        if kind == "diagnostics.Asked":
            return rows.filter(pk=int(number))
        if kind == "diagnostics.Part":
            return rows.filter(sheet__parts=int(number))
        return rows.none()
    mine = actor.ids_of("organisation", *ANSWERS_FOR)
    opened = rows.exclude(survey__state=SurveyState.DRAFT).exclude(state=AskedState.WITHDRAWN)
    return opened.filter(organisation_id__in=mine)


@prepared
def _one(asked: int) -> QuerySet[Asked]:
    return _rows().filter(pk=asked)


@prepared
def _of_part(part: int) -> QuerySet[Asked]:
    return _rows().filter(sheet__parts=part)


def asked_by_link(actor: Actor) -> Asked:
    """What a link's holder is asked. Raises NotFound when it is no longer kept."""
    kind, _, number = actor.pass_.subject.rpartition(":") if actor.pass_ else ("", "", "")
    found = None
    if kind == "diagnostics.Asked":
        found = _one.first(asked=int(number))
    elif kind == "diagnostics.Part":
        found = _of_part.first(part=int(number))
    if found is None:
        raise NotFound("This survey is no longer kept here. There is nothing more to do.")
    return found


def asked_of(actor: Actor, place: Scope, survey_id: int) -> Asked:
    """What somebody who is signed in is asked in a survey, for the organisation she acts for, else
    for another of hers. Raises NotFound to outsiders of the place, NotAllowed to those inside whose
    organisation is not asked, or who hold no mandate for it.
    """
    found = list(visible_to(actor).filter(survey__in=_survey(place, survey_id)))
    for one in sorted(found, key=lambda a: a.organisation_id != actor.organisation_id):
        return one
    if actor.roles_in(place) and _survey(place, survey_id).exclude(state="draft").exists():
        raise NotAllowed(
            "Only somebody who represents an organisation that is asked, or holds its data, may"
            " answer for it."
        )
    raise NotFound(NOT_HERE)


def _survey(place: Scope, survey_id: int) -> QuerySet[Survey]:
    return Survey.objects.filter(in_place(place), pk=survey_id)


def part_by_link(actor: Actor) -> Part:
    """The part that a link's holder was asked for. Raises NotFound."""
    assert actor.pass_ is not None  # noqa: S101  (the door of task links gives one)
    kind, _, number = actor.pass_.subject.rpartition(":")
    found = Part.objects.filter(pk=int(number)).first() if kind == "diagnostics.Part" else None
    if found is None:
        raise NotFound("This part is no longer kept here. There is nothing more to do.")
    return found


# What a sheet says ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Desk:
    """A sheet as one of those who fill it in has it before her: her own answers where a colleague's
    differ. `way` is the way through the survey with them.
    """

    asked: Asked
    instrument: Instrument
    sheet: Sheet | None
    writer: str
    answers: dict[str, Value]
    way: Walk


def desk_for(actor: Actor, asked: Asked, *, today: date) -> Desk:
    """The sheet of an organisation before somebody who answers for it. Two or three queries."""
    sheet = getattr(asked, "sheet", None)
    writer = writer_of(actor)
    answers = values_for(sheet, writer)
    instrument = definition_of(asked.survey.asks)
    return Desk(asked, instrument, sheet, writer, answers, walk(instrument, answers, today=today))


def walk_again(desk: Desk, answers: dict[str, Value], *, today: date) -> Walk:
    """The way with answers that were given just now."""
    return walk(desk.instrument, {**desk.answers, **answers}, today=today)


def said(instrument: Instrument, question: Question, answer: Value) -> str:
    """An answer in words; "" for none."""
    return answer_words(question, answer, instrument.choices_of(question))


@dataclass(frozen=True)
class Voice:
    """One person's answer to a question that several answered differently. `other_id` is None for
    the answer that stands.
    """

    who: str
    words: str
    other_id: int | None

    @property
    def choice(self) -> str:
        """What is sent to say that this one holds."""
        return "first" if self.other_id is None else str(self.other_id)

    @property
    def deed(self) -> str:
        """The words on the button."""
        words = self.words if len(self.words) <= 60 else self.words[:59] + "…"
        return f"“{words}” holds"


@dataclass(frozen=True)
class Difference:
    """A question to which two of one organisation gave different answers."""

    key: str
    label: str
    voices: tuple[Voice, ...]


def differences(desk: Desk) -> list[Difference]:
    """What colleagues answered differently and nobody has settled. Three queries, or none."""
    if desk.sheet is None:
        return []
    waiting = list(OtherAnswer.objects.filter(sheet=desk.sheet, settled_at=None).order_by("pk"))
    if not waiting:
        return []
    keys = {one.key for one in waiting}
    stands = {one.key: one for one in desk.sheet.answers.filter(key__in=keys)}
    labels = {one.written_by for one in waiting} | {one.written_by for one in stands.values()}
    names = names_of(labels, desk.asked) | {desk.writer: "You"}
    found = []
    for key in dict.fromkeys(one.key for one in waiting):
        voices: list[tuple[str, Value, int | None]] = []
        if key in stands:
            voices.append((stands[key].written_by, stands[key].value, None))
        voices += [(o.written_by, o.value, o.pk) for o in waiting if o.key == key]
        found.append(_difference(desk, key, voices, names))
    return found


def _difference(
    desk: Desk, key: str, voices: list[tuple[str, Value, int | None]], names: dict[str, str]
) -> Difference:
    try:
        question = find(desk.instrument, key).question
    except KeyError:
        question = Question(key, Kind.WHOLE, "How many of these are there?")
    asked = next((a for p in desk.way.pages for a in p.asked if a.key == key), None)
    return Difference(
        key,
        asked.label if asked else question.label,
        tuple(
            Voice(names[who], said(desk.instrument, question, value) or "nothing", pk)
            for who, value, pk in voices
        ),
    )


def part_for(actor: Actor, asked: Asked, part_id: int) -> Part:
    """A part of this organisation's sheet. Raises NotFound."""
    scope = organisation_scope(asked.organisation_id)
    may_see = actor.pass_ is not None or actor.roles_in(scope) & {*ANSWERS_FOR}
    found = Part.objects.filter(pk=part_id, sheet__asked=asked).first() if may_see else None
    if found is None:
        raise NotFound("This part is no longer kept. Go back to see what there is.")
    return found


# Keying in ---------------------------------------------------------------------------------------


def whose_sheet(survey: Survey) -> QuerySet[Asked]:
    """Those whose sheet may have come on paper, by name; nobody in a detached survey."""
    if survey.mode == Mode.DETACHED:
        return Asked.objects.none()
    rows = _rows().filter(survey=survey).exclude(state=AskedState.WITHDRAWN)
    return rows.order_by("organisation__name", "pk")


def stands_now(asked: Asked) -> dict[str, Value]:
    """What an organisation's sheet says already. One query."""
    return values_of(getattr(asked, "sheet", None))


def known_now(asked: Asked) -> dict[str, Value]:
    """What whoever keys in for an organisation may know of its sheet. One query."""
    return values_keyed_or_sent(getattr(asked, "sheet", None))
