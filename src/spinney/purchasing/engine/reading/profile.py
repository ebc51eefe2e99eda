"""What is in a column, whatever its heading says. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spinney.base.kernel.tabular.amounts import amount
from spinney.purchasing.engine.reading.days import is_hashes, two_ways

_WORD = re.compile(r"[^\W\d_]{3,}")
_FIRM = re.compile(
    r"\b(?:ltd|limited|plc|llp|lp|inc|cic|cio|gmbh|co|company|services?|group|trust|council|borough|"
    r"uk|solutions|charity|society|association|university|college|school|foundation|partners?|"
    r"partnership|systems|centre|surgery|practice|nhs|bros|sons|t/a|housing|care|church)\b",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"\b(?:ltd|limited|plc|llp|gmbh|inc|cic|cio|t/a|bros)\b|& (?:co|sons?)\b", re.IGNORECASE
)
_MONEY = re.compile(r"[£€$]|\d\.\d\d\)?-?$|\d,\d{3}")
_DIGIT = re.compile(r"\d")
_SHORT_NAME = re.compile(r"(?=\D*\d?\D*$)[^\W\d_][\w.&'/-]{0,4}")
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

_WAYS_OF_PAYING = frozenset(
    ("dd", "d/d", "ddr", "direct debit", "bac", "bacs", "bacs payment", "bgc", "bank giro credit",
     "dc", "direct credit", "fp", "fpo", "fpi", "faster payment", "faster payments",
     "faster payments outgoing", "deb", "debit card", "card", "card payment", "card purchase",
     "card transaction", "credit card", "contactless", "visa", "vis", "mastercard", "pos", "so",
     "s/o", "sto", "standing order", "chq", "cheque", "cheque payment", "chg", "charge", "charges",
     "fee", "fees", "bank charge", "tfr", "trf", "transfer", "bank transfer", "outgoing transfer",
     "atm", "cash", "cash withdrawal", "cashpoint", "cpt", "cpm", "int", "interest", "bp", "ebp",
     "obp", "bill payment", "online payment", "on-line payment", "internet banking", "pay",
     "payment", "payments", "dep", "deposit", "chaps", "swift", "eft", "purchase", "refund",
     "debit", "credit", "supplier payment", "other", ")))")
)  # fmt: skip
"""How money went, as banks and packages write it: that says nothing of what was bought."""


@dataclass(frozen=True)
class Profile:
    """What the cells of a column are, as shares of those that are filled (0 to 1)."""

    filled: float = 0.0
    amounts: float = 0.0
    money: float = 0.0
    days: float = 0.0
    serials: float = 0.0
    words: float = 0.0
    names: float = 0.0
    firms: float = 0.0
    legal: float = 0.0
    signs: float = 0.0
    ways: float = 0.0
    codes: float = 0.0
    distinct: float = 0.0
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
    counts = Counter(cell for cell in cells if cell)
    full = counts.total()
    if not full:
        return Profile()

    def share(is_so: Callable[[str], object]) -> float:
        return sum(times for cell, times in counts.items() if is_so(cell)) / full

    return Profile(
        filled=full / len(cells),
        amounts=share(is_amount),
        money=share(_MONEY.search),
        days=share(is_day),
        serials=share(_SERIAL.fullmatch),
        words=share(lambda cell: _WORD.search(cell) and not is_day(cell)),
        names=share(_may_be_name),
        firms=share(_FIRM.search),
        legal=share(_LEGAL.search),
        signs=share(lambda cell: cell.casefold() in _SIGN_WORDS),
        ways=share(lambda cell: cell.casefold() in _WAYS_OF_PAYING),
        codes=share(_CODE.fullmatch),
        distinct=len(counts) / full,
        constant=full > 2 and len(counts) == 1,
    )


def _may_be_name(cell: str) -> bool:
    """Whether a cell may name somebody, if only in a few letters ("BT", "O2", "E.ON")."""
    if cell.casefold() in _SIGN_WORDS | _WAYS_OF_PAYING:
        return False
    return bool(_SHORT_NAME.fullmatch(cell) or _WORD.search(cell)) and not is_day(cell)


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
