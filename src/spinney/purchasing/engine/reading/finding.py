"""Where in a sheet the tables are: their headings, their rows, their columns. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from spinney.purchasing.engine.reading.grid import Sheet
from spinney.purchasing.engine.reading.headings import is_known, said_by
from spinney.purchasing.engine.reading.labels import BALANCE, TOTAL
from spinney.purchasing.engine.reading.layout import AMOUNTS, Role, fingerprint, plain_heading
from spinney.purchasing.engine.reading.meaning import roles_of
from spinney.purchasing.engine.reading.profile import Profile, is_amount, is_day, profile_of

SEARCHED = 120
"""How many rows from the top may stand above the headings."""
ENOUGH = 1.5
"""How much a row must say to be headings: two telling words, surely."""
ROWS_OF_A_TABLE = 3
"""So many payments above a row of headings are a table of their own."""
SAMPLED = 500
MOST_SUSPECTS = 5_000
_PAYMENT = (Role.SUPPLIER, Role.DESCRIPTION, Role.REFERENCE, Role.CATEGORY, Role.SUPPLIER_NUMBER)


@dataclass(frozen=True)
class Found:
    """A table in a sheet. Rows are counted from 0: headings stand in `header`, cells from `start`
    up to `stop`; `columns` are the places of its columns.
    """

    sheet: Sheet
    header: tuple[int, ...]
    start: int
    stop: int
    columns: tuple[int, ...]
    headings: tuple[str, ...]

    @cached_property
    def profiles(self) -> tuple[Profile, ...]:
        """What is in each column, by a sample of its rows."""
        import numpy as np

        height = self.stop - self.start
        if height <= SAMPLED:
            rows = np.arange(self.start, self.stop)
        else:
            ahead = SAMPLED // 3
            spread = np.linspace(ahead, height - 1, SAMPLED - ahead).astype(int)
            rows = self.start + np.unique(np.concatenate([np.arange(ahead), spread]))
        cells = [self.sheet.columns[index].take(rows).to_pylist() for index in self.columns]
        full = _full_rows(cells)
        return tuple(profile_of([column[row] for row in full]) for column in cells)

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """What each column means."""
        roles = roles_of(self.headings, self.profiles)
        if Role.NET not in roles and Role.VAT not in roles and self._title_says_net:
            return tuple(Role.NET if role is Role.GROSS else role for role in roles)
        return roles

    @property
    def _title_says_net(self) -> bool:
        """Whether the row over the headings says what the amounts are, as over pivot tables."""
        above = self.sheet.rows(self.header[0] - 1, self.header[0]) if self.header else []
        return any(said_by(cell).get(Role.NET, 0) >= 0.9 for row in above for cell in row if cell)

    @property
    def fingerprint(self) -> str:
        """By what tables of the same shape are known."""
        return fingerprint(self.headings)

    @property
    def says_supplier(self) -> bool:
        """Whether the column of suppliers is called so."""
        if Role.SUPPLIER not in self.roles:
            return False
        heading = self.headings[self.roles.index(Role.SUPPLIER)]
        return said_by(heading).get(Role.SUPPLIER, 0.0) >= 0.6

    @property
    def worth(self) -> tuple[int, int]:
        """How much of a table of payments it is: what it has, then its rows."""
        has = {role for role in self.roles if role is not Role.IGNORE}
        needed = 10 * (Role.SUPPLIER in has) + 10 * any(role in has for role in AMOUNTS)
        telling = 5 * (Role.DATE in has) + 5 * self.says_supplier + len(has)
        return needed + telling, self.stop - self.start

    @property
    def filled_rows(self) -> int:
        """How many of its rows are no empty lines or titles: something stands in two cells."""
        import numpy as np

        height = self.stop - self.start
        filled = np.zeros(height, int)
        for index in self.columns:
            cells = self.sheet.columns[index].slice(self.start, height)
            filled += np.array([bool(cell) for cell in cells.to_pylist()], int)
        return int(np.count_nonzero(filled >= min(2, len(self.columns))))

    @property
    def readable(self) -> bool:
        """Whether payments can be read from it at all."""
        return Role.SUPPLIER in self.roles and has_amount(self.roles)


def _full_rows(columns: Sequence[Sequence[str]]) -> list[int]:
    """Those rows of a sample that are as full as most: not the headings, totals and notes that
    stand between payments.
    """
    rows = list(zip(*columns, strict=True))
    filled = [sum(map(bool, row)) for row in rows]
    usual = sorted(filled)[len(filled) * 9 // 10] if filled else 0
    full = [index for index, count in enumerate(filled) if count * 2 > usual]
    return [index for index in full if not any(map(_is_label, rows[index]))] or full


@lru_cache(maxsize=50_000)
def _is_label(cell: str) -> bool:
    return len(cell) < 60 and (TOTAL.search(cell) or BALANCE.search(cell)) is not None


def has_amount(roles: Iterable[Role]) -> bool:
    """Whether one of the columns says what was paid."""
    return any(role in (Role.NET, Role.GROSS, Role.DEBIT) for role in roles)


def tables_in(sheet: Sheet) -> list[Found]:
    """The tables of a sheet from top to bottom and left to right; none for an empty sheet."""
    first = _first_table(sheet)
    if first is None:
        return []
    found = []
    while first is not None:
        following = _next_header(first)
        found += _side_by_side(replace(first, stop=following.header[0]) if following else first)
        first = following
    return [one for one in found if one.stop > one.start]


def _first_table(sheet: Sheet) -> Found | None:
    top = sheet.rows(0, SEARCHED)
    best, best_score = None, ENOUGH
    for index, row in enumerate(top):
        score = _says(row)
        if score > best_score + 1e-9 or (best is None and score >= ENOUGH):
            best, best_score = index, score
    if best is None or sum(map(_is_payment, top[:best])) >= ROWS_OF_A_TABLE:
        return _without_header(sheet, top)
    return _with_header(sheet, top, best)


def _is_payment(cells: Sequence[str]) -> bool:
    """Whether a row has words and two figures or days beside them, as payments have."""
    full = [cell for cell in cells if cell]
    data = sum(map(_is_data, full))
    return data >= 2 and len(full) > data


def _says(cells: Sequence[str]) -> float:
    """How much a row says as headings of payments: the sum of what it surely names."""
    full = [cell for cell in cells if cell]
    if len(full) < 2 or sum(map(_is_data, full)) > 1:
        return 0.0
    if sum(len(cell) > 70 for cell in full) * 2 > len(full):
        return 0.0
    best: dict[Role, float] = {}
    for cell in full:
        said = said_by(cell)
        if said:
            role, weight = max(said.items(), key=lambda item: item[1])
            best[role] = max(best.get(role, 0.0), weight)
    if not (best.keys() & set(_PAYMENT)) or not (best.keys() & {*AMOUNTS, Role.DATE}):
        return 0.0
    return sum(best.values())


def _is_data(cell: str) -> bool:
    return is_amount(cell) or is_day(cell)


def _with_header(sheet: Sheet, top: list[list[str]], at: int) -> Found:
    """The table whose headings stand in a row, with the row before or after it where headings
    stand over two.
    """
    rows: tuple[int, ...] = (at,)
    headings = top[at]
    if at + 1 < len(top) and _adds(top[at], top[at + 1]):
        rows, headings = (at, at + 1), _joined(top[at], top[at + 1])
    elif at and _goes_over(top[at - 1], top[at]):
        rows, headings = (at - 1, at), _joined(top[at - 1], top[at])
    return _table(sheet, rows, headings, rows[-1] + 1)


def _adds(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the row under headings is more of them."""
    full = [cell for cell in below if cell]
    if len(full) < 2 or any(map(_is_data, full)) or list(above) == list(below):
        return False
    if not all(said_by(cell) for cell in full):
        return False
    return _says(_joined(above, below)) > _says(above) + 0.5


def _goes_over(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the row over headings is more of them: "Amount" over "Net" and "VAT"."""
    full = [cell for cell in above if cell]
    if len(full) < 2 or any(map(_is_data, full)) or any(len(cell) > 40 for cell in full):
        return False
    return _says(_joined(above, below)) > _says(below) + 0.5


def _joined(above: Sequence[str], below: Sequence[str]) -> list[str]:
    return [f"{one} {two}".strip() for one, two in zip(above, below, strict=True)]


def _table(sheet: Sheet, header: tuple[int, ...], headings: list[str], start: int) -> Found:
    columns = tuple(
        index for index in range(sheet.width) if headings[index] or _has_cells(sheet, index, start)
    )
    named = tuple(" ".join(headings[index].split()) for index in columns)
    return Found(sheet, header, start, sheet.height, columns, named)


def _has_cells(sheet: Sheet, index: int, start: int) -> bool:
    import pyarrow.compute as pc

    return bool(pc.any(pc.not_equal(sheet.columns[index].slice(start), "")).as_py())


def _without_header(sheet: Sheet, top: list[list[str]]) -> Found | None:
    """A table without telling headings: from the first row that has an amount beside words."""
    for index, row in enumerate(top):
        full = [cell for cell in row if cell]
        if len(full) >= 2 and any(map(_is_data, full)) and not all(map(_is_data, full)):
            above = [cell for cell in top[index - 1] if cell] if index else []
            if len(above) * 2 > len(full) and not any(map(_is_data, above)):
                return _table(sheet, (index - 1,), top[index - 1], index)
            return _table(sheet, (), [""] * sheet.width, index)
    return None


def _next_header(table: Found) -> Found | None:
    """The next table below in the same sheet: another row of headings, of other words."""
    own = {plain_heading(heading) for heading in table.headings if heading}
    for index in _suspects(table):
        cells = table.sheet.row(index)
        words = {plain_heading(cell) for cell in cells if cell}
        if words <= own or not _are_headings(cells) or len(words & own) * 2 > len(own):
            continue
        return _with_header(table.sheet, _padded(table.sheet, index), index)
    return None


def _are_headings(cells: Sequence[str]) -> bool:
    """Whether a row is headings, of payments or of anything else that is kept beside them."""
    full = [cell for cell in cells if cell]
    if len(full) < 2 or any(map(_is_data, full)):
        return False
    return _says(cells) >= ENOUGH or sum(map(is_known, full)) >= max(2, len(full) - 2)


def _padded(sheet: Sheet, index: int) -> list[list[str]]:
    """Rows up to and just after one, those long before it left empty."""
    near = max(0, index - 1)
    return [[""] * sheet.width] * near + sheet.rows(near, index + 2)


def _suspects(table: Found) -> list[int]:
    """Rows of a table that may be headings: words where amounts or days should stand."""
    import numpy as np
    import pyarrow.compute as pc

    rows: set[int] = set()
    for index, role in zip(table.columns, table.roles, strict=True):
        if role in AMOUNTS or role is Role.DATE:
            column = table.sheet.columns[index].slice(table.start, table.stop - table.start)
            wordy = pc.match_substring_regex(column, r"^[^0-9]*[A-Za-z]{2,}[^0-9]*$")
            rows.update(np.flatnonzero(np.array(wordy.to_numpy(), bool))[:MOST_SUSPECTS].tolist())
    return [table.start + row for row in sorted(rows)[:MOST_SUSPECTS]]


def _side_by_side(table: Found) -> list[Found]:
    """Two tables beside one another, parted by an empty column; else the table itself."""
    groups: list[list[int]] = [[]]
    for place, index in enumerate(table.columns):
        gap = place and index > table.columns[place - 1] + 1
        if gap:
            groups.append([])
        groups[-1].append(place)
    if len(groups) == 1:
        return [table]
    parts = [_part(table, group) for group in groups if group]
    whole = [part for part in parts if part.readable]
    return whole if len(whole) > 1 else [table]


def _part(table: Found, places: list[int]) -> Found:
    return replace(
        table,
        columns=tuple(table.columns[place] for place in places),
        headings=tuple(table.headings[place] for place in places),
    )
