"""A list of contractors in a file: read with care, each row with what is wrong with it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.spreadsheets import WorkbookRefused, rows_of
from spinney.base.kernel.tabular.encodings import DELIMITERS
from spinney.base.web.fields import PostcodeField
from spinney.base.web.uploads import text_of
from spinney.purchasing.bridge.contractors import ContractorSaid
from spinney.purchasing.engine.trades import trade_of

MOST_ROWS = 1_000
KM_IN_MILE = 1.609344
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": (
        "name",
        "contractor",
        "company",
        "business",
        "firm",
        "who",
        "supplier",
        "company name",
    ),
    "trades": ("trade", "trades", "type", "work", "service", "services", "category", "what"),
    "phone": ("phone", "telephone", "tel", "mobile", "number", "phone number", "contact number"),
    "email": ("email", "e mail", "mail", "email address"),
    "website": ("website", "web", "url", "site"),
    "postcode": ("postcode", "post code", "base", "where"),
    "areas": ("area", "areas", "areas served", "covers", "places", "area covered"),
    "travels": ("miles", "travels", "distance", "how far", "radius", "travels miles"),
    "about": ("about", "notes", "note", "comments", "description", "remarks"),
}
_SPLIT = re.compile(r"[,;/|+&\n]|\band\b")


@dataclass(frozen=True)
class FileRow:
    """One row of a file: what it says, and what was left out of it because it cannot be read."""

    row: int
    said: ContractorSaid | None
    problems: tuple[str, ...] = ()


def read_file(name: str, content: bytes) -> list[FileRow]:
    """The contractors of a CSV or XLSX file. Raises BadInput, for the field "file", when it is no
    table, has no column of names, or is too long.
    """
    rows = _sheet(content) if name.lower().endswith(".xlsx") else _text(content)
    at = next((n for n, row in enumerate(rows[:20]) if "name" in _columns(row)), None)
    if at is None:
        raise _refused(
            "No column has names. Write headings into the first row: Name, Trade, Phone, E-mail,"
            " Website, Postcode, Areas, Miles, About."
        )
    columns = _columns(rows[at])
    found = list(_contractors(rows[at + 1 :], at + 2, columns))
    if not found:
        raise _refused("There are headings in this file and nothing below them.")
    if len(found) > MOST_ROWS:
        raise _refused(f"The most that can come in at once is {MOST_ROWS:,} rows. Split the file.")
    return found


def _refused(told: str) -> BadInput:
    return BadInput(told, {"file": [told]})


def _sheet(content: bytes) -> list[list[str]]:
    try:
        sheets = rows_of(content)
    except WorkbookRefused as error:
        raise _refused(str(error)) from error
    return next((rows for rows in sheets.values() if any(any(row) for row in rows)), [])


def _text(content: bytes) -> list[list[str]]:
    try:
        text = text_of(content)
    except ValidationError as error:
        raise _refused(" ".join(error.messages)) from error
    head = "\n".join(text.splitlines()[:5])
    delimiter = max(DELIMITERS, key=head.count)
    try:
        rows = csv.reader(io.StringIO(text.replace("\0", "")), delimiter=delimiter)
        return [row for _, row in zip(range(MOST_ROWS + 50), rows, strict=False)]
    except csv.Error as error:
        raise _refused("This file is no table that can be read. Save the list as CSV.") from error


def _columns(row: Sequence[str]) -> dict[str, int]:
    """Which column says what, by its heading."""
    found: dict[str, int] = {}
    for at, heading in enumerate(row):
        plain = re.sub(r"[^a-z]+", " ", heading.casefold()).strip()
        for field, words in COLUMNS.items():
            if plain in words:
                found.setdefault(field, at)
    return found


def _contractors(
    rows: Sequence[Sequence[str]], first: int, columns: Mapping[str, int]
) -> Iterator[FileRow]:
    for number, row in enumerate(rows, start=first):
        cells = {
            field: " ".join(row[at].split()) if at < len(row) else ""
            for field, at in columns.items()
        }
        if any(cells.values()):
            yield _one(number, cells)


def _one(number: int, cells: Mapping[str, str]) -> FileRow:
    name = cells.get("name", "")
    if not name:
        return FileRow(number, None, ("There is no name in this row.",))
    problems: list[str] = []
    said = ContractorSaid(
        name=name[:200],
        trades=_trades(cells.get("trades", ""), problems),
        phone=cells.get("phone", "")[:40],
        email=_email(cells.get("email", ""), problems),
        website=_website(cells.get("website", ""), problems),
        postcode=_postcode(cells.get("postcode", ""), problems),
        travels_km=_kilometres(cells.get("travels", ""), problems),
        areas=tuple(one[:60] for one in _pieces(cells.get("areas", "")))[:30],
        about=cells.get("about", "")[:2000],
    )
    return FileRow(number, said, tuple(problems))


def _pieces(text: str) -> list[str]:
    return [one.strip() for one in _SPLIT.split(text) if one.strip()]


def _trades(text: str, problems: list[str]) -> tuple[str, ...]:
    whole = trade_of(text)
    found = [trade for one in _pieces(text) if (trade := trade_of(one))] or (
        [whole] if whole else []
    )
    if not found:
        if text:
            problems.append(f"“{text}” is no work that we know: it stands under “Other work”.")
        return ("other",)
    return tuple(dict.fromkeys(found))


def _email(text: str, problems: list[str]) -> str:
    if text:
        try:
            validate_email(text)
        except ValidationError:
            problems.append(f"“{text}” is no e-mail address, and is left out.")
            return ""
    return text


def _website(text: str, problems: list[str]) -> str:
    if not text:
        return ""
    address = text if "://" in text else f"https://{text}"
    if not re.fullmatch(r"https?://[^\s/]+\.[^\s]+", address) or len(address) > 200:
        problems.append(f"“{text}” is no web address, and is left out.")
        return ""
    return address


def _postcode(text: str, problems: list[str]) -> str:
    try:
        return str(PostcodeField(required=False).clean(text[:10]))
    except ValidationError:
        problems.append(f"“{text}” is no postcode, and is left out.")
        return ""


def _kilometres(text: str, problems: list[str]) -> int | None:
    found = re.search(r"\d{1,3}(?:\.\d+)?", text)
    if not text:
        return None
    if found is None:
        problems.append(f"“{text}” is no number of miles, and is left out.")
        return None
    return round(float(found[0]) * (1 if "km" in text.casefold() else KM_IN_MILE))
