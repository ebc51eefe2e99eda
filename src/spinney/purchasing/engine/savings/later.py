"""What later spending shows of a saving, month by month. Pure.

Only whole months count that lie in the saving's time, are over, and are covered by files that the
member gave in. What was paid in them is set against what they would have cost (`expected`). Three
things keep it honest:

* **Enough months.** Fewer than `ENOUGH_MONTHS` (or all whole months of a shorter saving) say
  nothing yet.
* **Moved money.** Where the saving is on one supplier, what other suppliers of the same category
  were paid above what they were paid before counts as paid too: money that went elsewhere is not
  saved.
* **Growth.** Where lines tell quantities before and after, the expected cost grows and shrinks with
  them: who buys half as much has not halved the price.

It is "realised" when at least `REALISED_PERCENT` of what was claimed for these months is seen, and
"unchanged" when it lies within `SAME_PERCENT` of what was expected.

    >>> paid = {date(2026, month, 1): MonthPaid(7_000) for month in (1, 2, 3)}
    >>> months = tuple(Asked(month, 10_000, 7_500) for month in paid)
    >>> look(months, Later(paid, frozenset(paid)), today=date(2026, 4, 2)).verdict
    'realised'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from spinney.base.kernel.periods import add_months
from spinney.purchasing.engine.savings.baseline import ExpectedMonth, half_up

ENOUGH_MONTHS = 3
REALISED_PERCENT = 80
SAME_PERCENT = 2
"""Of what was expected: less apart than this counts as the same."""

REALISED, PART, UNCHANGED, ROSE = "realised", "part", "unchanged", "rose"
NOT_YET, TOO_SHORT, NOTHING_CLAIMED = "not_yet", "too_short", "nothing_claimed"
VERDICTS = (REALISED, PART, UNCHANGED, ROSE, NOT_YET, TOO_SHORT, NOTHING_CLAIMED)


@dataclass(frozen=True, slots=True)
class MonthPaid:
    """What was paid in a month, and for how much of it where every line told so."""

    pence: int
    quantity: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A whole month of a saving: what it would have cost, and what it was claimed to cost now."""

    month: date
    expected_pence: int
    new_pence: int


@dataclass(frozen=True, slots=True)
class Later:
    """What is known of the spending: `paid` on what the saving covers, by month, before and after;
    the months `covered` by files; `before`, the months that the baseline rests on; and, for a
    saving on one supplier, what `others` of its category were paid.
    """

    paid: Mapping[date, MonthPaid]
    covered: frozenset[date]
    before: tuple[date, ...] = ()
    others: Mapping[date, int] | None = None


@dataclass(frozen=True, slots=True)
class SeenMonth:
    """A month that was compared: expected without the change, claimed, and paid."""

    month: date
    expected_pence: int
    new_pence: int
    paid_pence: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What later spending showed. `missing` are months that are over and no file covers; `needed`
    is how many months are enough. `growth_permille` is how much more was bought than before, in
    thousandths (1000: as much; None: not told). `moved_pence` went to others of the category;
    None where that was not asked or could not be told.
    """

    verdict: str
    months: tuple[SeenMonth, ...] = ()
    missing: tuple[date, ...] = ()
    needed: int = ENOUGH_MONTHS
    moved_pence: int | None = None
    growth_permille: int | None = None

    @property
    def expected_pence(self) -> int:
        return sum(one.expected_pence for one in self.months)

    @property
    def paid_pence(self) -> int:
        return sum(one.paid_pence for one in self.months) + (self.moved_pence or 0)

    @property
    def claimed_pence(self) -> int:
        """What was claimed for the months compared, one-off costs apart."""
        return self.expected_pence - sum(one.new_pence for one in self.months)

    @property
    def seen_pence(self) -> int:
        """What was really less in them; below nought, it was more."""
        return self.expected_pence - self.paid_pence

    def to_json(self) -> dict[str, Any]:
        return {
            "verdict": self.verdict,
            "months": [
                [one.month.isoformat(), one.expected_pence, one.new_pence, one.paid_pence]
                for one in self.months
            ],
            "missing": [one.isoformat() for one in self.missing],
            "needed": self.needed,
            "moved_pence": self.moved_pence,
            "growth_permille": self.growth_permille,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Seen:
        return cls(
            data["verdict"],
            tuple(SeenMonth(date.fromisoformat(one[0]), *one[1:]) for one in data["months"]),
            tuple(date.fromisoformat(one) for one in data["missing"]),
            data["needed"],
            data["moved_pence"],
            data["growth_permille"],
        )


def asked_months(
    expected: Iterable[ExpectedMonth], new: Iterable[ExpectedMonth]
) -> tuple[Asked, ...]:
    """The whole months of a saving, with what each was expected and claimed to cost."""
    now = {one.month: one.pence for one in new}
    return tuple(
        Asked(one.month, one.pence, now.get(one.month, 0)) for one in expected if one.is_whole
    )


def look(months: tuple[Asked, ...], later: Later, *, today: date) -> Seen:
    """Set later spending against a saving, on a day. See the head of this module for the rules."""
    if not months:
        return Seen(TOO_SHORT)
    needed = min(ENOUGH_MONTHS, len(months))
    over = [one for one in months if add_months(one.month, 1) <= today]
    missing = tuple(one.month for one in over if one.month not in later.covered)
    compared = [one for one in over if one.month in later.covered]
    if len(compared) < needed:
        return Seen(NOT_YET, _set_beside(compared, later, None), missing, needed)
    growth = _growth([one.month for one in compared], later)
    seen = Seen(
        NOT_YET,
        _set_beside(compared, later, growth),
        missing,
        needed,
        _moved([one.month for one in compared], later),
        None if growth is None else half_up(growth * 1000),
    )
    return replace(seen, verdict=_verdict(seen))


def _set_beside(
    compared: Iterable[Asked], later: Later, growth: Fraction | None
) -> tuple[SeenMonth, ...]:
    """Each month with what was paid; what was expected and claimed grows with what was bought."""
    by = growth or Fraction(1)
    nothing = MonthPaid(0)
    return tuple(
        SeenMonth(
            one.month,
            half_up(one.expected_pence * by),
            half_up(one.new_pence * by),
            later.paid.get(one.month, nothing).pence,
        )
        for one in compared
    )


def _growth(months: list[date], later: Later) -> Fraction | None:
    """How much is bought in a month now, to a month before; None unless both are told."""
    now, before = _a_month(months, later.paid), _a_month(list(later.before), later.paid)
    return None if not now or not before else now / before


def _a_month(months: list[date], paid: Mapping[date, MonthPaid]) -> Fraction | None:
    known = [paid[month] for month in months if month in paid]
    if not known or not months:
        return None
    quantities = [one.quantity for one in known if one.quantity is not None]
    if len(quantities) < len(known):
        return None
    return sum((Fraction(one) for one in quantities), Fraction(0)) / len(months)


def _moved(months: list[date], later: Later) -> int | None:
    """What others of the category were paid above what they were paid in as many months before."""
    if later.others is None or not later.before:
        return None
    now = sum(later.others.get(month, 0) for month in months)
    before = Fraction(
        sum(later.others.get(month, 0) for month in later.before) * len(months), len(later.before)
    )
    return max(0, now - half_up(before))


def _verdict(seen: Seen) -> str:
    if seen.claimed_pence <= 0:
        return NOTHING_CLAIMED
    if seen.seen_pence * 100 >= seen.claimed_pence * REALISED_PERCENT:
        return REALISED
    if abs(seen.seen_pence) * 100 <= seen.expected_pence * SAME_PERCENT:
        return UNCHANGED
    return PART if seen.seen_pence > 0 else ROSE
