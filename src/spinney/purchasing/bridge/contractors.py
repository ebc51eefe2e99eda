"""Contractors between tables, engine and words: what is said of one, who is likely the same, and
what its papers come to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from spinney.base.kernel.names import read_name
from spinney.base.web.components.words import day
from spinney.purchasing.engine.trades import PAPERS, TRADES, asked_for, required_of
from spinney.purchasing.models import Contractor, ContractorInsurance, Supplier

SOON = timedelta(days=30)


@dataclass(frozen=True)
class ContractorSaid:
    """What somebody says of a contractor; `trades` are keys of `engine.trades.TRADES`."""

    name: str
    trades: tuple[str, ...]
    phone: str = ""
    email: str = ""
    website: str = ""
    postcode: str = ""
    travels_km: int | None = None
    areas: tuple[str, ...] = ()
    about: str = ""
    supplier: Supplier | None = None

    def fields(self) -> dict[str, object]:
        """As its row holds it, in order."""
        return {
            "name": " ".join(self.name.split()),
            "trades": sorted(set(self.trades)),
            "phone": " ".join(self.phone.split()),
            "email": self.email.strip(),
            "website": self.website.strip(),
            "postcode": " ".join(self.postcode.upper().split()),
            "travels_km": self.travels_km,
            "areas": list(dict.fromkeys(one for one in (a.strip() for a in self.areas) if one)),
            "about": self.about.strip(),
            "supplier": self.supplier,
        }


def trades_words(keys: Iterable[str]) -> str:
    """Trades as a line: "Plumber, Gas engineer"."""
    return ", ".join(TRADES[key].title for key in keys if key in TRADES) or "Other work"


def bare_phone(phone: str) -> str:
    """A phone number by its digits, the country's code as a nought; "" for too few to tell.

    >>> bare_phone("+44 (0)1204 555 010"), bare_phone("01204-555010"), bare_phone("12")
    ('01204555010', '01204555010', '')
    """
    digits = re.sub(r"\D", "", phone)
    digits = re.sub(r"^(?:00)?440?", "0", digits)
    return digits if len(digits) >= 9 else ""


class Alike:
    """Contractors by their names as a reader reads them, and by their phone numbers."""

    def __init__(self, contractors: Iterable[Contractor] = ()) -> None:
        self._by: dict[tuple[str, str], Contractor] = {}
        for one in contractors:
            self.add(one)

    def add(self, contractor: Contractor) -> None:
        for mark in _marks(contractor.name, contractor.phone):
            self._by.setdefault(mark, contractor)

    def find(self, name: str, phone: str) -> tuple[Contractor, str] | None:
        """One that is likely the same, and by what: "phone" or "name"."""
        for mark in _marks(name, phone):
            if mark in self._by:
                return self._by[mark], mark[0]
        return None


def _marks(name: str, phone: str) -> list[tuple[str, str]]:
    marks = (("phone", bare_phone(phone)), ("name", read_name(name).key))
    return [mark for mark in marks if mark[1]]


# Papers ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Paper:
    """What a contractor showed of one kind: the newest, if it showed several."""

    kind: str
    row: ContractorInsurance | None
    must: bool
    state: str  # "none", "ended", "soon", "good", "no_end"

    @property
    def title(self) -> str:
        return PAPERS.get(self.kind, "Another paper")

    @property
    def words(self) -> str:
        """How it stands, in words."""
        if self.row is None:
            return "The law asks for it: ask to see it." if self.must else "Nobody has seen it."
        seen = f"seen on {day(self.row.seen_on)}"
        if self.row.expires_on is None:
            return f"No end is noted, {seen}."
        if self.state == "ended":
            return f"Ended on {day(self.row.expires_on)}."
        return f"Until {day(self.row.expires_on)}, {seen}."

    @property
    def warns(self) -> bool:
        return self.state in ("ended", "soon") or (self.must and self.state == "none")


def papers_of(
    trades: Iterable[str], rows: Iterable[ContractorInsurance], today: date
) -> list[Paper]:
    """What a contractor of these trades is asked to show, and what it showed: the newest of each
    kind; what the law asks first.
    """
    keys = list(trades)
    newest: dict[str, ContractorInsurance] = {}
    for row in rows:
        known = newest.get(row.kind)
        if known is None or _newer(row) > _newer(known):
            newest[row.kind] = row
    must = required_of(keys)
    kinds = dict.fromkeys([*asked_for(keys), *newest])
    return [
        Paper(kind, newest.get(kind), kind in must, _state(newest.get(kind), today))
        for kind in kinds
    ]


def _newer(row: ContractorInsurance) -> tuple[date, date, int]:
    return (row.expires_on or date.max, row.seen_on, row.pk or 0)


def _state(row: ContractorInsurance | None, today: date) -> str:
    if row is None:
        return "none"
    if row.expires_on is None:
        return "no_end"
    if row.expires_on < today:
        return "ended"
    return "soon" if row.expires_on <= today + SOON else "good"


def warning_words(papers: Iterable[Paper]) -> str:
    """The first thing to be wary of, in a few words; "" for nothing."""
    warned = [one for one in papers if one.warns]
    if not warned:
        return ""
    first = warned[0]
    if first.row is None:
        return f"{first.title}: not seen"
    if first.state == "ended":
        return f"{first.title}: ended"
    return f"{first.title}: ends {day(first.row.expires_on)}"


def recorded(contractor: Contractor) -> dict[str, object]:
    """What the record keeps: never a name, a number or an address, for many are one person."""
    return {"trades": trades_words(contractor.trades)}
