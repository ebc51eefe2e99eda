"""What a budget says: lines, their totals, two versions set side by side, and what if. Pure.

A line is an amount of whole pence for some months, marked with an activity, a category, a fund
(whose money, under which restriction) and a member. Costs and income are both written as amounts
above nought; `is_income` tells them apart.

    >>> rent = Line("1", "Room", 1_000, category="venue", first=date(2026, 1, 1), months=3)
    >>> [pence for _, pence in spread(rent)]
    [334, 333, 333]
    >>> talk = Line("2", "Talk", 500, category="training")
    >>> [(row.keys, row.planned) for row in totals([rent, talk], ("category",))]
    [(('venue',), 1000), (('training',), 500)]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from spinney.base.kernel.money import Money
from spinney.base.kernel.periods import add_months

DIMENSIONS = ("activity", "category", "fund", "funder", "restriction", "member", "month")
MOST_PENCE = 10**13
MOST_MONTHS = 120


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `first` is the first day of its first month (None: not said when) and `months` how
    many months it runs; `profile` are whole-number weights of these months (empty: evenly).
    `spent` and `committed` are pence that went out, and that are promised beyond these.
    """

    key: str
    words: str
    pence: int
    is_income: bool = False
    activity: str = ""
    category: str = ""
    fund: str = ""
    funder: str = ""
    restriction: str = ""
    member: str = ""
    first: date | None = None
    months: int = 1
    profile: tuple[int, ...] = ()
    spent: int = 0
    committed: int = 0

    @property
    def left(self) -> int:
        """What is neither spent nor promised; below nought where the line is overspent."""
        return self.pence - self.spent - self.committed

    @property
    def is_over(self) -> bool:
        """Whether more went out, or is promised, than a cost line has."""
        return not self.is_income and self.left < 0


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a line: a code, whether it forbids the line (or only warns), and the field
    it is about. Codes: `negative`, `too_large`, `zero`, `no_words`, `no_months`, `too_long`,
    `profile`, `outside`, `twice`.
    """

    key: str
    code: str
    field: str
    forbids: bool
    other: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """Costs of the lines that share the same keys, and income beside them, in pence."""

    keys: tuple[str, ...]
    planned: int = 0
    spent: int = 0
    committed: int = 0
    income: int = 0
    received: int = 0
    lines: int = 0

    @property
    def left(self) -> int:
        """Planned costs that are neither spent nor promised."""
        return self.planned - self.spent - self.committed

    def plus(self, other: Total) -> Total:
        """Both together, under the keys of the first."""
        return Total(
            self.keys, self.planned + other.planned, self.spent + other.spent,
            self.committed + other.committed, self.income + other.income,
            self.received + other.received, self.lines + other.lines,
        )  # fmt: skip


def check(
    lines: Iterable[Line], *, first: date | None = None, last: date | None = None
) -> list[Finding]:
    """What is wrong, or odd, with the lines; `first` and `last` bound the days of the budget."""
    found: list[Finding] = []
    seen: dict[tuple[object, ...], str] = {}
    for line in lines:
        found += _amount(line) + _time(line, first, last)
        if not line.words.strip():
            found.append(Finding(line.key, "no_words", "words", True))
        same = _alike(line)
        if same in seen:
            found.append(Finding(line.key, "twice", "words", False, seen[same]))
        seen.setdefault(same, line.key)
    return found


def _alike(line: Line) -> tuple[object, ...]:
    marks = (line.activity, line.category, line.fund, line.member, line.first, line.months)
    return (line.words.strip().casefold(), line.pence, line.is_income, *marks)


def _amount(line: Line) -> list[Finding]:
    if line.pence < 0:
        return [Finding(line.key, "negative", "pence", True)]
    if line.pence > MOST_PENCE:
        return [Finding(line.key, "too_large", "pence", True)]
    return [Finding(line.key, "zero", "pence", False)] if line.pence == 0 else []


def _time(line: Line, first: date | None, last: date | None) -> list[Finding]:
    if line.months < 1:
        return [Finding(line.key, "no_months", "months", True)]
    if line.months > MOST_MONTHS:
        return [Finding(line.key, "too_long", "months", True)]
    found = []
    weights = line.profile
    if weights and (len(weights) != line.months or min(weights) < 0 or not sum(weights)):
        found.append(Finding(line.key, "profile", "profile", True))
    if line.first is not None:
        end = add_months(line.first, line.months - 1)
        too_soon = first is not None and line.first < first.replace(day=1)
        too_late = last is not None and end > last.replace(day=1)
        if too_soon or too_late:
            found.append(Finding(line.key, "outside", "first", False))
    return found


def spread(line: Line) -> list[tuple[date | None, int]]:
    """The line by months, adding up to the penny; one part without a month if it says none."""
    if line.first is None:
        return [(None, line.pence)]
    weights = line.profile or (1,) * line.months
    shares = Money(line.pence).share(weights)
    return [(add_months(line.first, at), part.pence) for at, part in enumerate(shares)]


def total(lines: Iterable[Line], keys: tuple[str, ...] = ()) -> Total:
    """Everything together."""
    found = Total(keys)
    for line in lines:
        found = found.plus(_one(line))
    return found


def _one(line: Line) -> Total:
    if line.is_income:
        return Total((), income=line.pence, received=line.spent, lines=1)
    return Total((), line.pence, line.spent, line.committed, lines=1)


def totals(lines: Iterable[Line], by: Sequence[str]) -> list[Total]:
    """Totals by one or more of DIMENSIONS, in the order in which their keys first come. By month, a
    line's plan is spread over its months; what is spent and promised stands without a month.

    Raises ValueError for a dimension that there is not.
    """
    unknown = set(by) - set(DIMENSIONS)
    if unknown:
        raise ValueError(f"There is no {', '.join(sorted(unknown))} to add up by.")
    pieces = _by_month(lines) if "month" in by else ((line, "") for line in lines)
    found: dict[tuple[str, ...], Total] = {}
    for line, month in pieces:
        keys = tuple(month if one == "month" else str(getattr(line, one)) for one in by)
        found[keys] = found.get(keys, Total(keys)).plus(_one(line))
    return list(found.values())


def _by_month(lines: Iterable[Line]) -> Iterable[tuple[Line, str]]:
    for line in lines:
        for month, pence in spread(line):
            part = replace(line, pence=pence, spent=0, committed=0)
            yield part, f"{month:%Y-%m}" if month else ""
        if line.spent or line.committed:
            yield replace(line, pence=0), ""


@dataclass(frozen=True, slots=True)
class Crossed:
    """A table of two dimensions: `cells[(row, column)]`, with the totals of each, all in pence."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], int]
    of_rows: Mapping[str, int]
    of_columns: Mapping[str, int]
    whole: int


def crossed(lines: Iterable[Line], down: str, across: str) -> Crossed:
    """Planned costs in a table of two dimensions; months stand in their order."""
    found = {one.keys: one.planned for one in totals(lines, (down, across)) if one.planned}
    rows, columns = _order(found, 0, down), _order(found, 1, across)
    cells = {(row, column): found.get((row, column), 0) for row in rows for column in columns}
    return Crossed(
        rows, columns, cells,
        {row: sum(cells[(row, column)] for column in columns) for row in rows},
        {column: sum(cells[(row, column)] for row in rows) for column in columns},
        sum(found.values()),
    )  # fmt: skip


def _order(found: Iterable[tuple[str, ...]], at: int, dimension: str) -> tuple[str, ...]:
    keys = dict.fromkeys(one[at] for one in found)
    return tuple(sorted(keys)) if dimension == "month" else tuple(keys)


@dataclass(frozen=True, slots=True)
class Change:
    """How a line differs between two versions. `what` is `added`, `removed` or `changed`; `fields`
    are those that differ. `difference` is in pence: below nought where less is planned now.
    """

    what: str
    before: Line | None
    after: Line | None
    fields: tuple[str, ...] = ()

    @property
    def difference(self) -> int:
        return (self.after.pence if self.after else 0) - (self.before.pence if self.before else 0)

    @property
    def line(self) -> Line:
        """The line as it stands, or stood last."""
        found = self.after or self.before
        assert found is not None  # noqa: S101  (one of both is there)
        return found


NOT_COMPARED = frozenset({"key", "spent", "committed", "funder"})
COMPARED = tuple(one.name for one in fields(Line) if one.name not in NOT_COMPARED)


def compare(before: Iterable[Line], after: Iterable[Line]) -> list[Change]:
    """What changed from one version to another, by the keys of the lines: in the order of the newer
    version, what was taken out at the end.
    """
    old = {one.key: one for one in before}
    found: list[Change] = []
    for line in after:
        was = old.pop(line.key, None)
        if was is None:
            found.append(Change("added", None, line))
            continue
        differ = tuple(one for one in COMPARED if getattr(was, one) != getattr(line, one))
        if differ:
            found.append(Change("changed", was, line, differ))
    return found + [Change("removed", one, None) for one in old.values()]


def what_if(lines: Iterable[Line], changes: Mapping[str, Mapping[str, Any]]) -> list[Line]:
    """The lines with some of them changed: by key, the fields that would be different. A line whose
    pence would be nought stays, at nought. Raises ValueError for a line that there is not.
    """
    kept = list(lines)
    unknown = set(changes) - {one.key for one in kept}
    if unknown:
        raise ValueError(f"There is no line {', '.join(sorted(unknown))}.")
    return [replace(one, **changes.get(one.key, {})) for one in kept]


def scale(lines: Sequence[Line], to_pence: int, *, only: Callable[[Line], bool]) -> list[Line]:
    """The lines with those that `only` names made larger or smaller in proportion, so that together
    they come to `to_pence`, to the penny. Raises ValueError where there is nothing to go by.
    """
    chosen = [one for one in lines if only(one)]
    if to_pence < 0 or not sum(one.pence for one in chosen):
        raise ValueError("There is nothing to share it over.")
    parts = iter(Money(to_pence).share([one.pence for one in chosen]))
    return [replace(one, pence=next(parts).pence) if only(one) else one for one in lines]
