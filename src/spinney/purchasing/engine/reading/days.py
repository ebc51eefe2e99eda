"""Days as files of payments write them: which way round a column has them, by proof. Pure.

Day-first and month-first dates lie side by side where two programs wrote one file. A date that can
be read two ways is read as its column proves; in a column that proves both ways, as dates of its
own spelling or of its own run of rows prove; else not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from spinney.base.kernel.tabular.dates import Order, read_date
from spinney.purchasing.engine.reading.layout import DateOrder

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

FIRST_DAY, LAST_DAY = date(1980, 1, 1), date(2099, 12, 31)
"""Payments outside of this are slips of the pen."""
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_SERIAL_START = date(1899, 12, 30)
_FIGURES = re.compile(r"\d+")
_PROOFS = {"day_first": 1, "month_first": 2, "either": 3}
MOST_SWITCHES = 3
"""How often the way may change in a column for its runs of rows to prove anything."""
_HASHES = re.compile(r"#{2,}")


@dataclass(frozen=True, slots=True)
class TwoWays:
    """A cell read with the day first and with the month first; None where that is no date."""

    day_first: date | None
    month_first: date | None

    @property
    def either(self) -> bool:
        """Whether both ways give a date, and not the same."""
        return (
            self.day_first is not None
            and self.month_first is not None
            and self.day_first != self.month_first
        )


def is_hashes(text: str) -> bool:
    """Whether a cell shows ######: what a program wrote because a column was too narrow."""
    return _HASHES.fullmatch(text.strip()) is not None


def two_ways(text: str) -> TwoWays:
    """A cell as a day, both ways. Five figures are the day that a spreadsheet counts so.

    >>> two_ways("3/4/2025").either, two_ways("25/4/2025").day_first, two_ways("45000").day_first
    (True, datetime.date(2025, 4, 25), datetime.date(2023, 3, 15))
    """
    if match := _SERIAL.fullmatch(text):
        day = _sound(_SERIAL_START + timedelta(days=int(match[1])))
        return TwoWays(day, day)
    text = " ".join(text.replace("\u00a0", " ").split())
    return TwoWays(_sound(read_date(text)), _sound(read_date(text, Order.MONTH_FIRST)))


def _sound(day: date | None) -> date | None:
    return day if day is not None and FIRST_DAY <= day <= LAST_DAY else None


def day_of(text: str, order: DateOrder) -> date | None:
    """A cell as a day in a known order; None when it is not one.

    >>> day_of("04/05/2025", DateOrder.MDY), day_of("2025-05-04", DateOrder.DMY)
    (datetime.date(2025, 4, 5), datetime.date(2025, 5, 4))
    """
    ways = two_ways(text)
    if order is DateOrder.MDY:
        return ways.month_first
    if order is DateOrder.MIXED and ways.either:
        return None
    return ways.day_first or (ways.month_first if order is DateOrder.MIXED else None)


def spelling(text: str) -> tuple[str, str]:
    """How a date is spelled: the marks between its figures and how long its year is; and whether
    single figures have a nought before them ("0"), have none ("1"), or do not occur ("").

    >>> spelling("04/05/2025"), spelling("4/5/2025"), spelling("10/11/2025")
    (('9/9/9999', '0'), ('9/9/9999', '1'), ('9/9/9999', ''))
    """
    figures = _FIGURES.findall(text)[:2]
    shape = _FIGURES.sub(lambda match: "9" if len(match[0]) <= 2 else "9999", text)
    if any(len(one) == 1 for one in figures):
        return shape, "1"
    return shape, "0" if any(one.startswith("0") for one in figures) else ""


@dataclass(frozen=True)
class Evidence:
    """What a column's cells prove: how many are dates only with the day first, or only with the
    month first; how many are dates either way, or none at all; and the shortest stretch of time
    that they cover when read either way.
    """

    cells: int = 0
    day_first: int = 0
    month_first: int = 0
    either: int = 0
    serial: int = 0
    hashes: int = 0
    none: int = 0
    odd: tuple[str, ...] = ()
    span_day_first: int = 0
    span_month_first: int = 0

    @property
    def dates(self) -> int:
        """How many cells are dates, one way or another."""
        return self.cells - self.none - self.hashes

    @property
    def order(self) -> DateOrder:
        """The order that is proved, or, where nothing is, the one that people here write."""
        if self.day_first and self.month_first:
            return DateOrder.MIXED
        if self.month_first or (self.assumed and self._months_fit_better):
            return DateOrder.MDY
        if self.day_first or self.either:
            return DateOrder.DMY
        return DateOrder.EXCEL_SERIAL if self.serial * 2 > self.dates else DateOrder.YMD

    @property
    def assumed(self) -> bool:
        """Whether dates are there that could be read both ways, and nothing proves one."""
        return self.either > 0 and not self.day_first and not self.month_first

    @property
    def _months_fit_better(self) -> bool:
        """Whether the dates lie within a month when the month is first, and over a year else."""
        return self.span_month_first <= 31 and self.span_day_first > 180 and self.either > 20


def evidence(texts: Iterable[tuple[str, int]]) -> Evidence:
    """What the distinct texts of a column prove, each with how often it stands there."""
    counts = dict.fromkeys(("day_first", "month_first", "either", "serial", "hashes", "none"), 0)
    odd: list[str] = []
    first: list[date] = []
    second: list[date] = []
    cells = 0
    for text, times in texts:
        if not text:
            continue
        cells += times
        kind, ways = _kind(text)
        if kind:
            counts[kind] += times
        if kind == "none" and len(odd) < 5:
            odd.append(text)
        first += [ways.day_first] if ways.day_first else []
        second += [ways.month_first] if ways.month_first else []
    return Evidence(
        cells, **counts, odd=tuple(odd),
        span_day_first=_span(first), span_month_first=_span(second),
    )  # fmt: skip


def _kind(text: str) -> tuple[str, TwoWays]:
    if is_hashes(text):
        return "hashes", TwoWays(None, None)
    ways = two_ways(text)
    if ways.either:
        return "either", ways
    if _SERIAL.fullmatch(text) and ways.day_first:
        return "serial", ways
    if ways.day_first is None and ways.month_first is None:
        return "none", ways
    if ways.month_first is None:
        return "day_first", ways
    return ("month_first" if ways.day_first is None else ""), ways


def _span(days: Sequence[date]) -> int:
    return (max(days) - min(days)).days if days else 0


def days(column: pa.ChunkedArray, order: DateOrder) -> np.ndarray:
    """A column as days (numpy datetime64[D]; NaT where a cell is empty or no date in that order).

    In MIXED order a date that can be read two ways is read as `_by_neighbours` proves.
    """
    import numpy as np
    import pyarrow as pa

    coded = column.combine_chunks().dictionary_encode()
    if isinstance(coded, pa.ChunkedArray):
        coded = coded.combine_chunks()
    texts = coded.dictionary.to_pylist()
    found = [day_of(text, order) if text else None for text in texts]
    codes = coded.indices.to_numpy()
    plain = (
        np.array(found or [None], "datetime64[D]")[codes] if len(codes) else np.array([], "M8[D]")
    )
    if order is DateOrder.MIXED:
        _by_neighbours(plain, texts, codes)
    return plain


def _by_neighbours(plain: np.ndarray, texts: list[str], codes: np.ndarray) -> None:
    """Fill in the days that can be read two ways, where their spelling or their run proves one.

    A spelling proves a way when all its dates that prove anything prove that one. A run is the
    rows between two proofs of the same way with no proof of the other between them; runs prove
    nothing where the ways take turns, as in a list that was sorted afterwards.
    """
    import numpy as np

    ways = [two_ways(text) for text in texts]
    kind_of = np.array([_PROOFS.get(_kind(text)[0], 0) for text in texts], np.int8)
    kind = kind_of[codes]
    proved = _spellings(texts, kind_of)
    last, following = _carried(kind), _carried(kind[::-1])[::-1]
    proofs = kind[(kind == 1) | (kind == 2)]
    in_runs = int(np.count_nonzero(np.diff(proofs))) <= MOST_SWITCHES
    for row in np.flatnonzero(kind == 3).tolist():
        way = _way(spelling(texts[codes[row]]), proved)
        if not way and in_runs and last[row] == following[row]:
            way = int(last[row])
        if way:
            both = ways[codes[row]]
            plain[row] = both.day_first if way == 1 else both.month_first


def _spellings(texts: list[str], kinds: np.ndarray) -> dict[tuple[str, str], set[int]]:
    """The ways that each spelling proves."""
    seen: dict[tuple[str, str], set[int]] = {}
    for text, kind in zip(texts, kinds.tolist(), strict=True):
        if kind in (1, 2):
            shape, nought = spelling(text)
            for one in (nought,) if nought else ("0", "1", ""):
                seen.setdefault((shape, one), set()).add(kind)
    return seen


def _way(spelled: tuple[str, str], proved: dict[tuple[str, str], set[int]]) -> int:
    """The one way that a spelling proves: 1 or 2, or 0."""
    shape, nought = spelled
    ways = set().union(*(proved.get((shape, one), ()) for one in ((nought,) if nought else "01")))
    return ways.pop() if len(ways) == 1 else 0


def _carried(kinds: np.ndarray) -> np.ndarray:
    """For each row the last proof at or before it (1 or 2; 0 before the first)."""
    import numpy as np

    proofs = np.where((kinds == 1) | (kinds == 2), np.arange(len(kinds)), -1)
    at = np.maximum.accumulate(proofs) if len(kinds) else proofs
    return np.where(at >= 0, kinds[np.maximum(at, 0)], 0)
