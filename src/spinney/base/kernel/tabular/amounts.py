"""Amounts of money as files write them, as whole pence or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

MOST_PENCE = 10**15
"""£10 trillion: more is a slip, not an amount."""
LONGEST = 40
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+", re.ASCII)
_SPACED = re.compile(r"(?<=\d) (?=\d{3}(?:\D|$))")
_COMMA_DECIMAL = re.compile(r"\d{1,3}(?:\.\d{3})+,\d{2}|\d+,\d{1,2}", re.ASCII)
_EXPONENT = re.compile(r"(\d(?:\.\d+)?)[eE]([+-]?\d{1,3})", re.ASCII)
_MARK = re.compile(
    r"^(cr|dr)\b(?!\.\d)\.?|\b(cr|dr)\.?$|(?<=[\d).])\s*(cr|dr|c|d)\.?$", re.IGNORECASE
)
_CURRENCY = re.compile(
    r"£|gbp|(?P<other>€|\$|us\$|eur|usd|aud|cad|chf|nzd|jpy|sek|nok|dkk|inr|zar|pln|¥|₹)",
    re.IGNORECASE,
)
_SIGNS = {"€": "EUR", "$": "USD", "US$": "USD", "¥": "JPY", "₹": "INR"}
_NOUGHT = frozenset({"-", "–", "—", "--", "nil", "zero"})
_EMPTY = frozenset({"", "n/a", "na", "null", "none"})
_MINUS = ("-", "−", "–")


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
    >>> amount("Cr. 5").pence, amount("Cr.5")  # five pounds, or fifty pence?
    (500, None)
    >>> amount(" £-   "), amount("-£")
    (Amount(pence=0, mark='', currency=''), None)
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
    if named and _says_nought(text.strip(), rest):
        return Amount(0, "", _currency(named))
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


def _says_nought(text: str, figures: str) -> bool:
    """Whether a dash stands for the figures behind the sign of a currency, as accounts print nought
    ("£-"); a dash before the sign is a minus that lost its figures.
    """
    return figures.strip().casefold() in _NOUGHT and not text.startswith(_MINUS)


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
