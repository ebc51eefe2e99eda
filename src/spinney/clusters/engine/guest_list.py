"""A pasted list of organisations to invite, read: name, e-mail address, person.

One organisation a line; parts separated by tabs, commas or semicolons, in any order as long as one
of them is an e-mail address; a first line of headings is known by having none. Nothing is thrown
away: a line that cannot be used says why, as a code.

>>> [row.organisation for row in read_guests("Birch House, birch@example.org, B. Birch")]
['Birch House']
>>> read_guests("Birch House")[0].problem
<Problem.NO_ADDRESS: 'no_address'>
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

MOST_LINES = 500
LONGEST_NAME = 300
LONGEST_ADDRESS = 254

_ADDRESS = re.compile(
    r"^[^@\s<>()\[\],;:\\\"]+@[^@\s<>()\[\],;:\\\"]+\.[^@\s<>()\[\],;:\\\".]{2,}$"
)
_HEADING = re.compile(r"\b(e-?mail|address|organisation|organization|name|charity)\b", re.I)


class Problem(StrEnum):
    """Why a line cannot be used."""

    NO_ADDRESS = "no_address"
    BAD_ADDRESS = "bad_address"
    TWO_ADDRESSES = "two_addresses"
    NO_NAME = "no_name"
    TOO_LONG = "too_long"
    HAS_LINK = "has_link"  # a web address in a name would go into mail


@dataclass(frozen=True)
class GuestRow:
    """One line: its number (from 1), what was read, and what is wrong with it (None: nothing)."""

    line: int
    organisation: str
    email: str
    person: str = ""
    problem: Problem | None = None


def read_guests(text: str) -> list[GuestRow]:
    """Every line that is not empty, read. At most MOST_LINES; the rest is left to the caller to
    refuse (`too_many`).
    """
    rows = []
    lines = [line.strip().lstrip("\ufeff") for line in text.splitlines()]
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line]
    if numbered and _is_heading(numbered[0][1]):
        numbered = numbered[1:]
    for number, line in numbered[:MOST_LINES]:
        rows.append(_read(number, line))
    return rows


def too_many(text: str) -> bool:
    """Whether there are more lines than are read at once."""
    return sum(bool(line.strip()) for line in text.splitlines()) > MOST_LINES + 1


def _is_heading(line: str) -> bool:
    return "@" not in line and bool(_HEADING.search(line)) and bool(re.search(r"[,;\t]", line))


def _read(number: int, line: str) -> GuestRow:
    parts = list(_parts(line))
    addresses = [part for part in parts if "@" in part]
    others = [part for part in parts if "@" not in part]
    organisation = others[0] if others else ""
    person = others[1] if len(others) > 1 else ""
    email = addresses[0].lower() if addresses else ""
    return GuestRow(number, organisation, email, person, _problem(organisation, person, addresses))


def _problem(organisation: str, person: str, addresses: list[str]) -> Problem | None:
    if not organisation:
        return Problem.NO_NAME
    if not addresses:
        return Problem.NO_ADDRESS
    if len(addresses) > 1:
        return Problem.TWO_ADDRESSES
    if not _ADDRESS.match(addresses[0]):
        return Problem.BAD_ADDRESS
    if "://" in organisation or "://" in person:
        return Problem.HAS_LINK
    if len(organisation) > LONGEST_NAME or len(addresses[0]) > LONGEST_ADDRESS:
        return Problem.TOO_LONG
    return None


def _parts(line: str) -> Iterator[str]:
    """A line's parts, without empty ones; "Name <address>" is two."""
    separator = next((mark for mark in ("\t", ";", ",") if mark in line), ",")
    if "\0" in line:
        line = line.replace("\0", "")
    try:
        cells = next(csv.reader([line], delimiter=separator, skipinitialspace=True), [])
    except csv.Error:
        cells = line.split(separator)
    for cell in cells:
        angled = re.match(r"^(.*)<([^<>]+@[^<>]+)>\s*$", cell)
        for part in angled.groups() if angled else (cell,):
            cleaned = " ".join(part.split()).removeprefix("mailto:")
            if cleaned:
                yield cleaned
