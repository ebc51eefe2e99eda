"""A file that is open, looked at: which table, which layout, what is doubtful, a sample. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spinney.purchasing.engine.line import Line
from spinney.purchasing.engine.reading.cells import Cells
from spinney.purchasing.engine.reading.finding import Found, has_amount
from spinney.purchasing.engine.reading.grid import Grid
from spinney.purchasing.engine.reading.headings import said_by
from spinney.purchasing.engine.reading.layout import (
    ColumnUse,
    Grouped,
    Layout,
    MoneyIn,
    Role,
    plain_heading,
)
from spinney.purchasing.engine.reading.look import SAMPLE_ROWS, Doubt, Look, SampleRow, Table
from spinney.purchasing.engine.reading.meaning import slid
from spinney.purchasing.engine.reading.read import read_grid
from spinney.purchasing.engine.reading.reading import Reading, lines_of
from spinney.purchasing.engine.reading.refusal import FileRefused
from spinney.purchasing.engine.reading.understanding import dates_in, layout_of


def look_at(grid: Grid, remembered: Iterable[Layout] = ()) -> Look:
    """What can be understood of a file that is open. Raises FileRefused as `look` does."""
    found = grid.tables
    if not found:
        raise FileRefused("no_table")
    best = max(found, key=lambda table: table.worth)
    chosen = [one for one in found if _alike(one, best)]
    layout, doubts = layout_of(grid, chosen)
    known = _remembered(layout, remembered)
    if known is None:
        _check_slid(best)
    else:
        layout = _taken_over(layout, known, chosen)
    doubts = [*grid.noticed, *_about_tables(found, chosen, best, layout), *doubts]
    sample: tuple[SampleRow, ...] = ()
    if not _lacking(layout):
        reading = read_grid(grid, layout)
        doubts += _about_rows(reading, layout, chosen)
        sample = sample_of(chosen, layout, reading)
    return Look(
        name=grid.name,
        kind=grid.kind,
        encoding=grid.encoding,
        tables=tuple(_table(one, one in chosen) for one in found),
        layout=layout,
        doubts=tuple(doubts),
        sample=sample,
        remembered=known is not None,
    )


def _alike(table: Found, best: Found) -> bool:
    """Whether a table is read along with the best: the same headings over the same columns."""
    if table.sheet is best.sheet and table.start == best.start and table.columns == best.columns:
        return True
    if table.fingerprint != best.fingerprint or not any(table.headings):
        return False
    return table.columns == best.columns and table.headings == best.headings


def _table(table: Found, chosen: bool) -> Table:
    first = table.sheet.first_row
    return Table(
        sheet=table.sheet.name,
        header_rows=tuple(row + first for row in table.header),
        first_row=table.start + first,
        last_row=table.stop - 1 + first,
        headings=table.headings,
        columns=table.columns,
        rows=table.stop - table.start,
        chosen=chosen,
    )


def _remembered(layout: Layout, remembered: Iterable[Layout]) -> Layout | None:
    """The layout that somebody gave for the same headings, the last one first."""
    wanted = layout.fingerprint
    return next((one for one in remembered if one.fingerprint == wanted), None)


def _taken_over(found: Layout, known: Layout, tables: Sequence[Found]) -> Layout:
    """A remembered layout for the places of this file. How its days are written is what this file
    proves, and only where it proves nothing what was remembered.
    """
    roles = {plain_heading(one.heading): one.role for one in reversed(known.columns)}
    same_places = known.headings == found.headings
    columns = tuple(
        ColumnUse(
            one.heading,
            one.index,
            known.columns[place].role
            if same_places
            else roles.get(plain_heading(one.heading), Role.IGNORE),
        )
        for place, one in enumerate(found.columns)
    )
    proof = dates_in(replace(found, columns=columns), tables)
    return replace(
        known,
        columns=columns,
        sheets=found.sheets,
        header_rows=found.header_rows,
        date_order=known.date_order if proof.assumed else proof.order,
        encoding=found.encoding,
        delimiter=found.delimiter,
    )


def _check_slid(table: Found) -> None:
    column = slid(table.headings, table.profiles, table.roles)
    if column is not None:
        raise FileRefused("slid", sheet=table.sheet.name, heading=table.headings[column])


def _lacking(layout: Layout) -> bool:
    roles = {one.role for one in layout.columns}
    named = Role.SUPPLIER in roles or layout.grouped is Grouped.BY_SUPPLIER
    return not (named and has_amount(roles))


def _about_tables(
    found: Sequence[Found], chosen: Sequence[Found], best: Found, layout: Layout
) -> list[Doubt]:
    """What a person should know of the tables, and of which columns were taken for what."""
    doubts = []
    sheet = best.sheet.name
    if not best.header:
        doubts.append(Doubt("no_headings", sheet, best.start + best.sheet.first_row))
    others = [one for one in found if one not in chosen]
    for one in others:
        code = "other_table" if one.sheet.name in layout.sheets else "other_sheet"
        row = (one.header[0] if one.header else one.start) + one.sheet.first_row
        detail = {"rows": one.filled_rows, "headings": list(one.headings[:6])}
        doubts.append(Doubt(code, one.sheet.name, row, detail=detail))
    supplier = layout.index_of(Role.SUPPLIER)
    heading = next((one.heading for one in layout.columns if one.index == supplier), "")
    if supplier is None and layout.grouped is not Grouped.BY_SUPPLIER:
        doubts.append(Doubt("no_supplier_column", sheet))
    elif supplier is not None and heading and not said_by(heading).get(Role.SUPPLIER):
        coded = Role.SUPPLIER_NUMBER in said_by(heading)
        code = "supplier_codes" if coded else "supplier_from_description"
        doubts.append(Doubt(code, sheet, column=supplier, detail={"heading": heading}))
    elif supplier is not None and heading and _looks_like_codes(best, supplier):
        doubts.append(Doubt("supplier_short", sheet, column=supplier, detail={"heading": heading}))
    if not has_amount(one.role for one in layout.columns):
        doubts.append(Doubt("no_amount_column", sheet))
    return doubts


def _looks_like_codes(table: Found, column: int) -> bool:
    """Whether most names in a column are too short to be told from codes."""
    if column not in table.columns:
        return False
    return table.profiles[table.columns.index(column)].words < 0.5


def _about_rows(reading: Reading, layout: Layout, tables: Sequence[Found]) -> list[Doubt]:
    """What a person should know of the rows that were read, left out, or refused."""
    doubts = []
    codes = Counter(one.code for one in reading.refused)
    rows = reading.summary.rows + len(reading.refused)
    for code, count in codes.most_common():
        first = next(one for one in reading.refused if one.code == code)
        detail = {"count": count, "of": rows, "value": first.value}
        doubts.append(Doubt(f"refused_{code}", first.sheet, first.row, first.column, detail))
    income = sum(one.code == "receipt" for one in reading.skipped)
    if income and layout.money_in is MoneyIn.RECEIPT:
        doubts.append(Doubt("income_left_out", detail={"count": income}))
    doubts += _about_totals(reading)
    names = sum(len(Cells(table, layout).mended_names) for table in tables)
    if names:
        column = layout.index_of(Role.SUPPLIER)
        doubts.append(
            Doubt("names_mended", layout.sheets[0], column=column, detail={"count": names})
        )
    undated = reading.lines["day"].null_count
    if undated and layout.index_of(Role.DATE) is not None:
        doubts.append(Doubt("undated", detail={"count": undated}))
    if not reading.summary.rows:
        doubts.append(Doubt("no_payments"))
    return doubts


def _about_totals(reading: Reading) -> list[Doubt]:
    """The grand total of a file of one sheet, where it is not what the payments come to."""
    totals = [one for one in reading.skipped if one.code in ("total", "subtotal") and one.pence]
    if not totals or len({one.sheet for one in totals}) > 1:
        return []
    if len(totals) > 1 and totals[-1].code == "subtotal":
        return []  # each was set against its own rows; what comes after the last has none yet
    last, found = totals[-1], reading.summary.sum_pence
    before = sum(one.pence or 0 for one in totals[:-1])
    if last.pence in (found, before) or found in (before, before + (last.pence or 0)):
        return []
    detail = {"said": last.pence, "found": found}
    return [Doubt("total_differs", last.sheet, last.row, detail=detail)]


def sample_of(tables: Sequence[Found], layout: Layout, reading: Reading) -> tuple[SampleRow, ...]:
    """The first rows of what is read, as they stand in the file and as they were understood."""
    table = tables[0]
    sheet, first = table.sheet.name, table.sheet.first_row
    cells = Cells(table, layout)
    codes = {(one.sheet, one.row): one.code for one in reading.skipped}
    codes |= {(one.sheet, one.row): one.code for one in reading.refused}
    lines = {(one.sheet, one.row): one for one in _first_lines(reading)}
    sample = []
    for index in range(min(SAMPLE_ROWS, cells.height)):
        row = index + table.start + first
        sample.append(
            SampleRow(
                sheet,
                row,
                tuple(cells.row(index)),
                lines.get((sheet, row)),
                codes.get((sheet, row), ""),
            )
        )
    return tuple(sample)


def _first_lines(reading: Reading) -> list[Line]:
    return list(lines_of(replace(reading, lines=reading.lines.slice(0, SAMPLE_ROWS))))
