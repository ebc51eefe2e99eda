"""Results for the group: worked out from released cells alone, and so as safe as they are.

Nothing here sees a sheet. A figure that depends on several cells is given between what it is at
least and at most; whoever has the cells can work it out again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spinney.diagnostics.engine.disclosure.rules import (
    Cell,
    Kind,
    Question,
    Reason,
    Respondent,
    Statistic,
)
from spinney.diagnostics.engine.results.items import Item, Measure, Sheets
from spinney.diagnostics.engine.results.named import FRAGILE_BELOW, areas


@dataclass(frozen=True, slots=True)
class Between:
    """A share or mean that lies between two figures (the same when exact); of how many answers.

    Both None: nothing is shown, for these reasons.
    """

    low: float | None
    high: float | None
    size: int
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area in the group's heat map: need, strength and interest from 0 to 1, with the cells they
    were worked out from.
    """

    area: str
    need: Between
    strength: Between
    interest: Between
    cells: tuple[Cell, ...]


def group_heat_map(items: Sequence[Item], cells: Sequence[Cell]) -> list[AreaRow]:
    """Areas of need for the group, the greatest first (by the middle of what is shown)."""
    total = _of_everybody(cells)
    rows = []
    for area in areas(items):
        mine = [item for item in items if item.area == area]
        rows.append(
            AreaRow(
                area,
                _mean(mine, {Measure.NEED, Measure.SATISFACTION}, total),
                _mean(mine, {Measure.STRENGTH}, total),
                _mean(mine, {Measure.INTEREST}, total),
                tuple(total[item.key] for item in mine if item.key in total),
            )
        )
    return sorted(rows, key=lambda row: (-_middle(row.need), row.area))


def _middle(between: Between) -> float:
    if between.low is None or between.high is None:
        return -1.0
    return (between.low + between.high) / 2


def _of_everybody(cells: Sequence[Cell]) -> dict[str, Cell]:
    """Figures of everybody that have no options, by question."""
    wanted = (Statistic.TOTAL, Statistic.COUNT)
    return {
        cell.question: cell
        for cell in cells
        if not cell.group and cell.option is None and cell.statistic in wanted
    }


def _mean(items: Sequence[Item], measures: set[Measure], cells: Mapping[str, Cell]) -> Between:
    chosen = [item for item in items if item.measure in measures and item.key in cells]
    found = [(item, share(item, cells[item.key])) for item in chosen]
    shown = [one for _item, one in found if one.low is not None]
    reasons = tuple(dict.fromkeys(reason for _item, one in found for reason in one.reasons))
    if not shown:
        return Between(None, None, max((one.size for _i, one in found), default=0), reasons)
    low = sum(one.low or 0 for one in shown) / len(shown)
    high = sum(one.high or 0 for one in shown) / len(shown)
    return Between(low, high, max(one.size for one in shown), reasons)


def share(item: Item, cell: Cell) -> Between:
    """A cell as a share from 0 to 1 of the most it could be; of satisfaction, what is lacking."""
    reasons = (cell.reason,) if cell.reason else ()
    if cell.suppressed or cell.size == 0:
        return Between(None, None, cell.size, reasons)
    top = cell.size * (item.question.levels - 1 if item.question.kind is Kind.SCALE else 1)
    low, high = (figure / top for figure in cell.range)
    if item.measure is Measure.SATISFACTION:
        low, high = 1 - high, 1 - low
    return Between(low, high, cell.size, reasons)


@dataclass(frozen=True, slots=True)
class CountRow:
    """How many said yes and how many did not (a post held and missing, an interest, an offer)."""

    key: str
    area: str
    measure: Measure
    yes: tuple[int, int] | None
    no: tuple[int, int] | None
    cell: Cell


def counts(items: Sequence[Item], cells: Sequence[Cell], measure: Measure) -> list[CountRow]:
    """Yes/no items of one measure, as far as they may be shown."""
    total = _of_everybody(cells)
    rows = []
    for item in items:
        if item.measure is measure and item.question.kind is Kind.YES_NO and item.key in total:
            cell = total[item.key]
            yes = None if cell.suppressed else cell.range
            no = (cell.size - yes[1], cell.size - yes[0]) if yes else None
            rows.append(CountRow(item.key, item.area, measure, yes, no, cell))
    return rows


@dataclass(frozen=True, slots=True)
class BillRow:
    """A baseline item: how many lack it, and what mending it costs the group, in pence."""

    key: str
    area: str
    lacking: tuple[int, int] | None
    cost_each: int | None
    cost: tuple[int, int] | None
    cell: Cell


def group_gaps(items: Sequence[Item], cells: Sequence[Cell]) -> list[BillRow]:
    """The costed upgrade list, most lacked first; what may not be shown last."""
    by_key = {item.key: item for item in items}
    rows = []
    for row in counts(items, cells, Measure.BASELINE):
        each = by_key[row.key].mending_cost
        cost = (row.no[0] * each, row.no[1] * each) if row.no and each is not None else None
        rows.append(BillRow(row.key, row.area, row.no, each, cost, row.cell))
    return sorted(rows, key=lambda row: (-sum(row.lacking) if row.lacking else 1, row.key))


def group_bill(rows: Sequence[BillRow]) -> tuple[int, int]:
    """What all of it costs the group, at least and at most; rows without a cost are left out."""
    costs = [row.cost for row in rows if row.cost]
    return sum(low for low, _high in costs), sum(high for _low, high in costs)


@dataclass(frozen=True, slots=True)
class CostRow:
    """What a function costs: the bands of the question that the median and the spread lie in."""

    key: str
    area: str
    edges: tuple[int, ...]
    median: tuple[int, int] | None
    lower: int | None
    upper: int | None
    size: int
    reason: Reason | None


def group_costs(items: Sequence[Item], cells: Sequence[Cell]) -> list[CostRow]:
    """Cost of each function and its spread, as far as they may be shown."""
    found = {(c.question, c.statistic): c for c in cells if not c.group and c.option is None}
    rows = []
    for item in items:
        median = found.get((item.key, Statistic.MEDIAN))
        if item.measure is not Measure.COST or median is None:
            continue
        lower, upper = (found.get((item.key, end)) for end in (Statistic.LOWER, Statistic.UPPER))
        rows.append(
            CostRow(
                item.key,
                item.area,
                item.question.edges,
                None if median.suppressed else median.range,
                lower.low if lower else None,
                upper.high if upper else None,
                median.size,
                median.reason,
            )
        )
    return rows


FRAGILE_KEY = "fragile"


def fragility_item(staff: Item, key_person: Item | None = None) -> Item:
    """A calculated yes/no, "leans on too few people", that can be released in place of the
    questions it is worked out from (the release leaves it out while one of those is shown).
    """
    parts = (staff.key, key_person.key) if key_person else (staff.key,)
    question = Question(FRAGILE_KEY, Kind.YES_NO, calculated_from=parts)
    return Item(question, staff.area, Measure.OTHER)


def with_fragility(sheets: Sheets, staff: Item, key_person: Item | None = None) -> Sheets:
    """The sheets with the calculated answer; without it where the number of staff is not known."""
    found: dict[Respondent, dict[str, object]] = {}
    for respondent, sheet in sheets.items():
        found[respondent] = dict(sheet)
        number = sheet.get(staff.key)
        lone = bool(key_person and sheet.get(key_person.key))
        if number is not None:
            found[respondent][FRAGILE_KEY] = int(number < FRAGILE_BELOW or lone)
    return found
