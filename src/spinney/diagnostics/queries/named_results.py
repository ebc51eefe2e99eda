"""What a survey shows with names on, for those alone to whom that was promised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.base.web.components.words import EMPTY, counted, listed
from spinney.diagnostics.bridge.findings import Findings, findings_of
from spinney.diagnostics.engine.definition import Instrument, Measure, Shown
from spinney.diagnostics.engine.disclosure.rules import Respondent
from spinney.diagnostics.engine.places import Answer as Value
from spinney.diagnostics.engine.places import find
from spinney.diagnostics.engine.results import named
from spinney.diagnostics.engine.results.items import Item, Sheets
from spinney.diagnostics.engine.results.items import Measure as Of
from spinney.diagnostics.engine.results.named import HeatRow as HeatRow
from spinney.diagnostics.engine.results.naming import named_items, named_sheet, offers, renewals
from spinney.diagnostics.engine.wording import answer_words
from spinney.diagnostics.models import Asked, Survey, Upgrade
from spinney.diagnostics.policies.surveys import check_sees_names
from spinney.diagnostics.states import Area
from spinney.register import api as register


@dataclass(frozen=True)
class Who:
    """An organisation that answered: opaque key, name, number, and its asking for addresses."""

    key: str
    name: str
    organisation_id: int
    asked_id: int


@dataclass(frozen=True)
class HasRow:
    """An item that some have and some have not: names of each; of a post, who holds it."""

    label: str
    area: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    blank: tuple[str, ...]


@dataclass(frozen=True)
class CostRow:
    """What a function costs all who said so in a year, and how it is spread, in pence."""

    label: str
    area: str
    said: int
    total: int
    least: int
    median: int
    most: int


@dataclass(frozen=True)
class GapRow:
    """Something that is missing: who lacks it, what mending it costs each and all. `illustrative`:
    the cost is the instrument's guess, and nobody here has put a figure on it. `times` is the
    question whose answer `cost_each` is multiplied by ("" for none); `uncounted` are those who lack
    it and did not answer that.
    """

    key: str
    label: str
    remedy: str
    lacking: tuple[str, ...]
    not_known: tuple[str, ...]
    cost_each: int | None
    cost: int | None
    illustrative: bool
    note: str = ""
    times: str = ""
    uncounted: tuple[str, ...] = ()


@dataclass(frozen=True)
class SaidRow:
    """An offer, or a date on which something of an organisation ends."""

    organisation: str
    area: str
    words: str
    on: date | None = None


@dataclass(frozen=True)
class NamedResults:
    """The facilitator's view: everything that was sent, with names."""

    survey: Survey
    findings: Findings
    who: tuple[Who, ...]
    heat: tuple[named.HeatRow, ...]
    posts: tuple[HasRow, ...]
    interest: tuple[HasRow, ...]
    satisfaction: tuple[HasRow, ...]
    costs: tuple[CostRow, ...]
    gaps: tuple[GapRow, ...]
    bill: tuple[tuple[str, int], ...]
    bill_in_all: int
    offers: tuple[SaidRow, ...]
    renewals: tuple[SaidRow, ...]
    fragility: named.Fragility | None
    names: dict[str, str]

    def named(self, keys: Sequence[str]) -> str:
        """Names of organisations by their opaque keys, as a list in words."""
        return listed(sorted(self.names[key] for key in keys)) or EMPTY

    @property
    def strengths(self) -> list[str]:
        """What the members are good at, beside where they need help, in words."""
        found = [row for row in self.heat if (row.mean_strength or 0) >= 0.5]
        found.sort(key=lambda row: -(row.mean_strength or 0))
        return [area_words(self.findings.instrument, row.area) for row in found[:3]]


def area_words(instrument: Instrument, area: str) -> str:
    """What an area is called in the survey, else as the areas of the built-in instruments are."""
    known = dict(Area.choices)
    return instrument.areas.get(area) or str(known.get(area, area.replace("_", " ").capitalize()))


def named_results(actor: Actor, survey: Survey) -> NamedResults:
    """All of it, for whoever may see names. Raises NotAllowed to anybody else. Six queries,
    however many have answered.
    """
    check_sees_names(survey, actor)
    findings = findings_of(survey)
    who = _who(findings)
    names = {one.key: one.name for one in who}
    own = {one.key: one for one in Upgrade.objects.filter(survey=survey)}
    instrument = findings.instrument
    items = named_items(instrument, {key: one.cost_pence for key, one in own.items()})
    sheets = {
        Respondent(one.key, str(one.revision)): named_sheet(instrument, one.values)
        for one in findings.sent
    }
    gaps = named.gaps(items, sheets)
    costs = {row.key: _costs_of(findings, row) for row in gaps}
    bill = _bill(costs, names)
    asks_size = any(item.measure in (Of.STAFF, Of.KEY_PERSON) for item in items)
    return NamedResults(
        survey=survey,
        findings=findings,
        who=tuple(who),
        heat=tuple(_with_content(named.heat_map(items, sheets))),
        posts=_having(instrument, items, sheets, Of.POST, names),
        interest=_having(instrument, items, sheets, Of.INTEREST, names),
        satisfaction=_having(instrument, items, sheets, Of.SATISFACTION, names),
        costs=_costs(instrument, items, sheets),
        gaps=tuple(
            _gap(instrument, row, own.get(row.key), costs[row.key], _blank(row, sheets), names)
            for row in gaps
        ),
        bill=bill,
        bill_in_all=sum(cost for _, cost in bill),
        offers=_said(findings, names, "offers"),
        renewals=_said(findings, names, "renewals"),
        fragility=named.fragility(items, sheets) if asks_size else None,
        names=names,
    )


def _who(findings: Findings) -> list[Who]:
    owners = findings.owners
    rows = Asked.objects.filter(survey=findings.survey, organisation_id__in=owners.values())
    by_organisation = {one.organisation_id: one for one in rows.select_related("organisation")}
    found = [
        Who(key, by_organisation[org].organisation.name, org, by_organisation[org].pk)
        for key, org in owners.items()
        if org in by_organisation
    ]
    return sorted(found, key=lambda one: (one.name, one.key))


def _with_content(rows: Sequence[named.HeatRow]) -> list[named.HeatRow]:
    return [row for row in rows if row.mean_need is not None or row.mean_strength is not None]


def _having(
    instrument: Instrument,
    items: Sequence[Item],
    sheets: Sheets,
    measure: Of,
    names: dict[str, str],
) -> tuple[HasRow, ...]:
    def words(keys: Sequence[str]) -> tuple[str, ...]:
        return tuple(sorted(names[key] for key in keys))

    return tuple(
        HasRow(
            _short(instrument, row.key, row.area), row.area,
            words(row.yes), words(row.no), words(row.blank),
        )
        for row in named.having(items, sheets, measure)
        if row.yes or row.no
    )  # fmt: skip


def _short(instrument: Instrument, key: str, area: str) -> str:
    """The area's name, where a question stands for an area; else its own words."""
    same = [one for one in instrument.questions() if one.area == area and area]
    measure = instrument.question(key).measure
    alone = sum(1 for one in same if one.measure == measure) == 1
    return area_words(instrument, area) if alone else instrument.question(key).label


def _costs(instrument: Instrument, items: Sequence[Item], sheets: Sheets) -> tuple[CostRow, ...]:
    return tuple(
        CostRow(
            _short(instrument, row.key, row.area), row.area, len(row.by_owner),
            row.total, row.least, row.median, row.most,
        )
        for row in named.costs(items, sheets)
    )  # fmt: skip


def _costs_of(findings: Findings, row: named.Gap) -> dict[str, int]:
    """What mending a gap costs each who lacks it, in pence; who did not say how many there are to
    mend is not among them.
    """
    per = findings.instrument.question(row.key).per
    numbers = {one.key: one.values.get(per) if per else 1 for one in findings.sent}
    return {
        owner: row.cost_each * number
        for owner in row.lacking
        if row.cost_each is not None and isinstance(number := numbers[owner], int)
    }


def _bill(
    costs: Mapping[str, Mapping[str, int]], names: dict[str, str]
) -> tuple[tuple[str, int], ...]:
    """What coming up to the baseline costs each organisation, by name."""
    found: dict[str, int] = {}
    for by_owner in costs.values():
        for owner, cost in by_owner.items():
            found[owner] = found.get(owner, 0) + cost
    return tuple(sorted((names[owner], cost) for owner, cost in found.items()))


def _blank(row: named.Gap, sheets: Sheets) -> list[str]:
    return [one.owner for one, sheet in sheets.items() if sheet.get(row.key) is None]


def _gap(
    instrument: Instrument,
    row: named.Gap,
    mine: Upgrade | None,
    costs: Mapping[str, int],
    blank: Sequence[str],
    names: dict[str, str],
) -> GapRow:
    question = instrument.question(row.key)
    uncounted = [] if row.cost_each is None else [key for key in row.lacking if key not in costs]
    return GapRow(
        row.key,
        question.label,
        question.remedy,
        tuple(sorted(names[key] for key in row.lacking)),
        tuple(sorted(names[key] for key in blank)),
        row.cost_each,
        sum(costs.values()) if costs else None,
        illustrative=mine is None and row.cost_each is not None,
        note=mine.note if mine else "",
        times=instrument.question(question.per).label if question.per else "",
        uncounted=tuple(sorted(names[key] for key in uncounted)),
    )


def _said(findings: Findings, names: dict[str, str], which: str) -> tuple[SaidRow, ...]:
    instrument = findings.instrument
    read = offers if which == "offers" else renewals
    found = [
        SaidRow(
            names[one.owner], area_words(instrument, one.area) if one.area else "",
            one.words, one.on,
        )
        for sent in findings.sent
        if sent.key in names
        for one in read(instrument, sent.key, sent.values)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda row: (row.on or date.min, row.area, row.organisation)))


# All answers ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class AnswerRow:
    """One answer of one organisation, in words."""

    organisation: str
    section: str
    question: str
    answer: str


def every_answer(actor: Actor, survey: Survey, asked_id: int | None = None) -> list[AnswerRow]:
    """What was answered, question by question, for whoever may see names: of all organisations, or
    of one. Raises NotFound for one that has not answered.
    """
    check_sees_names(survey, actor)
    findings = findings_of(survey)
    who = [one for one in _who(findings) if asked_id in (None, one.asked_id)]
    if asked_id is not None and not who:
        raise NotFound("This organisation has sent no answers to this survey.")
    values = {one.key: one.values for one in findings.sent}
    instrument = findings.instrument
    return [row for one in who for row in answers_in_words(instrument, one.name, values[one.key])]


def answers_in_words(
    instrument: Instrument, organisation: str, values: Mapping[str, Value]
) -> list[AnswerRow]:
    """A sheet in words, in the order of the survey; what only steers is not among it."""
    order = {one.key: at for at, one in enumerate(instrument.questions())}
    found: list[tuple[tuple[int, int], AnswerRow]] = []
    for key, value in values.items():
        try:
            at = find(instrument, key)
        except KeyError:
            continue
        question = at.question
        if question.shown is Shown.OWN or not question.label:
            continue
        words = answer_words(question, value, instrument.choices_of(question))
        if not words:
            continue
        number = at.place.round
        thing = at.section.each or at.section.title
        label = f"{thing} {number}: {question.label}" if number else question.label
        row = AnswerRow(organisation, at.section.title, label, words)
        found.append(((order[question.key], number), row))
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


@dataclass(frozen=True)
class Mending:
    """A part of the baseline: its words, the own figure, the instrument's guess in pence, and the
    question whose answer a cost is multiplied by ("" for none).
    """

    label: str
    own: Upgrade | None
    guess: int | None
    times: str


def upgrade_of(actor: Actor, survey: Survey, key: str) -> Mending:
    """A part of the baseline. Raises NotFound for what is none."""
    check_sees_names(survey, actor)
    instrument = findings_of(survey).instrument
    found = [one for one in instrument.questions() if one.key == key]
    if not found or found[0].measure is not Measure.BASELINE:
        raise NotFound("There is no such part of the baseline in this survey.")
    own = Upgrade.objects.filter(survey=survey, key=key).first()
    times = instrument.question(found[0].per).label if found[0].per else ""
    return Mending(found[0].label, own, found[0].cost_pence or None, times)


def headline(results: NamedResults) -> str:
    """What stands out, in one sentence."""
    words = f"{counted(len(results.who), 'organisation')} answered."
    most = [
        area_words(results.findings.instrument, row.area)
        for row in results.heat
        if (row.mean_need or 0) >= 0.5
    ]
    if most:
        words += f" Help is needed most with {listed(most[:3])}."
    if results.strengths:
        words += f" They are strong in {listed(results.strengths)}."
    return words


def organisation_names(ids: Sequence[int]) -> dict[int, str]:
    return dict(register.Organisation.objects.filter(pk__in=ids).values_list("pk", "name"))
