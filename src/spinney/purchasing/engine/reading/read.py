"""A file read into lines, as a layout says: every row is a line, skipped, or refused. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from spinney.base.kernel.tabular.amounts import amount
from spinney.purchasing.engine.line import LINES, NUMBER_DIGITS, NUMBER_PLACES, arrow_schema
from spinney.purchasing.engine.reading.cells import Cells
from spinney.purchasing.engine.reading.finding import Found, has_amount
from spinney.purchasing.engine.reading.grid import Grid, Sheet
from spinney.purchasing.engine.reading.layout import Grouped, Layout, Role, plain_heading
from spinney.purchasing.engine.reading.money import Money
from spinney.purchasing.engine.reading.opening import Data, open_grid
from spinney.purchasing.engine.reading.reading import Reading, Refused, Skipped, summary_of
from spinney.purchasing.engine.reading.refusal import FileRefused
from spinney.purchasing.engine.reading.rows import Sorted, sort_rows

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

MOST_SPOILED = 0.05
"""In how many rows, as a share, ###### may stand for a date or an amount, or an amount be cut in
two, before the whole file is refused."""
type Progress = Callable[[int, int], None]


def read(
    name: str,
    data: Data,
    layout: Layout,
    *,
    source: str = "",
    progress: Progress | None = None,
) -> Reading:
    """The lines of a file, laid out as `layout` says (which `look` found for this file).

    `source` says whose the lines are; the file's name where it is not given. `progress` is told
    how many rows are done, of how many. Raises FileRefused for a file that cannot be opened, or
    that is not laid out so.
    """
    grid = open_grid(name, data)
    return read_grid(grid, layout, source=source or name, progress=progress)


def read_grid(
    grid: Grid, layout: Layout, *, source: str = "", progress: Progress | None = None
) -> Reading:
    """The lines of a file that is open already. Raises FileRefused as `read` does."""
    import pyarrow as pa

    tables = tables_for(grid, layout)
    total = sum(table.stop - table.start for table in tables)
    done = 0
    parts: list[pa.Table] = []
    skipped: list[Skipped] = []
    refused: list[Refused] = []
    for table in tables:
        cells = Cells(table, layout)
        found = sort_rows(cells, layout)
        parts.append(_lines(cells, found, layout, source))
        skipped += _skipped(table, found)
        refused += _refused(table, cells, found)
        done += table.stop - table.start
        if progress:
            progress(done, total)
    lines = pa.concat_tables(parts) if parts else arrow_schema().empty_table()
    _check_whole(refused, lines.num_rows)
    return Reading(lines, tuple(skipped), tuple(refused), summary_of(lines))


def _check_whole(refused: list[Refused], read_rows: int) -> None:
    """Refuse a file that hides more than a few of its dates or amounts, or has them cut in two:
    it was spoiled when it was saved, and can be saved again.
    """
    of = read_rows + len(refused)
    for code in ("hashes", "split_amount"):
        spoiled = sum(one.code == code for one in refused)
        if spoiled > MOST_SPOILED * of:
            raise FileRefused(code, count=spoiled, of=of)


def tables_for(grid: Grid, layout: Layout) -> list[Found]:
    """The tables of a file that a layout is of. Raises FileRefused when there are none."""
    if Role.SUPPLIER not in _roles(layout) and layout.grouped is not Grouped.BY_SUPPLIER:
        raise FileRefused("no_supplier_column")
    if not has_amount(_roles(layout)):
        raise FileRefused("no_amount_column")
    found = [
        table for table in grid.tables if table.sheet.name in layout.sheets and fits(table, layout)
    ]
    if not found:
        raise FileRefused("other_layout")
    return found


def _roles(layout: Layout) -> set[Role]:
    return {one.role for one in layout.columns}


def fits(table: Found, layout: Layout) -> bool:
    """Whether a table has the columns of a layout where the layout says: those that are read, and
    the others too where the former have no headings to be known by.
    """
    heading_at = dict(zip(table.columns, table.headings, strict=True))
    used = [one for one in layout.columns if one.role is not Role.IGNORE]
    known = used if any(plain_heading(one.heading) for one in used) else layout.columns
    return all(
        plain_heading(heading_at.get(one.index, "\0")) == plain_heading(one.heading)
        for one in known
    )


def _lines(cells: Cells, found: Sorted, layout: Layout, source: str) -> pa.Table:
    import numpy as np
    import pyarrow as pa

    rows = np.flatnonzero(found.keep)
    sheet = cells.table.sheet
    count = len(rows)
    money = cells.money
    net, has_net = _net(money, layout)
    made: dict[str, Any] = {
        "source": _same(source, count),
        "sheet": _same(sheet.name, count),
        "row": pa.array(rows + cells.table.start + sheet.first_row, pa.int64()),
        "day": pa.array(cells.days[rows], pa.date32()),
        "supplier": _texts(cells.supplier, rows),
        "supplier_number": _texts(cells.supplier_number, rows),
        "net_pence": _pence(net, has_net, rows),
        "vat_pence": _pence(money.vat, money.has_vat, rows),
        "gross_pence": _pence(money.gross, money.has_gross, rows),
        "category": _texts(cells.words(Role.CATEGORY), rows),
        "description": _texts(cells.words(Role.DESCRIPTION), rows),
        "reference": _texts(cells.words(Role.REFERENCE), rows),
        "quantity": _numbers(cells, Role.QUANTITY, rows),
        "unit_price": _numbers(cells, Role.UNIT_PRICE, rows),
        "contract_end": pa.array(cells.days_of(Role.CONTRACT_END)[rows], pa.date32()),
    }
    if found.groups and layout.grouped is not Grouped.NOT:
        wanted = "supplier" if layout.grouped is Grouped.BY_SUPPLIER else "category"
        made[wanted] = _under(found.groups, rows, made[wanted])
    return pa.table([made[name] for name in LINES], schema=arrow_schema())


def _net(money: Money, layout: Layout) -> tuple[np.ndarray | None, np.ndarray]:
    """The amounts without VAT: as the file has them, or what is left of gross when VAT is known.

    VAT that cannot be reclaimed is a cost, and is not taken off.
    """
    import numpy as np

    index = layout.index_of(Role.VAT)
    if layout.index_of(Role.GROSS) is None:
        return money.net, money.has_net
    heading = next((one.heading for one in layout.columns if one.index == index), "")
    if money.gross is None or money.vat is None or "irrecoverable" in heading.casefold():
        return money.net, money.has_net
    both = money.has_gross & money.has_vat & ~money.has_net
    net = money.net if money.net is not None else np.zeros(len(both), np.int64)
    return np.where(both, money.gross - money.vat, net), money.has_net | both


def _same(text: str, count: int) -> pa.Array:
    import pyarrow as pa

    return pa.repeat(pa.scalar(text, pa.string()), count)


def _texts(column: pa.ChunkedArray | None, rows: np.ndarray) -> pa.Array | pa.ChunkedArray:
    return _same("", len(rows)) if column is None else column.take(rows)


def _pence(values: np.ndarray | None, known: np.ndarray, rows: np.ndarray) -> pa.Array:
    import pyarrow as pa

    if values is None:
        return pa.nulls(len(rows), pa.int64())
    return pa.array(values[rows], pa.int64(), mask=~known[rows])


def _numbers(cells: Cells, role: Role, rows: np.ndarray) -> pa.Array:
    """Quantities or prices of one: exact, in pounds; nothing where a cell is no number."""
    from decimal import Decimal

    import pyarrow as pa

    kind = pa.decimal128(NUMBER_DIGITS, NUMBER_PLACES)
    index = cells.layout.index_of(role)
    if index is None:
        return pa.nulls(len(rows), kind)
    scale = 10**NUMBER_PLACES
    seen: dict[str, Decimal | None] = {}
    values = []
    for text in cells.columns[index].take(rows).to_pylist():
        if text not in seen:
            # As if 1 meant 100 pounds, pence are the ten-thousandths that are kept.
            found = amount(text, scale // 100, decimal_comma=cells.layout.decimal_comma)
            seen[text] = None if found is None else Decimal(found.pence) / scale
        values.append(seen[text])
    return pa.array(values, kind)


def _under(groups: dict[int, str], rows: np.ndarray, own: pa.Array | pa.ChunkedArray) -> pa.Array:
    """For each row its own words, or those of the heading that it stands under."""
    import bisect

    import pyarrow as pa

    starts = sorted(groups)
    words = []
    for row, text in zip(rows.tolist(), own.to_pylist(), strict=True):
        place = bisect.bisect_right(starts, row)
        words.append(text or (groups[starts[place - 1]] if place else ""))
    return pa.array(words, pa.string())


def _number(sheet: Sheet, table: Found, row: int) -> int:
    """The number of a row of a table for a person who opens the file."""
    return row + table.start + sheet.first_row


def _skipped(table: Found, found: Sorted) -> list[Skipped]:
    sheet = table.sheet
    return [
        Skipped(sheet.name, _number(sheet, table, row), code, found.amounts.get(row))
        for row, code in sorted(found.skipped.items())
    ]


def _refused(table: Found, cells: Cells, found: Sorted) -> list[Refused]:
    sheet = table.sheet
    return [
        Refused(
            sheet.name,
            _number(sheet, table, row),
            column,
            code,
            _value(cells, row, code, column),
        )
        for row, (code, column) in sorted(found.refused.items())
    ]


def _value(cells: Cells, row: int, code: str, column: int | None) -> str:
    """What the cell says for which a row is refused; with its currency, where that is why."""
    text = "" if column is None else cells.text(row, column)[:80]
    currency = cells.money.currencies.get(row, "")
    return f"{text} {currency}" if code == "other_currency" and text[:1].isdigit() else text
