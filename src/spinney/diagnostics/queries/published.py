"""What the group is shown of a survey: made from a publication's own cells, and nothing else.

No sheet is read here but where organisations agreed to be named, or where words were cleared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from spinney.base.kernel.actors import Actor, Role, Scope
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.policy import may
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import counted
from spinney.base.work.models import Job
from spinney.diagnostics.bridge.findings import Findings, reading_of, rules_of
from spinney.diagnostics.engine.definition import Shown
from spinney.diagnostics.engine.disclosure.explain import explain
from spinney.diagnostics.engine.disclosure.rules import Cell as Cell
from spinney.diagnostics.engine.disclosure.rules import Kind, Reason, Rules, Statistic
from spinney.diagnostics.engine.disclosure.wire import cell_from_json, cell_to_json
from spinney.diagnostics.engine.places import find
from spinney.diagnostics.engine.results.reading import Coding, Reading
from spinney.diagnostics.engine.wording import answer_words
from spinney.diagnostics.models import Asked, Publication, Survey
from spinney.diagnostics.policies.results import MAY, sees_names_of_group
from spinney.diagnostics.queries.release import BREAKDOWNS
from spinney.diagnostics.queries.surveys import in_place, visible_to
from spinney.diagnostics.queries.texts import by_token, enough_answered, words_in
from spinney.diagnostics.states import AskedState, Mode
from spinney.register import api as register

WRITE = "diagnostics.write_to_readers"
"""The kind of the job that tells many that results can be read (tasks.results)."""

REASONS = {
    Reason.TOO_FEW: "Fewer than {needed} answered this.",
    Reason.ALL_BUT_YOU: "So few answered that each could work out the others’ answers.",
    Reason.COMPLEMENTARY: "It could be worked out by taking it from another figure shown here.",
    Reason.LINKED_QUESTION: "Together with another question it could give an answer away.",
    Reason.TOO_SOON: "Too little has changed since the last results: comparing the two could give"
    " an answer away.",
    Reason.ELSEWHERE: "Another survey asked the same of some of these organisations, and its"
    " results were published: comparing the two could give an answer away.",
    Reason.NOT_SHOWN: "Answers to this question are for the facilitator alone.",
}


@dataclass(frozen=True)
class Row:
    """One figure in words: what of, of which group, what is shown, or why nothing is. `low` and
    `high` are shares from 0 to 1 for a picture; None where nothing is shown.
    """

    question: str
    section: str
    of: str
    group: str
    shown: str
    why: str
    answered: int | None
    low: float | None = None
    high: float | None = None

    @property
    def is_withheld(self) -> bool:
        return not self.shown


@dataclass(frozen=True)
class Result:
    """One question with all its figures. `why` is the one reason where nothing of it is shown."""

    key: str
    label: str
    section: str
    area: str
    answered: int | None
    rows: tuple[Row, ...]

    @property
    def why(self) -> str:
        if any(not row.is_withheld for row in self.rows):
            return ""
        return self.rows[0].why if self.rows else ""


# Cells in words -------------------------------------------------------------------------------


def kept_cells(cells: Iterable[Cell]) -> list[dict[str, Any]]:
    """Cells as a publication keeps them and everybody sees them."""
    return [cell_to_json(one) for one in for_everybody(cells)]


def for_everybody(cells: Iterable[Cell]) -> list[Cell]:
    """Cells without those of groups too small to show, and without how many answered in a group of
    which nothing is shown: both would tell who has answered.
    """
    return [
        replace(cell, size=0) if cell.group and cell.suppressed else cell
        for cell in cells
        if not (cell.group and cell.reason is Reason.TOO_FEW)
    ]


def cells_of(publication: Publication) -> list[Cell]:
    return [cell_from_json(one) for one in publication.tables.get("cells", ())]


def results_of(survey: Survey, cells: Sequence[Cell]) -> list[Result]:
    """Cells by question, in words, in the survey's order. Questions that only facilitators see
    are not among them. No query.
    """
    reading, rules = reading_of(survey), rules_of(survey)
    by_key: dict[str, list[Cell]] = {}
    for cell in cells:
        if cell.reason is not Reason.NOT_SHOWN:
            by_key.setdefault(cell.question, []).append(cell)
    found = []
    for key, coding in reading.codings.items():
        if key in by_key:
            found.append(_result(reading, coding, by_key[key], rules))
    return found


def _result(reading: Reading, coding: Coding, cells: Sequence[Cell], rules: Rules) -> Result:
    section = reading.instrument.section_of(coding.asked.key).title
    rows = tuple(_row(section, coding, cell, rules) for cell in _in_order(cells))
    size = max((cell.size for cell in cells if not cell.group), default=0)
    answered = size if size >= rules.least_group else None
    return Result(coding.asked.key, coding.asked.label, section, coding.asked.area, answered, rows)


def _in_order(cells: Sequence[Cell]) -> list[Cell]:
    """Everybody first, then groups; a median before its spread."""
    order = {Statistic.MEDIAN: 0, Statistic.LOWER: 1, Statistic.UPPER: 2}
    return sorted(
        cells,
        key=lambda c: (c.breakdown, c.group, c.option or 0, order.get(c.statistic, 0)),
    )


def _row(section: str, coding: Coding, cell: Cell, rules: Rules) -> Row:
    shown = "" if cell.suppressed else _shown(coding, cell)
    low, high = _shares(coding, cell)
    large = cell.size >= rules.least_group
    return Row(
        coding.asked.label, section, _of(coding, cell), group_words(cell), shown,
        why(coding, cell, rules), cell.size if large else None, low, high,
    )  # fmt: skip


def _of(coding: Coding, cell: Cell) -> str:
    kind = coding.item.question.kind
    if cell.option is not None:
        return coding.labels[cell.option]
    if cell.statistic is Statistic.COUNT and kind is Kind.YES_NO:
        return coding.labels[1]
    names = {
        Statistic.TOTAL: "All answers taken together",
        Statistic.MEDIAN: "The middle",
        Statistic.LOWER: "A quarter are below about",
        Statistic.UPPER: "A quarter are above about",
    }
    return names.get(cell.statistic, "How many")


def group_words(cell: Cell) -> str:
    """The group that a figure is of; "Everybody"."""
    if not cell.group:
        return "Everybody"
    if cell.breakdown == "kind":
        labels = dict(register.Organisation._meta.get_field("kind").choices or ())
        return str(labels.get(cell.group, cell.group))
    bands = {one.code: one.label for one in register.INCOME_BANDS}
    return bands.get(cell.group, cell.group)


def _shown(coding: Coding, cell: Cell) -> str:
    low, high = cell.range
    if cell.statistic is Statistic.COUNT:
        return f"{_between(low, high)} of {cell.size}"
    if cell.statistic is Statistic.TOTAL:
        return _scale_words(coding, low / cell.size, high / cell.size)
    first, last = coding.labels[low], coding.labels[high]
    return first if low == high else f"between “{first}” and “{last}”"


def _scale_words(coding: Coding, low: float, high: float) -> str:
    """A mean of levels, between the words that stand at its ends."""
    top = len(coding.labels) - 1
    figure = _between(round(low, 1), round(high, 1))
    ends = f"“{coding.labels[0]}” is 0, “{coding.labels[-1]}” is {top}"
    return f"{figure} on average ({ends})"


def _between(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def _shares(coding: Coding, cell: Cell) -> tuple[float | None, float | None]:
    if cell.suppressed or not cell.size:
        return None, None
    levels = coding.item.question.levels - 1
    top = {Statistic.COUNT: cell.size, Statistic.TOTAL: cell.size * levels}
    most = top.get(cell.statistic, levels) or 1
    low, high = cell.range
    return low / most, high / most


def why(coding: Coding, cell: Cell, rules: Rules) -> str:
    """Why a figure is withheld, or shown as "about so many", in words; "" for an exact one."""
    if cell.reason is not None and cell.suppressed:
        said = explain(cell, coding.item.question, rules)
        words = REASONS[cell.reason].format(needed=said.needed or rules.least_group)
        if cell.reason is Reason.ALL_BUT_YOU and said.needed:
            words += f" From {said.needed} answers on something can be shown."
        return words
    if cell.suppressed or cell.exact:
        return ""
    return "A range, to keep answers safe"


# Publications ---------------------------------------------------------------------------------


def publications_for(actor: Actor, survey: Survey) -> QuerySet[Publication]:
    """What was published of a survey, the newest first, for whoever may see the survey; what was
    withdrawn only for the system.
    """
    if not visible_to(actor).filter(pk=survey.pk).exists():
        return Publication.objects.none()
    found = Publication.objects.filter(survey=survey).order_by("-number")
    return found.filter(withdrawn_at=None)


def publication_for(actor: Actor, survey: Survey, number: int | None = None) -> Publication | None:
    """The newest publication, or that of a number. Raises NotFound for a number there is not."""
    found = publications_for(actor, survey)
    if number is None:
        return found.first()
    one = found.filter(number=number).first()
    if one is None:
        raise NotFound("There are no such results, or they were withdrawn.")
    return one


def latest_in(actor: Actor, place: Scope) -> Publication | None:
    """The newest results of any survey of a place, with their survey, for whoever may read them.
    One query; none for whoever may not.
    """
    if not may(MAY, "results", by=actor, scope=place):
        return None
    surveys = visible_to(actor).filter(in_place(place)).values("pk")
    found = Publication.objects.filter(survey__in=surveys, withdrawn_at=None)
    found = found.select_related("survey").defer("ledger", "tables")
    return found.order_by("-published_at", "-pk").first()


def letters_being_written(actor: Actor, publication: Publication) -> Job | None:
    """The job that tells many of the publication now, if the actor started it. One query."""
    mine = Job.objects.visible_to(actor).filter(kind=WRITE, subject=subject_of(publication))
    going = mine.filter(state__in=[Job.State.WAITING, Job.State.RUNNING])
    return going.order_by("-asked_at").first()


@dataclass(frozen=True)
class Named:
    """What one organisation agreed to show the group: question and answer, in words."""

    organisation: str
    answers: tuple[tuple[str, str], ...]


def named_for(actor: Actor, publication: Publication, findings: Findings) -> list[Named]:
    """Answers with names, of those who agreed and whose answers are still there, for those to
    whom they were promised alone. By name. At most two queries.
    """
    survey = publication.survey
    if not sees_names_of_group(survey, actor, _was_asked(actor, survey)):
        return []
    return named_in(findings, set(publication.tables.get("named", ())))


def _was_asked(actor: Actor, survey: Survey) -> bool:
    if survey.cluster_id:
        return False
    mine = actor.ids_of("organisation", Role.REPRESENTATIVE)
    asked = Asked.objects.filter(survey=survey, organisation_id__in=mine)
    return bool(mine) and asked.exclude(state=AskedState.WITHDRAWN).exists()


def agreed_keys(findings: Findings) -> list[str]:
    """Opaque keys of those who agreed to be named to the group. One query."""
    if findings.survey.mode != Mode.GROUP:
        return []
    agreed = _who_agreed(findings)
    return [one.key for one in findings.sent if one.organisation_id in agreed]


def _who_agreed(findings: Findings) -> set[int]:
    """The organisations that agree, now, to be named to the group. One query."""
    asked = findings.survey.asked.exclude(agreed_at=None)
    return set(asked.values_list("organisation_id", flat=True))


def named_in(findings: Findings, keys: set[str]) -> list[Named]:
    """What those of the keys show with their names, as far as they still agree. Two queries."""
    still = set(agreed_keys(findings)) & keys
    ids = [one.organisation_id or 0 for one in findings.sent if one.key in still]
    names = dict(register.Organisation.objects.filter(pk__in=ids).values_list("pk", "name"))
    found = [
        Named(names.get(one.organisation_id or 0, ""), tuple(_answers(findings, one.values)))
        for one in findings.sent
        if one.key in still
    ]
    return sorted(found, key=lambda each: each.organisation)


def _answers(findings: Findings, values: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """What of a sheet is shown with its name: not its words, which are read first."""
    from spinney.diagnostics.queries.texts import IN_WORDS

    for key, value in values.items():
        try:
            place = find(findings.instrument, key)
        except KeyError:
            continue
        question = place.question
        if question.shown is not Shown.GROUP or question.kind in IN_WORDS:
            continue
        words = answer_words(question, value, findings.instrument.choices_of(question))
        round_ = place.place.round
        thing = place.section.each or place.section.title
        if words and question.label:
            yield (f"{thing} {round_}: {question.label}" if round_ else question.label), words


@dataclass(frozen=True)
class ReadWords:
    """Words that the group may read, under their question; with a name only where that was
    agreed.
    """

    label: str
    words: str
    organisation: str = ""


def texts_for(actor: Actor, publication: Publication, findings: Findings) -> list[ReadWords]:
    """The words of a publication that are still cleared and still there, in its own order."""
    known = by_token(enough_answered(findings, words_in(findings)))
    kept = [known[one] for one in publication.tables.get("texts", ()) if one in known]
    kept = [one for one in kept if one.shown]
    survey = publication.survey
    if survey.mode == Mode.GROUP:
        if not sees_names_of_group(survey, actor, _was_asked(actor, survey)):
            return []
        agreed = _who_agreed(findings)
        ids = [one.owner for one in kept if one.owner in agreed]
        names = dict(register.Organisation.objects.filter(pk__in=ids).values_list("pk", "name"))
        return [ReadWords(one.label, one.shown, names.get(one.owner or 0, "")) for one in kept]
    return [ReadWords(one.label, one.shown) for one in kept]


def outcome_words(results: Sequence[Result], answered: int) -> str:
    """The results in one sentence: how many answered, and how much of it can be shown."""
    shown = sum(1 for one in results if not one.why)
    withheld = len(results) - shown
    words = f"{counted(answered, 'organisation')} answered. {counted(shown, 'question')} shown"
    return f"{words}, {withheld} withheld." if withheld else f"{words}."


def breakdown_words(keys: Iterable[str]) -> list[str]:
    return [BREAKDOWNS[key] for key in keys if key in BREAKDOWNS]
