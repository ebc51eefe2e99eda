"""Rows of a bank's file as lines: a day, words, and what came in or went out in pence. Pure."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from spinney.base.kernel.tabular.amounts import amount, is_empty
from spinney.base.kernel.tabular.dates import read_date
from spinney.base.kernel.tabular.stored import FileRefused
from spinney.money.engine.statements.layout import Layout, in_pounds, layout_of
from spinney.money.engine.statements.opening import Rows, balance_in, rows_in

LONGEST_WORDS, LONGEST_REFERENCE = 300, 100
MOST_PENCE = 10**13
FIRST_YEAR, LAST_YEAR = 1990, 2100
"""No bank's file tells of other years: a day there was mistyped."""


@dataclass(frozen=True)
class Line:
    """One line of an account: `pence` above nought came in, below went out; `row` as the file
    counts them, from 1; `balance` is what the bank says was there afterwards.
    """

    row: int
    day: date
    words: str
    pence: int
    reference: str = ""
    balance: int | None = None


@dataclass(frozen=True)
class LeftOut:
    """A row that is no line, and the code of why: no_day, far_day, no_amount, nought, currency,
    not_read.
    """

    row: int
    why: str
    text: str = ""


@dataclass(frozen=True)
class Statement:
    """What a file says: its lines, the rows left out, where it has what, whether its balances
    follow from its lines (None: it has no balances; else how many do not), and the day and the
    balance in pence with which it says of itself that it ends.
    """

    layout: Layout
    lines: tuple[Line, ...]
    left_out: tuple[LeftOut, ...]
    balance_breaks: int | None = None
    ends_with: tuple[date, int] | None = None

    @property
    def first(self) -> date:
        return min(one.day for one in self.lines)

    @property
    def last(self) -> date:
        return max(one.day for one in self.lines)


def read_statement(name: str, data: bytes, *, swap: bool = False) -> Statement:
    """A file as it is. `swap` turns round what came in and what went out, where the file was
    misunderstood. Raises FileRefused when it has no lines that can be read.

    >>> csv = b"Date,Description,Paid out,Paid in\\n12/03/2026,Hall hire,45.00,\\n"
    >>> [(one.day.isoformat(), one.words, one.pence) for one in read_statement("b.csv", csv).lines]
    [('2026-03-12', 'Hall hire', -4500)]
    """
    rows = rows_in(name, data)
    layout = layout_of(rows)
    if layout is None:
        raise FileRefused(
            f"{name} has no column of days, or none of amounts. Export a list of payments with a"
            " date, a description and an amount in each row."
        )
    lines, left_out = _lines(rows, layout)
    if not lines:
        raise FileRefused(_why_no_lines(name, left_out))
    turned, breaks = _right_way_round(lines, layout)
    if breaks and _has_both_signs(rows, layout):
        other = replace(layout, refunds=True)
        other_lines, other_left_out = _lines(rows, other)
        other_turned, other_breaks = _right_way_round(other_lines, other)
        if other_breaks is not None and other_breaks < breaks:
            layout, lines, left_out = other, other_lines, other_left_out
            turned, breaks = other_turned, other_breaks
    if swap:
        turned = not turned
    if turned:
        layout = replace(layout, swapped=not layout.swapped)
        lines = [replace(one, pence=-one.pence) for one in lines]
    return Statement(layout, tuple(lines), tuple(left_out), breaks, _ends_with(name, data))


def _has_both_signs(rows: Rows, layout: Layout) -> bool:
    """Whether some amounts of what went out are above nought and some below: money that came back,
    as the balances show.
    """
    cells = (_cell(row, layout.went_out) for row in rows[layout.first_row :])
    found = [_signed(cell, may_be_nought=True) for cell in cells]
    signs = {one > 0 for one in found if isinstance(one, int) and one}
    return len(signs) == 2


def _ends_with(name: str, data: bytes) -> tuple[date, int] | None:
    said = balance_in(name, data)
    if said is None:
        return None
    day, pence = read_date(said[0]), amount(said[1])
    if day is None or pence is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    return day, pence.pence


def _why_no_lines(name: str, left_out: Sequence[LeftOut]) -> str:
    if left_out and all(one.why == "currency" for one in left_out):
        first = left_out[0]
        return (
            f"Nothing in {name} is in pounds: row {first.row} says {first.text}. Write these by"
            " hand, with what they came to in pounds, or export the account that is in pounds."
        )
    return f"{name} has headings and no payments below them."


def _lines(rows: Rows, layout: Layout) -> tuple[list[Line], list[LeftOut]]:
    lines: list[Line] = []
    left_out: list[LeftOut] = []
    for number, row in enumerate(rows[layout.first_row :], start=layout.first_row + 1):
        if any(row):
            found = _line(number, row, layout)
            lines.append(found) if isinstance(found, Line) else left_out.append(found)
    return lines, left_out


def _cell(row: Sequence[str], at: int | None) -> str:
    return row[at] if at is not None and at < len(row) else ""


def _line(number: int, row: Sequence[str], layout: Layout) -> Line | LeftOut:
    day = read_date(_cell(row, layout.day), layout.order)
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        return LeftOut(number, "far_day" if day else "no_day", _cell(row, layout.day)[:60])
    pence = _pence(row, layout)
    said = next((row[at] for at in layout.pence_columns if _cell(row, at)), "")
    if isinstance(pence, str):
        return LeftOut(number, pence, said[:60])
    other = _other(row, layout)
    if other:
        return LeftOut(number, "currency", f"{said} {other}"[:60])
    balance = amount(_cell(row, layout.balance))
    parts = dict.fromkeys(part for at in layout.words if (part := _cell(row, at)))
    return Line(
        number, day, " ".join(parts)[:LONGEST_WORDS], pence,
        _cell(row, layout.reference)[:LONGEST_REFERENCE], balance.pence if balance else None,
    )  # fmt: skip


def _other(row: Sequence[str], layout: Layout) -> str:
    """The currency of a row where that is not pounds; its own word goes before the headings'."""
    cell = _cell(row, layout.currency)
    if not cell:
        return layout.other
    return "" if in_pounds(cell) else cell


def _pence(row: Sequence[str], layout: Layout) -> int | str:
    """What came in (below nought: went out), or the code of why it cannot be told."""
    if layout.amount is not None:
        return _signed(_cell(row, layout.amount))
    came, went = _cell(row, layout.came_in), _cell(row, layout.went_out)
    if is_empty(came) and is_empty(went):
        return "no_amount"
    inward, outward = _signed(came or "0", may_be_nought=True), _signed(
        went or "0", may_be_nought=True
    )  # fmt: skip
    if isinstance(inward, str) or isinstance(outward, str):
        return inward if isinstance(inward, str) else str(outward)
    # Some banks write what went out below nought as well.
    pence = inward - (outward if layout.refunds else abs(outward))
    return (-pence if layout.swapped else pence) or "nought"


def _signed(text: str, *, may_be_nought: bool = False) -> int | str:
    if is_empty(text):
        return 0 if may_be_nought else "no_amount"
    found = amount(text)
    if found is None or abs(found.pence) > MOST_PENCE:
        return "not_read"
    if found.currency:
        return "currency"
    pence = -abs(found.pence) if found.mark == "DR" else found.pence
    return pence or (0 if may_be_nought else "nought")


def _right_way_round(lines: Sequence[Line], layout: Layout) -> tuple[bool, int | None]:
    """(whether what came in is written as what went out, how many balances do not follow), told
    from the balances; newest first or oldest first.
    """
    if layout.balance is None or sum(one.balance is not None for one in lines) < 2:
        return False, None
    ways = [
        (_breaks(ordered, sign), sign < 0)
        for ordered in (list(lines), list(reversed(lines)))
        for sign in (1, -1)
    ]
    breaks, turned = min(ways, key=lambda way: (way[0], way[1]))
    return turned, breaks


def _breaks(lines: Sequence[Line], sign: int) -> int:
    known = [one for one in lines if one.balance is not None]
    pairs = zip(known, known[1:], strict=False)
    return sum(
        (before.balance or 0) + sign * after.pence != after.balance for before, after in pairs
    )


def keys_of(account: str, lines: Iterable[Line]) -> Iterator[str]:
    """What each line is known by, so that it is taken in once however often it is sent: account,
    day, amount, words and reference, and which of several equal ones of that day it is.

    >>> day = date(2026, 3, 12)
    >>> len(set(keys_of("bank", [Line(1, day, "Tea", -250), Line(2, day, "TEA", -250)])))
    2
    """
    seen: Counter[tuple[str, ...]] = Counter()
    for one in lines:
        words = " ".join(one.words.casefold().split())
        said = (account, one.day.isoformat(), str(one.pence), words, one.reference.casefold())
        seen[said] += 1
        yield hashlib.sha256("\x1f".join((*said, str(seen[said]))).encode()).hexdigest()
