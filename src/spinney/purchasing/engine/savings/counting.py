"""Savings added up so that nothing counts twice, and unlike things stay apart. Pure.

Two savings of one member are on **the same money** when they cover the same thing, when one covers
a whole category and the other something of that category, or when both came of the same
opportunity, purchase or contract; they count twice when their days overlap as well. Time that is
freed (capacity) is not money: it stands beside a saving of money, and overlaps only with itself.

Amounts are bands (`comparing.bands`), so that totals tell nobody more than she may see; an exact
amount is a band of one value. Totals are by kind: there is no sum over kinds, because cash that
stays in the bank, a cost that never came and hours that are free are three different things.

    >>> year = Period(date(2026, 1, 1), date(2026, 12, 31))
    >>> one = Entry("1", 7, "cashable", "confirmed", Band.exact(50_000), year, "category:energy")
    >>> two = Entry("2", 7, "cashable", "claimed", Band.exact(9_000), year, "supplier:x", "energy")
    >>> counted, doubled = apart([one, two])
    >>> [each.key for each in counted], doubled[0].with_key
    (['1'], '1')
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from spinney.base.kernel.periods import Period
from spinney.purchasing.engine.comparing.bands import Band, together
from spinney.purchasing.engine.savings.baseline import half_up

CASHABLE, AVOIDED, CAPACITY = KINDS = ("cashable", "avoided", "capacity")
CLAIMED, CONFIRMED, REALISED = STANDING = ("claimed", "confirmed", "realised")
"""The states that stand; refused and withdrawn ones count nowhere."""

YEAR_BEGINS_MONTH = 4
"""Years run from 1 April, as most charities' and all councils' do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A saving as totals need it. `key` puts entries in the order of their claims; `origins` names
    what it came of ("opportunity:12"); `category` is what it is in, where `covers` is narrower.
    """

    key: str
    member: int
    kind: str
    state: str
    amount: Band
    days: Period
    covers: str = ""
    category: str = ""
    origins: frozenset[str] = frozenset()
    hours: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Doubled:
    """An entry that counts nowhere, because its money is counted with another."""

    entry: Entry
    with_key: str


@dataclass(frozen=True, slots=True)
class KindTotal:
    """What is saved in one kind: confirmed by members (`confirmed`, not yet seen in spending), seen
    in later spending (`realised`), and claimed for members who have not said yes (`claimed`).
    """

    kind: str
    claimed: Band
    confirmed: Band
    realised: Band
    hours: Decimal
    members: int
    savings: int

    @property
    def sure(self) -> Band:
        """Confirmed and realised together: what may be told as saved."""
        return together([self.confirmed, self.realised])


def same_money(one: Entry, other: Entry) -> bool:
    """Whether two savings are on the same money, or the same hours, whatever their days."""
    if one.member != other.member or (one.kind == CAPACITY) != (other.kind == CAPACITY):
        return False
    if one.origins & other.origins:
        return True
    if not one.covers or not other.covers:
        return False
    return one.covers == other.covers or _holds(one, other) or _holds(other, one)


def _holds(wide: Entry, narrow: Entry) -> bool:
    return bool(narrow.category) and wide.covers == f"category:{narrow.category}"


def count_twice(one: Entry, other: Entry) -> bool:
    """Whether both together would count something twice."""
    return same_money(one, other) and one.days.overlaps(other.days)


def apart(entries: Iterable[Entry]) -> tuple[tuple[Entry, ...], tuple[Doubled, ...]]:
    """Those that count, and those that would count twice: whichever was claimed first stands. Of
    what does not stand (refused, withdrawn) nothing is in either.
    """
    counted: dict[int, list[Entry]] = {}
    doubled = []
    standing = sorted((e for e in entries if e.state in STANDING), key=lambda e: _order(e.key))
    for entry in standing:
        kept = counted.setdefault(entry.member, [])
        twin = next((one for one in kept if count_twice(one, entry)), None)
        if twin is None:
            kept.append(entry)
        else:
            doubled.append(Doubled(entry, twin.key))
    found = sorted((e for kept in counted.values() for e in kept), key=lambda e: _order(e.key))
    return tuple(found), tuple(doubled)


def _order(key: str) -> tuple[int, str]:
    """Numbers by their size, before words."""
    return (int(key), "") if key.isdecimal() else (1 << 62, key)


def totals(entries: Iterable[Entry]) -> tuple[KindTotal, ...]:
    """The total of each kind that occurs, in the order of `KINDS`. Nothing counts twice."""
    counted, _ = apart(entries)
    return tuple(
        _total(kind, [e for e in counted if e.kind == kind])
        for kind in KINDS
        if any(e.kind == kind for e in counted)
    )


def _total(kind: str, entries: list[Entry]) -> KindTotal:
    by_state = {
        state: together(e.amount for e in entries if e.state == state) for state in STANDING
    }
    hours = sum((e.hours for e in entries if e.hours is not None), Decimal(0))
    members = len({e.member for e in entries})
    return KindTotal(
        kind, by_state[CLAIMED], by_state[CONFIRMED], by_state[REALISED], hours, members,
        len(entries),
    )  # fmt: skip


def year_of(day: date) -> int:
    """The year, from 1 April, that a day lies in, by the year in which it begins.

    >>> year_of(date(2026, 3, 31)), year_of(date(2026, 4, 1))
    (2025, 2026)
    """
    return day.year if day.month >= YEAR_BEGINS_MONTH else day.year - 1


def by_year(entry: Entry) -> tuple[tuple[int, Entry], ...]:
    """An entry cut at each 1 April, its amount shared out by days, adding up to the penny."""
    days = entry.days
    if days.last is None:
        raise ValueError("a saving has a last day")
    pieces = []
    for year in range(year_of(days.first), year_of(days.last) + 1):
        first = max(days.first, date(year, YEAR_BEGINS_MONTH, 1))
        last = min(
            days.last, date.fromordinal(date(year + 1, YEAR_BEGINS_MONTH, 1).toordinal() - 1)
        )
        pieces.append((year, Period(first, last)))
    return tuple((year, _part(entry, piece)) for year, piece in pieces)


def until(entry: Entry, day: date) -> Entry | None:
    """The part of an entry up to a day, that day included; None when it begins later."""
    if day < entry.days.first:
        return None
    last = entry.days.last
    return _part(entry, Period(entry.days.first, day if last is None else min(last, day)))


def _part(entry: Entry, piece: Period) -> Entry:
    """What of an entry falls to a piece of its days: the running share at its end less that at its
    beginning, so that pieces add up.
    """
    before = (piece.first - entry.days.first).days
    through = before + (piece.days or 0)
    of = entry.days.days or 1

    def share(pence: int) -> int:
        return half_up(Fraction(pence * through, of)) - half_up(Fraction(pence * before, of))

    band = entry.amount
    amount = Band(share(band.low), None if band.high is None else share(band.high))
    hours = None if entry.hours is None else entry.hours * (through - before) / of
    return Entry(
        entry.key, entry.member, entry.kind, entry.state, amount, piece, entry.covers,
        entry.category, entry.origins, hours,
    )  # fmt: skip
