"""What finding starts from, taken out of the tables: values, looked up by what is asked. Pure.

One piece of money is what one member pays one supplier for one category: the unit by which two
opportunities are seen to be about the same money.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

Piece = tuple[str, str, str]
"""member, category, supplier."""


@dataclass(frozen=True)
class Bought:
    """A row of `comparing.yearly`: what a member pays a supplier in a category in a year."""

    member: str
    category: str
    supplier: str
    supplier_name: str
    yearly_pence: int
    months: int
    paid_months: int
    last_paid: int
    behind: int
    vat_told: bool

    @property
    def piece(self) -> Piece:
        return self.member, self.category, self.supplier


@dataclass(frozen=True)
class Price:
    """A row of `comparing.prices` of a member that was compared."""

    member: str
    measure: str
    value_hundredths: int
    price_thousandths: int
    vat_told: bool

    def costing(self, price_thousandths: int) -> int:
        """What the member would pay a year at another price, in pence."""
        return price_thousandths * self.value_hundredths // 100_000


@dataclass(frozen=True)
class Running:
    """A contract as CONTRACTS has it."""

    member: str
    supplier: str
    category: str
    end_day: date | None
    notice_days: int
    renews: bool

    def notice_day(self, today: date) -> date | None:
        """The next day by which it must be settled: the last one for giving notice. A contract that
        goes on by itself is taken to go on year by year; one that does not, and is past its notice
        day, leaves time until its end. None once it is over, or where the end is not known.
        """
        if self.end_day is None:
            return None
        end, notice = self.end_day, timedelta(days=self.notice_days)
        while self.renews and end - notice < today:
            end = _a_year_on(end)
        if end - notice >= today:
            return end - notice
        return end if end >= today else None


def _a_year_on(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


class Known:
    """Everything that is known, looked up by category, member and supplier."""

    def __init__(
        self,
        bought: Iterable[Bought],
        prices: Mapping[str, tuple[Price, ...]],
        contracts: Iterable[Running],
        today: date,
    ) -> None:
        self.bought = tuple(sorted(bought, key=lambda one: one.piece))
        self.prices = prices
        self.contracts = tuple(contracts)
        self.today = today

    @cached_property
    def by_category(self) -> Mapping[str, tuple[Bought, ...]]:
        return _grouped(self.bought, "category")

    @cached_property
    def _contracts_of(self) -> Mapping[tuple[str, str], list[Running]]:
        found: dict[tuple[str, str], list[Running]] = defaultdict(list)
        for one in self.contracts:
            found[one.member, one.category].append(one)
        return found

    def contracts_of(self, member: str, category: str, supplier: str = "") -> list[Running]:
        """A member's contracts in a category, with one supplier where it is named."""
        of = self._contracts_of.get((member, category), [])
        return [one for one in of if not supplier or one.supplier == supplier]

    def first_notice(self, pieces: Iterable[Piece]) -> date | None:
        """The first day on which notice must have been given for any of these."""
        days = [
            day
            for piece in pieces
            for contract in self.contracts_of(*piece)
            if (day := contract.notice_day(self.today)) is not None
        ]
        return min(days, default=None)


def _grouped(rows: Iterable[Bought], name: str) -> Mapping[str, tuple[Bought, ...]]:
    groups: dict[str, list[Bought]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, name)].append(row)
    return {key: tuple(group) for key, group in groups.items()}


def spent(rows: Iterable[Bought]) -> Mapping[str, int]:
    """What each member pays a year over these rows; what came to nought or less is left out."""
    sums: dict[str, int] = defaultdict(int)
    for row in rows:
        sums[row.member] += row.yearly_pence
    return {member: pence for member, pence in sums.items() if pence > 0}


def main_supplier(rows: Iterable[Bought], mainly: int) -> Mapping[str, Bought]:
    """The supplier that has at least `mainly` (hundredths of a per cent) of what a member pays over
    these rows of one category, for each member that has one.
    """
    rows = tuple(rows)
    of_member = spent(rows)
    return {
        row.member: row
        for row in rows
        if row.member in of_member and row.yearly_pence * 10_000 >= of_member[row.member] * mainly
    }


def as_bought(rows: Iterable[Mapping[str, Any]]) -> tuple[Bought, ...]:
    """Rows of `comparing.yearly` as values."""
    names = Bought.__dataclass_fields__
    return tuple(Bought(**{name: row[name] for name in names}) for row in rows)
