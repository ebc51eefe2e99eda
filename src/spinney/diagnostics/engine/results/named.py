"""Results with names: what the facilitator sees, and an organisation of itself. Never the group."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from spinney.diagnostics.engine.disclosure.rules import Kind
from spinney.diagnostics.engine.results.items import (
    Item,
    Measure,
    Sheets,
    answered,
    intensity,
)

NEEDS: Final = frozenset({Measure.NEED, Measure.SATISFACTION})
FULL_TIME: Final = 100
FRAGILE_BELOW: Final = 4 * FULL_TIME
"""Fewer than four full-time staff: the sources' mark of an organisation that leans on one or two.
"""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """An area: each organisation's need and strength from 0 to 1 (None: it said nothing), and the
    means of those who said something.
    """

    area: str
    need: dict[str, float | None]
    strength: dict[str, float | None]
    mean_need: float | None
    mean_strength: float | None


def heat_map(items: Sequence[Item], sheets: Sheets) -> list[HeatRow]:
    """Areas by organisation, the greatest mean need first; strengths beside needs."""
    rows = []
    for area in areas(items):
        need = _by_owner(items, area, NEEDS, sheets)
        strength = _by_owner(items, area, {Measure.STRENGTH}, sheets)
        rows.append(HeatRow(area, need, strength, _mean(need.values()), _mean(strength.values())))
    return sorted(rows, key=lambda row: (-(row.mean_need or 0), row.area))


def areas(items: Sequence[Item]) -> list[str]:
    """Areas in the instrument's order."""
    return list(dict.fromkeys(item.area for item in items if item.area))


def _by_owner(
    items: Sequence[Item], area: str, measures: Iterable[Measure], sheets: Sheets
) -> dict[str, float | None]:
    wanted = set(measures)
    chosen = [item for item in items if item.area == area and item.measure in wanted]
    found = {}
    for respondent, sheet in sheets.items():
        given = [intensity(item, sheet.get(item.key)) for item in chosen]
        found[respondent.owner] = _mean(given)
    return found


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


@dataclass(frozen=True, slots=True)
class Having:
    """Who said yes and who said no to an item (a post held, an interest, an offer)."""

    key: str
    area: str
    measure: Measure
    yes: tuple[str, ...]
    no: tuple[str, ...]
    blank: tuple[str, ...]


def having(items: Sequence[Item], sheets: Sheets, measure: Measure) -> list[Having]:
    """Posts held and missing, interest, or offers, item by item; a scale's upper half is yes."""
    rows = []
    for item in items:
        if item.measure is not measure or item.question.kind not in (Kind.YES_NO, Kind.SCALE):
            continue
        given = answered(item, sheets)
        half = item.question.levels / 2
        yes = sorted(one.owner for one, answer in given.items() if answer >= half)
        no = sorted(one.owner for one, answer in given.items() if answer < half)
        blank = sorted(one.owner for one in sheets if one not in given)
        rows.append(Having(item.key, item.area, measure, tuple(yes), tuple(no), tuple(blank)))
    return rows


@dataclass(frozen=True, slots=True)
class Cost:
    """What an area costs each organisation a year, in pence; and how that is spread."""

    key: str
    area: str
    by_owner: dict[str, int]
    total: int
    least: int
    median: int
    most: int


def costs(items: Sequence[Item], sheets: Sheets) -> list[Cost]:
    """Cost of each function and its spread, the dearest first."""
    rows = []
    for item in items:
        given = {one.owner: int(answer) for one, answer in answered(item, sheets).items()}
        if item.measure is Measure.COST and given:
            ordered = sorted(given.values())
            middle = ordered[(len(ordered) + 1) // 2 - 1]
            rows.append(
                Cost(item.key, item.area, given, sum(ordered), ordered[0], middle, ordered[-1])
            )
    return sorted(rows, key=lambda row: (-row.total, row.key))


@dataclass(frozen=True, slots=True)
class Gap:
    """Something below the baseline: who lacks it, and what mending it costs (None: not known)."""

    key: str
    area: str
    lacking: tuple[str, ...]
    cost_each: int | None
    cost: int | None


def gaps(items: Sequence[Item], sheets: Sheets) -> list[Gap]:
    """What is missing against the baseline, most lacked first; a blank is not counted as a gap."""
    rows = []
    for item in items:
        if item.measure is not Measure.BASELINE:
            continue
        lacking = sorted(one.owner for one, met in answered(item, sheets).items() if not met)
        each = item.mending_cost
        cost = None if each is None else each * len(lacking)
        if lacking:
            rows.append(Gap(item.key, item.area, tuple(lacking), each, cost))
    return sorted(rows, key=lambda row: (-len(row.lacking), row.key))


def upgrade_bill(rows: Sequence[Gap]) -> tuple[dict[str, int], int]:
    """What coming up to the baseline costs each organisation and all of them, in pence; gaps
    without a known cost are left out.
    """
    by_owner: dict[str, int] = {}
    for row in rows:
        for owner in row.lacking if row.cost_each is not None else ():
            by_owner[owner] = by_owner.get(owner, 0) + (row.cost_each or 0)
    return by_owner, sum(by_owner.values())


@dataclass(frozen=True, slots=True)
class Fragility:
    """Who leans on too few people; `unknown` answered neither question."""

    few_staff: tuple[str, ...]
    one_key_person: tuple[str, ...]
    fragile: tuple[str, ...]
    unknown: tuple[str, ...]


def fragility(items: Sequence[Item], sheets: Sheets) -> Fragility:
    """Organisations with fewer than four full-time staff, or that hang on one key person."""
    few: set[str] = set()
    lone: set[str] = set()
    known: set[str] = set()
    for item in items:
        if item.measure not in (Measure.STAFF, Measure.KEY_PERSON):
            continue
        given = answered(item, sheets)
        known.update(one.owner for one in given)
        if item.measure is Measure.STAFF:
            few.update(one.owner for one, answer in given.items() if answer < FRAGILE_BELOW)
        else:
            lone.update(one.owner for one, answer in given.items() if answer)
    unknown = {one.owner for one in sheets} - known
    return Fragility(
        tuple(sorted(few)), tuple(sorted(lone)), tuple(sorted(few | lone)), tuple(sorted(unknown))
    )
