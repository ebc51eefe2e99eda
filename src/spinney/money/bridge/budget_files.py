"""Lines of a budget that are pasted, or come in a file: read with care, each row with what is wrong
with it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.money import Money
from spinney.base.kernel.spreadsheets import WorkbookRefused, rows_of
from spinney.base.kernel.tabular.encodings import DELIMITERS
from spinney.base.web.uploads import text_of
from spinney.money.bridge.budgets import MOST_LINES, LineSaid, month_end
from spinney.money.bridge.months import read_month

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "title": ("what", "line", "item", "description", "budget line", "title", "for what", "details"),
    "pence": ("amount", "cost", "budget", "pounds", "planned", "total", "value", "sum"),
    "goes": ("in or out", "money", "type", "direction", "income or cost"),
    "category": ("category", "heading", "cost heading", "kind", "group"),
    "activity": ("activity", "work", "workplan activity", "action"),
    "fund": ("fund", "funder", "funded by", "source", "grant"),
    "member": ("member", "organisation", "partner", "who", "whose"),
    "area": ("area", "place", "where", "district"),
    "first": ("from", "first month", "start", "starts", "month", "from month"),
    "last": ("to", "last month", "end", "ends", "until", "to month"),
    "promised": ("promised", "committed", "ordered", "commitments"),
    "note": ("note", "notes", "remarks", "comment"),
}
HEADINGS = (
    "What, Amount, In or out, Category, Activity, Fund, Member, Area, From, To, Promised, Note"
)
COMES_IN = frozenset({"in", "income", "comes in", "received", "credit"})
GOES_OUT = frozenset({"", "out", "cost", "goes out", "costs", "expenditure", "spend", "debit"})


@dataclass(frozen=True)
class FileLine:
    """One row: the line it says, if it can be one, and what is wrong or was left out."""

    row: int
    said: LineSaid | None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Names:
    """What rows may name, by their plain names."""

    activity: Mapping[str, int]
    fund: Mapping[str, int]
    member: Mapping[str, int]

    @classmethod
    def of(
        cls, activities: Mapping[int, str], funds: Mapping[int, str], members: Mapping[int, str]
    ) -> Names:
        """From numbers and names, as `queries.budgets.Nameable` has them."""

        def turned(names: Mapping[int, str]) -> dict[str, int]:
            return {_plain(name): pk for pk, name in names.items()}

        return cls(turned(activities), turned(funds), turned(members))


def read_pasted(text: str, names: Names) -> list[FileLine]:
    """The lines in a text, columns apart by tabs (as a spreadsheet copies), commas or semicolons.
    Raises BadInput, for the field "pasted".
    """
    return _read(_cells(text), names, "pasted")


def read_file(name: str, content: bytes, names: Names) -> list[FileLine]:
    """The lines of a CSV or XLSX file. Raises BadInput, for the field "file"."""
    if name.lower().endswith(".xlsx"):
        try:
            sheets = rows_of(content)
        except WorkbookRefused as error:
            raise _refused(str(error), "file") from error
        rows = next((rows for rows in sheets.values() if any(any(row) for row in rows)), [])
        return _read(rows, names, "file")
    try:
        text = text_of(content)
    except ValidationError as error:
        raise _refused(" ".join(error.messages), "file") from error
    return _read(_cells(text), names, "file")


def _refused(told: str, field: str) -> BadInput:
    return BadInput(told, {field: [told]})


def _cells(text: str) -> list[list[str]]:
    head = "\n".join(text.splitlines()[:5])
    delimiter = max((*DELIMITERS, "\t"), key=head.count)
    try:
        rows = csv.reader(io.StringIO(text.replace("\0", "")), delimiter=delimiter)
        return [row for _, row in zip(range(MOST_LINES + 100), rows, strict=False)]
    except csv.Error:
        return []


def _read(rows: Sequence[Sequence[str]], names: Names, field: str) -> list[FileLine]:
    at = next(
        (n for n, row in enumerate(rows[:20]) if {"title", "pence"} <= set(_columns(row))), None
    )
    if at is None:
        raise _refused(
            f"The first row must be headings: {HEADINGS}. Only What and Amount are needed.", field
        )
    columns = _columns(rows[at])
    found = []
    for number, row in enumerate(rows[at + 1 :], start=at + 2):
        cells = {
            name: " ".join(row[place].split()) if place < len(row) else ""
            for name, place in columns.items()
        }
        if any(cells.values()):
            found.append(_line(number, cells, names))
    if not found:
        raise _refused("There are headings and nothing below them.", field)
    if len(found) > MOST_LINES:
        raise _refused(f"A budget has at most {MOST_LINES} lines.", field)
    return found


def _columns(row: Sequence[str]) -> dict[str, int]:
    """Which column says what, by its heading."""
    found: dict[str, int] = {}
    for at, heading in enumerate(row):
        plain = re.sub(r"[^a-z]+", " ", heading.casefold()).strip()
        for name, words in COLUMNS.items():
            if plain in words:
                found.setdefault(name, at)
    return found


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _line(number: int, cells: Mapping[str, str], names: Names) -> FileLine:
    title = cells.get("title", "")
    if not title:
        return FileLine(number, None, ("There is no name in this row.",))
    problems: list[str] = []
    pence, is_income, fault = _amount(cells, problems)
    if fault:
        return FileLine(number, None, (fault,))
    first, last = _months(cells, problems)
    promised = _pence(cells.get("promised", ""))
    if promised is None or promised < 0:
        problems.append(f"“{cells.get('promised', '')}” is no amount, and is left out.")
        promised = 0
    said = LineSaid(
        title=title[:200], pence=pence, is_income=is_income,
        category=cells.get("category", "")[:60],
        activity_id=_named(cells, "activity", names.activity, problems),
        fund_id=_named(cells, "fund", names.fund, problems),
        organisation_id=_named(cells, "member", names.member, problems),
        area=cells.get("area", "")[:120], first_day=first, last_day=last,
        promised_pence=promised, note=cells.get("note", "")[:300],
    )  # fmt: skip
    return FileLine(number, said, tuple(problems))


def _amount(cells: Mapping[str, str], problems: list[str]) -> tuple[int, bool, str]:
    """Pence, whether it comes in, and what forbids the row."""
    text, goes = cells.get("pence", ""), cells.get("goes", "").casefold()
    pence = _pence(text)
    if pence is None or not text:
        told = f"“{text}” is no amount in pounds." if text else "There is no amount in this row."
        return 0, False, told
    if goes in COMES_IN:
        return abs(pence), True, ""
    if goes not in GOES_OUT:
        problems.append(f"“{cells['goes']}” is neither “in” nor “out”: it is taken as a cost.")
    if pence < 0:
        return 0, False, (
            f"“{text}” is below nought. If it is money that comes in, write “in” into a column"
            " “In or out”; else write it without the minus."
        )  # fmt: skip
    if pence == 0:
        problems.append("It has £0.")
    return pence, False, ""


def _pence(text: str) -> int | None:
    """Pence as typed, as a spreadsheet stores them, or in brackets as accounts write minus."""
    plain = text.replace("−", "-").replace("£", "").replace(" ", "")
    if not plain:
        return 0
    if plain.startswith("(") and plain.endswith(")"):
        plain = f"-{plain[1:-1]}"
    plain = re.sub(r"(\.\d\d)0+$|\.0+$", r"\1", plain)
    try:
        return Money.parse(plain).pence
    except BadInput:
        return None


def _months(cells: Mapping[str, str], problems: list[str]) -> tuple[date | None, date | None]:
    found = []
    for name in ("first", "last"):
        try:
            found.append(read_month(cells.get(name, "")))
        except BadInput as error:
            problems.append(f"{error} It is left out.")
            found.append(None)
    first, last = found
    if first is None:
        return None, None
    if last is not None and last < first:
        problems.append("It ends before it begins: the end is left out.")
        last = None
    return first, month_end(last or first)


def _named(
    cells: Mapping[str, str], name: str, known: Mapping[str, int], problems: list[str]
) -> int | None:
    text = cells.get(name, "")
    if not text or _plain(text) in ("all", "all together", "everybody", "none", "-"):
        return None
    if _plain(text) in known:
        return known[_plain(text)]
    what = {"activity": "activity of the plan", "fund": "fund", "member": "member"}[name]
    problems.append(f"“{text}” is no {what} here, and is left out.")
    return None
