"""What stands out for the group: areas in order, worked out from released cells alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spinney.base.web.components.words import listed
from spinney.diagnostics.bridge.findings import reading_of
from spinney.diagnostics.engine.disclosure.rules import Cell, Kind, Reason, Statistic
from spinney.diagnostics.engine.results.grouped import Between, group_gaps, group_heat_map
from spinney.diagnostics.engine.results.items import Measure
from spinney.diagnostics.engine.results.reading import Coding, Reading
from spinney.diagnostics.models import Survey
from spinney.diagnostics.queries.named_results import area_words
from spinney.diagnostics.queries.published import REASONS

HALF = 0.5


@dataclass(frozen=True)
class Ranged:
    """Something with a share between two, in words; both None with why, where it is withheld."""

    area: str
    label: str
    low: float | None
    high: float | None
    words: str
    why: str = ""
    area_label: str = ""

    @property
    def middle(self) -> float:
        return -1.0 if self.low is None or self.high is None else (self.low + self.high) / 2


@dataclass(frozen=True)
class GroupFindings:
    """Needs, strengths and interest by area; posts held, and what of the baseline is there."""

    needs: tuple[Ranged, ...]
    strengths: tuple[Ranged, ...]
    interest: tuple[Ranged, ...]
    posts: tuple[Ranged, ...]
    baseline: tuple[Ranged, ...]
    costs_low: int
    costs_high: int

    @property
    def standing_out(self) -> list[Ranged]:
        """Areas in which at least half of what could be needed is needed for sure, greatest
        first.
        """
        return [one for one in self.needs if one.low is not None and one.low >= HALF]

    @property
    def outcome(self) -> str:
        """What stands out in one sentence; "" when nothing does."""
        needs = listed(one.label for one in self.standing_out[:3])
        strong = [one.label for one in self.strengths if one.low is not None and one.low >= HALF]
        words = f"Help is needed most with {needs}." if needs else ""
        if strong:
            words += f" The group is strong in {listed(strong[:3])}: something to build on."
        return words.strip()


def group_findings(survey: Survey, cells: Sequence[Cell]) -> GroupFindings:
    """Findings from cells that may be shown. No query."""
    reading = reading_of(survey)
    items = [item for item in reading.items]
    rows = group_heat_map(items, cells)
    gaps = [row for row in group_gaps(items, cells) if row.cost]

    def ranged(which: str) -> tuple[Ranged, ...]:
        found = [_between(reading, row.area, getattr(row, which)) for row in rows]
        kept = [one for one in found if one.low is not None or one.why]
        return tuple(sorted(kept, key=lambda one: -one.middle))

    return GroupFindings(
        needs=ranged("need"),
        strengths=ranged("strength"),
        interest=ranged("interest"),
        posts=tuple(_posts(reading, cells)),
        baseline=tuple(_baseline(reading, cells)),
        costs_low=sum(row.cost[0] for row in gaps if row.cost),
        costs_high=sum(row.cost[1] for row in gaps if row.cost),
    )


def _between(reading: Reading, area: str, found: Between) -> Ranged:
    label = area_words(reading.instrument, area)
    if found.low is None or found.high is None:
        return Ranged(area, label, None, None, "", _why(found.reasons))
    low, high = round(found.low * 100), round(found.high * 100)
    words = f"{low}%" if low == high else f"{low}% to {high}%"
    words += f" of the most it could be, from {found.size} answers"
    return Ranged(area, label, found.low, found.high, words)


def _why(reasons: Sequence[Reason]) -> str:
    if not reasons:
        return ""
    return REASONS[reasons[0]].replace("Fewer than {needed}", "Too few")


def _posts(reading: Reading, cells: Sequence[Cell]) -> list[Ranged]:
    """In how many organisations somebody is employed for each area."""
    found = []
    for key, coding in reading.codings.items():
        if coding.item.measure is not Measure.POST:
            continue
        held = _held_option(reading, coding)
        for cell in cells:
            if cell.question == key and not cell.group and cell.option == held:
                label = area_words(reading.instrument, coding.item.area)
                found.append(_counted(coding.item.area, label, cell))
    return found


def _held_option(reading: Reading, coding: Coding) -> int | None:
    """The option that says that somebody holds the post: that with the highest level."""
    if coding.item.question.kind is Kind.YES_NO:
        return None
    choices = reading.instrument.choices_of(coding.asked)
    most = max(choices, key=lambda one: -1 if one.level is None else one.level)
    return next((at for at, names in enumerate(coding.groups) if most.name in names), None)


def _baseline(reading: Reading, cells: Sequence[Cell]) -> list[Ranged]:
    """In how many organisations each part of the baseline is there, the fewest first."""
    found = []
    for cell in cells:
        coding = reading.codings.get(cell.question)
        if coding is None or cell.group or cell.statistic is not Statistic.COUNT:
            continue
        if coding.item.measure is Measure.BASELINE and cell.option is None:
            one = _counted(coding.item.area, coding.asked.label, cell)
            found.append(replace(one, area_label=area_words(reading.instrument, one.area)))
    return sorted(found, key=lambda one: (one.low is None, one.middle))


def _counted(area: str, label: str, cell: Cell) -> Ranged:
    if cell.suppressed or not cell.size:
        why = _why([cell.reason]) if cell.reason else ""
        return Ranged(area, label, None, None, "", why)
    low, high = cell.range
    words = f"{low} of {cell.size}" if low == high else f"{low} to {high} of {cell.size}"
    return Ranged(area, label, low / cell.size, high / cell.size, words)
