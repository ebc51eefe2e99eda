"""Columns of amounts of money as files write them, as whole pence or not at all. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spinney.base.kernel.tabular.amounts import Amount, amount, is_empty

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

SIMPLE = r"^-?£?(?:\d{1,13}|\d{1,3}(?:,\d{3}){1,4})(?:\.\d{1,2})?$"
"""What is read a column at a time; everything else is read value by value."""


@dataclass(frozen=True)
class Amounts:
    """A column of amounts: `pence` (0 where there is none), and which cells were `known`, `empty`
    or neither; `marks` is 1 for CR, -1 for DR; `currencies` names the odd cells by their index.
    """

    pence: np.ndarray
    known: np.ndarray
    empty: np.ndarray
    marks: np.ndarray
    currencies: dict[int, str]

    @property
    def bad(self) -> np.ndarray:
        """Cells that say something, but no amount."""
        bad: np.ndarray = ~(self.known | self.empty)
        return bad


def amounts(column: pa.ChunkedArray, pounds: int = 1, *, decimal_comma: bool = False) -> Amounts:
    """A column of text as amounts: plain figures all at once, the rest value by value."""
    import numpy as np
    import pyarrow.compute as pc

    simple = _simple(column) if pounds == 1 and not decimal_comma else None
    height = len(column)
    pence = np.zeros(height, np.int64)
    known = np.zeros(height, bool)
    if simple is not None:
        plain = pc.replace_substring(pc.replace_substring(column, ",", ""), "£", "")
        pence, known = _pence(pc.if_else(simple, plain, None)), _bools(simple)
    empty = _bools(pc.equal(column, ""))
    marks = np.zeros(height, np.int8)
    currencies: dict[int, str] = {}
    odd = np.flatnonzero(~(known | empty))
    seen: dict[str, Amount | None] = {}
    for index, text in zip(odd.tolist(), column.take(odd).to_pylist(), strict=True):
        if text not in seen:
            seen[text] = amount(text, pounds, decimal_comma=decimal_comma)
        found = seen[text]
        if found is None:
            empty[index] = is_empty(text)
            continue
        pence[index], known[index] = found.pence, True
        marks[index] = {"CR": 1, "DR": -1}.get(found.mark, 0)
        if found.currency:
            currencies[index] = found.currency
    return Amounts(pence, known, empty, marks, currencies)


def _simple(column: pa.ChunkedArray) -> pa.ChunkedArray:
    import pyarrow.compute as pc

    return pc.match_substring_regex(column, SIMPLE)


def _pence(plain: pa.ChunkedArray) -> np.ndarray:
    """Plain figures with two places at most as pence, exactly."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    hundredths = pc.multiply(pc.cast(plain, pa.decimal128(18, 2)), pa.scalar(100, pa.int32()))
    found: Any = pc.fill_null(pc.cast(hundredths, pa.int64()), 0).to_numpy()
    pence: np.ndarray = np.array(found, np.int64)
    return pence


def _bools(mask: pa.ChunkedArray) -> np.ndarray:
    import numpy as np

    found: np.ndarray = np.array(mask.to_numpy(), bool)
    return found
