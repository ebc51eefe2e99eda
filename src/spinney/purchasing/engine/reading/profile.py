"""What is in a column, whatever its heading says. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from spinney.purchasing.engine.reading.amounts import amount
from spinney.purchasing.engine.reading.days import is_hashes, two_ways

_WORD = re.compile(r"[^\W\d_]{3,}")
_FIRM = re.compile(
    r"\b(?:ltd|limited|plc|llp|lp|inc|cic|cio|gmbh|co|company|services?|group|trust|council|borough|"
    r"uk|solutions|charity|society|association|university|college|school|foundation|partners?|"
    r"partnership|systems|centre|surgery|practice|nhs|bros|sons|t/a|housing|care|church)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[£€$]|\d\.\d\d\)?-?$|\d,\d{3}")
_DIGIT = re.compile(r"\d")
_CODE = re.compile(r"(?=\S*\d)\S{2,20}")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_SIGN_WORDS = frozenset(
    ("dr", "cr", "d", "c", "debit", "credit", "debits", "credits", "out", "in", "+", "-", "bill",
     "invoice", "refund", "payment", "purchase", "credit note", "bill credit", "bill payment",
     "money out", "money in", "pi", "pc", "pp", "pa", "bp", "vp", "cp", "br", "supplier credit",
     "vendor credit", "purchase invoice", "purchase credit note", "payable invoice",
     "payable credit note", "payable payment", "expense", "cheque", "cheque expense",
     "bill payment (cheque)", "bill payment (check)", "journal entry", "credit memo")
)  # fmt: skip


@dataclass(frozen=True)
class Profile:
    """What the cells of a column are, as shares of those that are filled (0 to 1)."""

    filled: float = 0.0
    amounts: float = 0.0
    money: float = 0.0
    days: float = 0.0
    serials: float = 0.0
    words: float = 0.0
    firms: float = 0.0
    signs: float = 0.0
    codes: float = 0.0
    distinct: float = 0.0
    length: float = 0.0
    constant: bool = False

    @property
    def empty(self) -> bool:
        """Whether it has next to nothing in it."""
        return self.filled == 0


def profile_of(cells: Sequence[str]) -> Profile:
    """The profile of a column from a sample of its cells.

    >>> found = profile_of(["Rook Ltd", "Tit & Sons Ltd", ""])
    >>> found.firms, found.words, found.amounts
    (1.0, 1.0, 0.0)
    """
    full = [cell for cell in cells if cell]
    if not full:
        return Profile()
    count = len(full)
    words = sum(_WORD.search(cell) is not None for cell in full)
    days = sum(map(is_day, full))
    return Profile(
        filled=count / len(cells),
        amounts=sum(map(is_amount, full)) / count,
        money=sum(_MONEY.search(cell) is not None for cell in full) / count,
        days=days / count,
        serials=sum(_SERIAL.fullmatch(cell) is not None for cell in full) / count,
        words=(words - min(words, sum(is_day(c) for c in full if _WORD.search(c)))) / count,
        firms=sum(_FIRM.search(cell) is not None for cell in full) / count,
        signs=sum(cell.casefold() in _SIGN_WORDS for cell in full) / count,
        codes=sum(_CODE.fullmatch(cell) is not None for cell in full) / count,
        distinct=len(set(full)) / count,
        length=sum(map(len, full)) / count,
        constant=count > 2 and len(set(full)) == 1,
    )


@lru_cache(maxsize=50_000)
def is_amount(cell: str) -> bool:
    """Whether a cell is an amount, or shows ###### for one."""
    return (
        amount(cell) is not None or is_hashes(cell) or amount(cell, decimal_comma=True) is not None
    )


@lru_cache(maxsize=50_000)
def is_day(cell: str) -> bool:
    """Whether a cell is a day, either way round, or shows ###### for one."""
    if not _DIGIT.search(cell):
        return is_hashes(cell)
    ways = two_ways(cell) if len(cell) < 40 else None
    return is_hashes(cell) or (
        ways is not None and (ways.day_first or ways.month_first) is not None
    )
