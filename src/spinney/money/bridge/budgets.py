"""Budgets as rows and as the engine's lines; and what the engine finds, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.periods import add_months
from spinney.base.web.components.words import money
from spinney.money.engine.budgets import Change, Finding, Line, check
from spinney.money.models import Budget, BudgetLine

LONGEST_TITLE, LONGEST_WORDS, LONGEST_CATEGORY, LONGEST_AREA = 200, 300, 60, 120
MOST_LINES = 500
NO_NAME: Mapping[str, str] = {
    "activity": "No activity", "category": "No category", "fund": "No fund",
    "funder": "No funder named", "restriction": "No fund", "member": "All together",
    "month": "No month",
}  # fmt: skip
DIMENSION_WORDS: Mapping[str, str] = {
    "category": "Category", "activity": "Activity", "fund": "Fund", "funder": "Funder",
    "restriction": "Restriction", "member": "Member", "month": "Month",
}  # fmt: skip
FIELD_WORDS: Mapping[str, str] = {
    "words": "what", "pence": "amount", "is_income": "in or out", "activity": "activity",
    "category": "category", "fund": "fund", "restriction": "restriction", "member": "member",
    "first": "first month", "months": "months", "profile": "shares of the months",
}  # fmt: skip


@dataclass(frozen=True)
class LineSaid:
    """What somebody says of a line. `pence` is above nought whether it goes out or comes in."""

    title: str
    pence: int
    is_income: bool = False
    category: str = ""
    activity_id: int | None = None
    fund_id: int | None = None
    organisation_id: int | None = None
    area: str = ""
    first_day: date | None = None
    last_day: date | None = None
    profile: tuple[int, ...] = ()
    promised_pence: int = 0
    note: str = ""
    key: UUID | None = None

    @classmethod
    def of(cls, row: BudgetLine) -> LineSaid:
        """A row as somebody would say it."""
        return cls(
            row.title, abs(row.pence), row.pence < 0, row.category, row.activity_id, row.fund_id,
            row.organisation_id, row.area, row.first_day, row.last_day, tuple(row.profile),
            row.promised_pence, row.note, row.key,
        )  # fmt: skip

    def fields(self) -> dict[str, object]:
        """The fields of its row, without the key."""
        told = asdict(self)
        sign = -1 if told.pop("is_income") else 1
        told |= {"pence": sign * self.pence, "profile": list(self.profile)}
        del told["key"]
        return told

    def with_key(self, key: UUID | None) -> LineSaid:
        """The same, as another version of the line with this key."""
        return replace(self, key=key)

    @property
    def line(self) -> Line:
        """It as the engine sees it, without its months."""
        return Line(
            str(self.key or ""), self.title, self.pence, self.is_income,
            activity=str(self.activity_id or ""), category=self.category,
            fund=str(self.fund_id or ""), member=str(self.organisation_id or ""),
            profile=self.profile,
        )  # fmt: skip


def stretch(first: date, last: date) -> tuple[date, int]:
    """The first day of the first month, and how many months from there to the last day."""
    return first.replace(day=1), 12 * (last.year - first.year) + last.month - first.month + 1


def month_end(first: date) -> date:
    """The last day of a month, from any day in it."""
    return add_months(first.replace(day=1), 1) - timedelta(days=1)


def line_of(row: BudgetLine, budget: Budget, *, spent: int = 0, claimed: int = 0) -> Line:
    """A row as a line of the engine. Keys are numbers of rows ("12"), told by `labels_of`. A line
    that says no months runs as long as its budget.
    """
    first, months = stretch(row.first_day or budget.first_day, row.last_day or budget.last_day)
    fund = row.fund
    return Line(
        str(row.key), row.title, abs(row.pence), row.pence < 0,
        activity=str(row.activity_id or ""), category=row.category, fund=str(row.fund_id or ""),
        funder=fund.funder if fund else "", restriction=fund.restriction if fund else "",
        member=str(row.organisation_id or ""), first=first, months=months,
        profile=_weights(row, months), spent=spent, committed=row.promised_pence + claimed,
    )  # fmt: skip


def _weights(row: BudgetLine, months: int) -> tuple[int, ...]:
    """The shares of its months, if they are said and fit; else they are even."""
    said = tuple(row.profile)
    return said if len(said) == months and sum(said) else ()


def labels_of(rows: Iterable[BudgetLine]) -> dict[str, dict[str, str]]:
    """What the keys of the engine's lines are called, by dimension."""
    found: dict[str, dict[str, str]] = {one: {"": name} for one, name in NO_NAME.items()}
    for row in rows:
        if row.activity is not None:
            found["activity"][str(row.activity_id)] = row.activity.title
        if row.fund is not None:
            found["fund"][str(row.fund_id)] = row.fund.name
            found["restriction"][row.fund.restriction] = row.fund.get_restriction_display()
        if row.organisation is not None:
            found["member"][str(row.organisation_id)] = row.organisation.name
    return found


def named(labels: Mapping[str, Mapping[str, str]], dimension: str, key: str) -> str:
    """What a key is called: a month in words, others by their labels."""
    if dimension == "month" and key:
        return f"{date.fromisoformat(f'{key}-01'):%B %Y}"
    return labels.get(dimension, {}).get(key, key) or NO_NAME.get(dimension, "")


def check_lines(
    said: Sequence[LineSaid], budget: Budget, *, allowed: Mapping[str, frozenset[int]]
) -> list[str]:
    """Raise BadInput for lines that cannot stand, by `line-<n>`; return warnings about the rest.
    `allowed` are the activities, funds and organisations that lines of this cluster may name.
    """
    if len(said) > MOST_LINES:
        raise BadInput(f"A budget has at most {MOST_LINES} lines.")
    told: dict[str, list[str]] = {}
    for number, one in enumerate(said):
        for words in _faults(one, allowed):
            told.setdefault(f"line-{number}", []).append(words)
    lines = [_as_checked(one, number, budget) for number, one in enumerate(said)]
    warnings = []
    for found in check(lines, first=budget.first_day, last=budget.last_day):
        words = finding_words(found, said[int(found.key)].title, said)
        if found.forbids:
            told.setdefault(f"line-{found.key}", []).append(words)
        else:
            warnings.append(words)
    if told:
        first = next(iter(told.values()))[0]
        raise BadInput(first, told)
    return warnings


def _as_checked(one: LineSaid, number: int, budget: Budget) -> Line:
    """A line as the engine checks it: one that says no months runs as long as its budget."""
    first, months = stretch(one.first_day or budget.first_day, one.last_day or budget.last_day)
    return replace(one.line, key=str(number), first=first, months=months)


def _faults(one: LineSaid, allowed: Mapping[str, frozenset[int]]) -> Iterable[str]:
    room = {"title": LONGEST_TITLE, "category": LONGEST_CATEGORY, "area": LONGEST_AREA,
            "note": LONGEST_WORDS}  # fmt: skip
    for name, most in room.items():
        if len(getattr(one, name)) > most:
            yield f"“{one.title[:40]}”: make it shorter, there is room for {most} letters."
    for name, told in (
        ("activity_id", "this activity is not in the cluster’s plan"),
        ("fund_id", "this fund is not the cluster’s"),
        ("organisation_id", "this organisation does not belong to the cluster"),
    ):
        value = getattr(one, name)
        if value is not None and value not in allowed[name]:
            yield f"“{one.title}”: {told}."
    if one.first_day and one.last_day and one.last_day < one.first_day:
        yield f"“{one.title}”: it cannot end before it begins."
    if one.promised_pence < 0:
        yield f"“{one.title}”: what is promised cannot be below nought."


def finding_words(found: Finding, title: str, said: Sequence[LineSaid] = ()) -> str:
    """What the engine found in a line, in words."""
    name = f"“{title}”"
    other = ""
    if found.other.isdecimal() and int(found.other) < len(said):
        other = f" (line {int(found.other) + 1})"
    return {
        "negative": f"{name}: an amount cannot be below nought. If it is money that comes in,"
        " choose “Comes in” and write it without the minus.",
        "too_large": f"{name}: this is more than any budget has.",
        "zero": f"{name} has £0. Leave it out, or write what it costs.",
        "no_words": "Say what the line is for.",
        "no_months": f"{name}: it cannot end before it begins.",
        "too_long": f"{name}: a line can run ten years at the most.",
        "profile": f"{name}: write one share for each month, such as “1 1 2”, not all nought.",
        "outside": f"{name} runs outside the days of this budget.",
        "twice": f"{name} is there twice{other}, with the same amount.",
    }[found.code]


def change_words(change: Change, before: Mapping[str, Mapping[str, str]],
                 after: Mapping[str, Mapping[str, str]]) -> str:  # fmt: skip
    """What changed in a line between two versions."""
    if change.what == "added":
        return "New"
    if change.what == "removed":
        return "Taken out"
    was, now = change.before, change.after
    if was is None or now is None:
        return ""
    parts = []
    for field in change.fields:
        label = FIELD_WORDS[field]
        old, new = _value(was, field, before), _value(now, field, after)
        parts.append(f"{label}: {old} → {new}")
    words = "; ".join(parts)
    return words[:1].upper() + words[1:]


def _value(line: Line, field: str, labels: Mapping[str, Mapping[str, str]]) -> str:
    value = getattr(line, field)
    if field == "pence":
        return money(value)
    if field == "is_income":
        return "comes in" if value else "goes out"
    if field == "first":
        return f"{value:%B %Y}" if value else "no month"
    if field == "profile":
        return " ".join(map(str, value)) or "even"
    return named(labels, field, str(value)) if field in NO_NAME else str(value)
