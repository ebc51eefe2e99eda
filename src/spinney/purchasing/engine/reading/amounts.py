"""Amounts of money as files write them, as whole pence or not at all. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

MOST_PENCE = 10**15
"""£10 trillion: more is a slip, not an amount."""
LONGEST = 40
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+", re.ASCII)
_SPACED = re.compile(r"(?<=\d) (?=\d{3}(?:\D|$))")
_COMMA_DECIMAL = re.compile(r"\d{1,3}(?:\.\d{3})+,\d{2}|\d+,\d{1,2}", re.ASCII)
_EXPONENT = re.compile(r"(\d(?:\.\d+)?)[eE]([+-]?\d{1,3})", re.ASCII)
_MARK = re.compile(r"^(cr|dr)\b\.?|\b(cr|dr)\.?$|(?<=[\d).])\s*(cr|dr|c|d)\.?$", re.IGNORECASE)
_CURRENCY = re.compile(
    r"£|gbp|(?P<other>€|\$|us\$|eur|usd|aud|cad|chf|nzd|jpy|sek|nok|dkk|inr|zar|pln|¥|₹)",
    re.IGNORECASE,
)
_SIGNS = {"€": "EUR", "$": "USD", "US$": "USD", "¥": "JPY", "₹": "INR"}
_NOUGHT = frozenset({"-", "–", "—", "--", "nil", "zero"})
_EMPTY = frozenset({"", "n/a", "na", "null", "none"})
_MINUS = ("-", "−", "–")
SIMPLE = r"^-?£?(?:\d{1,13}|\d{1,3}(?:,\d{3}){1,4})(?:\.\d{1,2})?$"
"""What is read a column at a time; everything else is read value by value."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as written: `mark` is "CR" or "DR" where that stands beside it; `currency` is ""
    where none is named.
    """

    pence: int
    mark: str = ""
    currency: str = ""


def is_empty(text: str) -> bool:
    """Whether a cell says that there is no amount.

    >>> is_empty(" "), is_empty("N/A"), is_empty("0")
    (True, True, False)
    """
    return text.strip().casefold() in _EMPTY


def amount(text: str, pounds: int = 1, *, decimal_comma: bool = False) -> Amount | None:
    """The amount that a cell says, or None when it is not one, or says less than it should.

    `pounds` is how many pounds a written 1 means.

    >>> amount("£1,234.50"), amount("(12.00)"), amount("15.20-")
    (Amount(pence=123450, mark='', currency=''), Amount(pence=-1200, mark='', currency=''), \
Amount(pence=-1520, mark='', currency=''))
    >>> amount("75.00 CR").mark, amount("€ 3.10").currency, amount("- £3").pence
    ('CR', 'EUR', -300)
    >>> amount("12,50"), amount("12,50", decimal_comma=True).pence, amount("about 10")
    (None, 1250, None)
    >>> amount("1.23457E+07")  # the last digits were lost when it was saved
    """
    rest = " ".join(text.replace("\u2019", "").split())
    if len(rest) > LONGEST:
        return None
    if rest.casefold() in _NOUGHT:
        return Amount(0)
    mark, rest = _taken(_MARK, rest)
    named, rest = _taken(_CURRENCY, rest)
    if named and _CURRENCY.search(rest):
        again, rest = _taken(_CURRENCY, rest)  # "£12 GBP", "US$"
        if _currency(again) != _currency(named):
            return None
    negative, rest = _sign(rest.strip())
    number = _number(rest, decimal_comma)
    if number is None or number * pounds >= MOST_PENCE:
        return None
    pence = int((number * 100 * pounds).quantize(Decimal(1), ROUND_HALF_UP))
    if pence >= MOST_PENCE:
        return None
    return Amount(
        -pence if negative else pence, mark.upper()[:1] + "R" if mark else "", _currency(named)
    )


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """(what a pattern found in a text, the text without it)."""
    match = pattern.search(text)
    if match is None:
        return "", text
    return match[0].strip(" ."), f"{text[: match.start()]} {text[match.end() :]}".strip()


def _currency(named: str) -> str:
    if not named or named == "£":
        return ""
    name = named.upper()
    return "" if name == "GBP" else _SIGNS.get(name, name)


def _sign(text: str) -> tuple[bool, str]:
    """(whether it is below nought, the figures alone); brackets and one minus, before or after."""
    if text.startswith("(") and text.endswith(")"):
        return True, text[1:-1].strip()
    if text.startswith(_MINUS):
        return True, text[1:].strip()
    if text.endswith(_MINUS):
        return True, text[:-1].strip()
    return False, text.removeprefix("+").strip()


def _number(text: str, decimal_comma: bool) -> Decimal | None:
    text = _SPACED.sub("", text)
    if decimal_comma and _COMMA_DECIMAL.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _NUMBER.fullmatch(text) and len(text) < 30:
        return Decimal(text.replace(",", ""))
    if match := _EXPONENT.fullmatch(text):
        places = len(match[1].partition(".")[2])
        if int(match[2]) <= places:
            return Decimal(text)
    return None


def writes_decimal_comma(values: Iterable[str]) -> bool:
    """Whether a column writes 12,50 for twelve and a half, and never 12.50.

    >>> writes_decimal_comma(["1.200,00", "12,5"]), writes_decimal_comma(["12,50", "3.20"])
    (True, False)
    """
    commas = points = 0
    for value in values:
        text = value.strip(" £€$()-−").replace(" ", "")
        commas += bool(_COMMA_DECIMAL.fullmatch(text))
        points += bool(re.fullmatch(r"(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{1,2}", text))
    return commas > 0 and points == 0


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
