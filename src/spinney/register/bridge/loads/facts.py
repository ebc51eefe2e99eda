"""Rows of a reader as facts of the register: names of columns, lengths, keys and digests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import blake2b
from typing import Any

from spinney.register.engine.readers import ccew, ccni, companies_house, oscr, ukcat
from spinney.register.engine.rows import Addition, Identifier, OrganisationRow
from spinney.register.models.organisations import Kind, Status

FACTS = (
    "name", "kind", "legal_form", "status", "registered_on", "closed_on", "summary", "website",
    "email", "phone", "address", "town", "postcode", "income_pence", "spending_pence", "year_end",
    "staff", "volunteers", "trustees",
)  # fmt: skip
"""Columns of Organisation that a load may write, in the order of `values_of`."""
WHERE = ("latitude", "longitude")
"""Columns that follow from the postcode."""
_COUNTS = frozenset({"staff", "volunteers", "trustees"})
_BLANKS: dict[str, Any] = {
    "kind": Kind.VOLUNTARY.value,
    "status": Status.UNKNOWN.value,
    "registered_on": None, "closed_on": None, "income_pence": None, "spending_pence": None,
    "year_end": None, "staff": None, "volunteers": None, "trustees": None,
}  # fmt: skip
DATES = frozenset({"registered_on", "closed_on", "year_end"})
_BLANKS_IN_ORDER = tuple(_BLANKS.get(fact, "") for fact in FACTS)
MAPPED = {
    "activities": "summary", "income": "income_pence", "spending": "spending_pence",
    "employees": "staff",
}  # fmt: skip
"""Fields of a mapping whose column here has another name."""

PERSON = 100
RANKS = {
    ccew.SOURCE: 50, ccni.SOURCE: 50, oscr.SOURCE: 50,
    companies_house.SOURCE: 40, ukcat.SOURCE: 30,
}  # fmt: skip
OTHER_LIST = 20
"""Rank of a table that was read through a mapping."""


def values_of(row: OrganisationRow) -> tuple[Any, ...]:
    """The facts that a row states, in the order of `FACTS`; dates as ISO text, as stored."""
    return (
        row.name,
        row.kind,
        row.legal_form,
        row.status,
        _iso(row.registered_on),
        _iso(row.closed_on),
        row.activities,
        row.website,
        row.email,
        row.phone,
        row.address,
        row.town,
        row.postcode,
        row.income,
        row.spending,
        _iso(row.year_end),
        row.employees,
        row.volunteers,
        row.trustees,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def said_by(row: OrganisationRow, told: frozenset[str] | None) -> dict[str, Any]:
    """The facts that a row speaks of. Kind, status and numbers of people only when it states them;
    with `told`, only facts for which the table has a column.
    """
    said = dict(zip(FACTS, values_of(row), strict=True))
    for fact in ("kind", "status"):
        if not said[fact]:
            del said[fact]
    return {
        fact: value
        for fact, value in said.items()
        if (value is not None or fact not in _COUNTS) and (told is None or fact in told)
    }


def added_by(addition: Addition) -> dict[str, Any]:
    """The facts that an addition speaks of."""
    said = {
        "staff": addition.employees,
        "volunteers": addition.volunteers,
        "trustees": addition.trustees,
    }
    return {fact: value for fact, value in said.items() if value is not None}


def whole(values: Iterable[Any]) -> tuple[Any, ...]:
    """Values as a new organisation has them, blanks filled as the columns want them."""
    return tuple(
        value if value or value == 0 else blank
        for value, blank in zip(values, _BLANKS_IN_ORDER, strict=True)
    )


def hash64(text: str) -> int:
    """A signed 64-bit number for a text. Two of five million texts are alike once in a million."""
    return int.from_bytes(
        blake2b(text.encode(errors="replace"), digest_size=8).digest(), signed=True
    )


def row_key(source: str, part: str, number: str) -> int:
    """By what one row of one table of one source is known again."""
    return hash64(f"{source}\x1f{part}\x1f{number}")


def number_of(row: OrganisationRow) -> str:
    """The number that a row is known by; a group on no register by its name and postcode."""
    if row.identifiers:
        return str(row.identifiers[0])
    return f"name:{row.name.casefold()}:{row.postcode}"


def row_digest(row: OrganisationRow, values: tuple[Any, ...]) -> int:
    """A number that changes whenever anything changes that the row says."""
    lists = (
        [(one.scheme, one.value) for one in row.identifiers],
        [(name.name, str(name.kind)) for name in row.other_names],
        [(one.scheme, one.code, one.label) for one in row.activity_codes],
        [(area.kind, area.name) for area in row.areas],
        str(row.parent or ""),
        str(row.as_of or ""),
    )
    return hash64(repr((tuple(map(str, values)), lists)))


def addition_digest(addition: Addition) -> int:
    return hash64(
        repr(
            (
                [(name.name, str(name.kind)) for name in addition.other_names],
                [(one.scheme, one.code, one.label) for one in addition.activity_codes],
                [(area.kind, area.name) for area in addition.areas],
                addition.employees, addition.volunteers, addition.trustees,
                str(addition.as_of or ""),
            )
        )
    )  # fmt: skip


def org_id(identifier: Identifier) -> tuple[str, str]:
    return identifier.scheme, identifier.value
