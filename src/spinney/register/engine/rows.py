"""What a reader makes of a file: organisations, additions to them, and rows it could not use.

Every reader turns its publisher's columns into these few shapes, so that what comes after
(the load, the preview, a notebook) need not know who published the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SHOWN_ROW_LENGTH = 300
"""Characters of a rejected row that are kept, so that a person can find it again."""


class Kind(StrEnum):
    """What sort of body it is. Empty when the source does not tell."""

    UNKNOWN = ""
    VOLUNTARY = "voluntary"
    STATUTORY = "statutory"
    COMMERCIAL = "commercial"
    ACADEMIC = "academic"
    SECOND_TIER = "second_tier"


class Status(StrEnum):
    """Whether the organisation is on its register today. Empty when the source does not tell."""

    UNKNOWN = ""
    ACTIVE = "active"
    CLOSED = "closed"


class NameKind(StrEnum):
    """Why an organisation has a name beside its main one."""

    WORKING = "working"
    PREVIOUS = "previous"
    SHORT = "short"
    OTHER = "other"


@dataclass(frozen=True, slots=True, order=True)
class Identifier:
    """A number in a public list, written as org-id.guide writes it.

    >>> str(Identifier("GB-CHC", "1012345"))
    'GB-CHC-1012345'
    """

    scheme: str
    value: str

    def __str__(self) -> str:
        return f"{self.scheme}-{self.value}"


@dataclass(frozen=True, slots=True, order=True)
class OtherName:
    """Another name for an organisation, and what kind of name it is."""

    name: str
    kind: str = NameKind.OTHER


@dataclass(frozen=True, slots=True, order=True)
class Activity:
    """A code for what an organisation does, from a published classification."""

    scheme: str
    code: str
    label: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """A place where an organisation works: its kind, its name and, when known, its GSS code."""

    kind: str
    name: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One organisation as one row of one source describes it.

    `identifiers[0]` is the number the source itself is keyed on; it is empty for a group that is
    on no register. Money is in pence. `address` has one line of the address per line.
    `parent` is the identifier of the body that this one is a branch of (a branch is not its
    parent: each has its own row). `as_of` is the day for which the source vouches, when the row
    itself tells it.
    """

    line: int
    name: str
    identifiers: tuple[Identifier, ...] = ()
    other_names: tuple[OtherName, ...] = ()
    legal_form: str = ""
    kind: str = Kind.UNKNOWN
    status: str = Status.UNKNOWN
    registered_on: date | None = None
    closed_on: date | None = None
    address: str = ""
    town: str = ""
    postcode: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    income: int | None = None
    spending: int | None = None
    year_end: date | None = None
    employees: int | None = None
    volunteers: int | None = None
    trustees: int | None = None
    activities: str = ""
    activity_codes: tuple[Activity, ...] = ()
    areas: tuple[Area, ...] = ()
    parent: Identifier | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Addition:
    """What a side table adds to an organisation named elsewhere by `about`.

    `table` is the side table's key. When `continues` is set, earlier rows of the same table
    already spoke of this organisation, so its lists are added to, not replaced. Trustees are
    counted only: their names never leave the file.
    """

    line: int
    about: Identifier
    table: str
    other_names: tuple[OtherName, ...] = ()
    activity_codes: tuple[Activity, ...] = ()
    areas: tuple[Area, ...] = ()
    employees: int | None = None
    volunteers: int | None = None
    trustees: int | None = None
    year_end: date | None = None
    continues: bool = False
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """Something in a file that could not be used, told to the person who has to mend it.

    `kept` is True when only one value was left out and the rest of the row was taken.
    """

    file: str
    line: int
    reason: str
    expected: str = ""
    row: str = ""
    kept: bool = False


Item = OrganisationRow | Addition | Reject
"""What readers yield, in the order of the file."""


class RowRefused(Exception):
    """Raised inside a reader for a row that cannot be used; becomes a `Reject`."""

    def __init__(self, reason: str, expected: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.expected = expected


def shown_row(values: list[str]) -> str:
    """A row as a person may recognise it, shortened to `SHOWN_ROW_LENGTH` characters.

    >>> shown_row(["1012345", "", "The Anchor Trust"])
    '1012345 · The Anchor Trust'
    """
    text = " · ".join(" ".join(value.split()) for value in values if value.strip())
    return text if len(text) <= SHOWN_ROW_LENGTH else text[: SHOWN_ROW_LENGTH - 1] + "…"
