"""How a table that was found is written: its days, its signs, its groups, its money. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from spinney.base.kernel.tabular.amounts import writes_decimal_comma
from spinney.purchasing.engine.reading.amounts import amounts
from spinney.purchasing.engine.reading.cells import Cells, is_numbered
from spinney.purchasing.engine.reading.days import Evidence, evidence
from spinney.purchasing.engine.reading.finding import Found
from spinney.purchasing.engine.reading.grid import Grid
from spinney.purchasing.engine.reading.headings import is_balance, is_thousands, words_of
from spinney.purchasing.engine.reading.layout import (
    ColumnUse,
    DateOrder,
    Grouped,
    Layout,
    MoneyIn,
    Role,
    Signs,
)
from spinney.purchasing.engine.reading.look import Doubt
from spinney.purchasing.engine.reading.profile import profile_of
from spinney.purchasing.engine.reading.rows import Sorted, sort_rows

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}$")
_NUMBERS = re.compile(r"\d{1,2}/\d{1,2}/\d{4}$")
GROUPS_SOUGHT = 50_000
"""In how many rows from the top the headings of groups are looked for."""
SAMPLED = 2_000
MOST_NEGATIVE = 0.5
CLEARLY_NEGATIVE = 0.9
_SUPPLIER_TITLES = frozenset(
    {"vendor", "vendors", "supplier", "suppliers", "creditor", "creditors", "merchant"}
)
_LEDGER_TITLES = frozenset({"account", "accounts", "nominal", "ledger", "category"})


def layout_of(grid: Grid, tables: Sequence[Found]) -> tuple[Layout, list[Doubt]]:
    """How the chosen tables of a file, all of one shape, are laid out; and what is doubtful."""
    first = tables[0]
    doubts: list[Doubt] = []
    layout = Layout(
        columns=tuple(
            ColumnUse(heading, index, role)
            for heading, index, role in zip(first.headings, first.columns, first.roles, strict=True)
        ),
        sheets=tuple(dict.fromkeys(table.sheet.name for table in tables)),
        header_rows=tuple(row + first.sheet.first_row for row in first.header),
        encoding=grid.encoding,
        delimiter=grid.delimiter,
    )
    layout = _money(layout, tables, doubts)
    layout = replace(layout, date_order=_date_order(layout, tables, doubts))
    layout = _grouped(layout, first, doubts)
    return _signs(layout, tables, doubts), doubts


def dates_in(layout: Layout, tables: Sequence[Found]) -> Evidence:
    """What the days of a file prove of the order that they are written in."""
    index = layout.index_of(Role.DATE)
    counts: Counter[str] = Counter()
    for table in tables:
        if index is not None:
            column = table.sheet.columns[index].slice(table.start, table.stop - table.start)
            found = column.combine_chunks().value_counts().to_pylist()
            counts.update({one["values"]: one["counts"] for one in found})
    return evidence(counts.items())


def _date_order(layout: Layout, tables: Sequence[Found], doubts: list[Doubt]) -> DateOrder:
    index = layout.index_of(Role.DATE)
    if index is None:
        doubts.append(Doubt("no_dates"))
        return DateOrder.DMY
    proof = dates_in(layout, tables)
    sheet = layout.sheets[0]
    if proof.assumed:
        detail = {"order": str(proof.order), "count": proof.either}
        doubts.append(Doubt("date_order_assumed", sheet, column=index, detail=detail))
    if any(_maybe_swapped(table, index) for table in tables):
        doubts.append(Doubt("maybe_swapped", sheet, column=index))
    if proof.order is DateOrder.MIXED:
        detail = {"day_first": proof.day_first, "month_first": proof.month_first}
        doubts.append(Doubt("dates_mixed", sheet, column=index, detail=detail))
    return proof.order


def _maybe_swapped(table: Found, index: int) -> bool:
    """Whether a workbook has days up to the 12th as dates and the others as text: what becomes of
    day-first dates in a program that expects the month first, which swaps those that it can.
    """
    texts = table.sheet.columns[index].slice(table.start, table.stop - table.start).unique()
    real = [text for text in texts.to_pylist() if _ISO.match(text)]
    typed = [text for text in texts.to_pylist() if _NUMBERS.match(text)]
    if len(real) < 3 or len(typed) < 3:
        return False
    late = all(int(text.split("/")[0]) > 12 for text in typed)
    return late and all(int(text[8:10]) <= 12 for text in real)


def _money(layout: Layout, tables: Sequence[Found], doubts: list[Doubt]) -> Layout:
    """In what the amounts are written: thousands, decimal commas; and numbers before names."""
    first = tables[0]
    index = _amount_column(layout)
    supplier = layout.index_of(Role.SUPPLIER)
    if supplier is not None and is_numbered(_sample(first, supplier)):
        layout = replace(layout, numbered_suppliers=True)
    if index is None:
        return layout
    heading = next(one.heading for one in layout.columns if one.index == index)
    top = first.header[0] if first.header else first.start
    title = " ".join(cell for row in first.sheet.rows(0, top)[-12:] for cell in row)
    if is_thousands(heading) or is_thousands(title):
        doubts.append(Doubt("thousands", layout.sheets[0], column=index))
        layout = replace(layout, pounds=1000)
    if writes_decimal_comma(_sample(first, index)):
        doubts.append(Doubt("decimal_comma", layout.sheets[0], column=index))
        layout = replace(layout, decimal_comma=True)
    if layout.index_of(Role.NET) is None and layout.index_of(Role.VAT) is None:
        plain = words_of(heading)
        if "gross" not in plain and "inc" not in plain:
            doubts.append(Doubt("vat_unknown", layout.sheets[0], column=index))
    return layout


def _amount_column(layout: Layout) -> int | None:
    for role in (Role.NET, Role.GROSS, Role.DEBIT):
        if (index := layout.index_of(role)) is not None:
            return index
    return None


def _sample(table: Found, index: int) -> list[str]:
    height = min(SAMPLED, table.stop - table.start)
    return [str(text) for text in table.sheet.columns[index].slice(table.start, height).to_pylist()]


def _grouped(layout: Layout, table: Found, doubts: list[Doubt]) -> Layout:
    """Whether rows stand under headings of their account, or of their supplier."""
    named = layout.index_of(Role.SUPPLIER) is not None
    if _amount_column(layout) is None:
        return layout
    tried = replace(layout, grouped=Grouped.BY_CATEGORY if named else Grouped.BY_SUPPLIER)
    cells = Cells(replace(table, stop=min(table.stop, table.start + GROUPS_SOUGHT)), tried)
    found = sort_rows(cells, tried)
    if not _is_grouped(found):
        return layout
    kind = _kind_of_groups(layout, table, found)
    doubts.append(
        Doubt("grouped", table.sheet.name, detail={"by": str(kind), "groups": len(found.groups)})
    )
    layout = replace(layout, grouped=kind)
    if kind is Grouped.BY_SUPPLIER and named:
        index = layout.index_of(Role.SUPPLIER)
        if index is not None:
            layout = layout.using({index: Role.DESCRIPTION})
    return layout


def _is_grouped(found: Sorted) -> bool:
    """Whether two headings or more have payments under them, or one has, with its total."""
    import numpy as np

    kept = np.flatnonzero(found.keep)
    starts = np.array(sorted(found.groups), int)
    if not len(kept) or not len(starts):
        return False
    ends = np.append(starts[1:], len(found.keep))
    with_rows = np.searchsorted(kept, ends) - np.searchsorted(kept, starts)
    filled = int(np.count_nonzero(with_rows))
    totals = sum(code in ("subtotal", "total") for code in found.skipped.values())
    before_first = int(np.searchsorted(kept, starts[0]))
    return (filled >= 2 and before_first == 0) or (filled >= 1 and totals >= 1 and not before_first)


def _kind_of_groups(layout: Layout, table: Found, found: Sorted) -> Grouped:
    if layout.index_of(Role.SUPPLIER) is None:
        return Grouped.BY_SUPPLIER
    top = table.header[0] if table.header else table.start
    title = {
        word for row in table.sheet.rows(0, top) for cell in row for word in words_of(cell).split()
    }
    if title & _SUPPLIER_TITLES:
        return Grouped.BY_SUPPLIER
    if title & _LEDGER_TITLES:
        return Grouped.BY_CATEGORY
    heading = next(one.heading for one in layout.columns if one.role is Role.SUPPLIER)
    names = profile_of(list(found.groups.values()))
    from_description = "name" not in words_of(heading) and "supplier" not in words_of(heading)
    if from_description and layout.index_of(Role.CATEGORY) is not None and names.firms > 0.3:
        return Grouped.BY_SUPPLIER
    return Grouped.BY_CATEGORY


def _signs(layout: Layout, tables: Sequence[Found], doubts: list[Doubt]) -> Layout:
    """How spending is told from what came in."""
    balance = any(is_balance(one.heading) for one in layout.columns)
    bank = balance and layout.grouped is Grouped.NOT
    out = layout.index_of(Role.DEBIT)
    if out is not None:
        heading = next(one.heading for one in layout.columns if one.index == out)
        telling = words_of(heading) not in ("debit", "debits", "dr", "debit amount")
        income = layout.grouped is Grouped.NOT and (bank or telling)
        return replace(layout, signs=Signs.OUT_AND_IN, money_in=_income(income))
    index = _amount_column(layout)
    if index is None:
        return layout
    return _one_column_signs(layout, tables, index, doubts)


def _income(is_income: bool) -> MoneyIn:
    return MoneyIn.RECEIPT if is_income else MoneyIn.CREDIT


def _one_column_signs(
    layout: Layout, tables: Sequence[Found], index: int, doubts: list[Doubt]
) -> Layout:
    import numpy as np

    below = above = marked = 0
    for table in tables:
        column = table.sheet.columns[index].slice(table.start, table.stop - table.start)
        found = amounts(column, decimal_comma=layout.decimal_comma)
        below += int(np.count_nonzero(found.pence < 0))
        above += int(np.count_nonzero(found.pence > 0))
        marked += int(np.count_nonzero(found.marks))
    if marked or (layout.index_of(Role.SIGN) is not None and not below):
        return replace(layout, signs=Signs.MARKED)
    proved = _by_balance(layout, tables[0], index)
    share = below / (below + above) if below + above else 0.0
    if proved == 1 or (proved == 0 and share <= MOST_NEGATIVE):
        return layout
    if proved == 0 and share < CLEARLY_NEGATIVE:
        if _lists_suppliers(layout):
            doubts.append(_assumed("credits_many", layout, index, below, above))
            return layout
        doubts.append(_assumed("signs_assumed", layout, index, below, above))
    return replace(layout, signs=Signs.SPENDING_NEGATIVE, money_in=MoneyIn.RECEIPT)


def _assumed(code: str, layout: Layout, index: int, below: int, above: int) -> Doubt:
    return Doubt(code, layout.sheets[0], column=index, detail={"below": below, "above": above})


def _lists_suppliers(layout: Layout) -> bool:
    """Whether a file is a list of suppliers' bills, where amounts below nought are credits, and
    no statement of a bank.
    """
    heading = next((one.heading for one in layout.columns if one.role is Role.SUPPLIER), "")
    return bool(_SUPPLIER_TITLES & set(words_of(heading).split()))


def _by_balance(layout: Layout, table: Found, index: int) -> int:
    """What a running balance proves: -1 that amounts below nought went out, 1 that those above
    did, 0 nothing.
    """
    import numpy as np

    place = next((one.index for one in layout.columns if is_balance(one.heading)), None)
    if place is None:
        return 0
    height = min(SAMPLED, table.stop - table.start)
    paid, left = (
        amounts(table.sheet.columns[one].slice(table.start, height)) for one in (index, place)
    )
    both = paid.known & left.known
    paid_pence, steps = paid.pence[both], np.diff(left.pence[both])
    if len(steps) < 2:
        return 0
    for moved in (paid_pence[1:], -paid_pence[:-1]):  # oldest first, or newest first
        if np.mean(steps == moved) > 0.9:
            return -1
        if np.mean(steps == -moved) > 0.9:
            return 1
    return 0
