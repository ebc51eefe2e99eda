"""The facts and types that the Reconciliation API knows of organisations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from spinney.register.models import Organisation
from spinney.register.queries.public_facts import (
    KINDS,
    identifiers_of,
    public_fact,
    public_id,
)

Cell = dict[str, Any]

TYPES: list[dict[str, str]] = [
    {"id": "organisation", "name": "Organisation"},
    *({"id": value, "name": label} for value, label in KINDS.items()),
]


def shown_type(kind: str) -> dict[str, str]:
    """The type of a kind of organisation."""
    return {"id": kind, "name": KINDS[kind]}


@dataclass(frozen=True)
class Property:
    """One fact: its id, its name, what it is, and how its cells are read."""

    id: str
    name: str
    description: str
    values: Callable[[Organisation], list[Cell]]


def _text(field: str) -> Callable[[Organisation], list[Cell]]:
    def values(one: Organisation) -> list[Cell]:
        value = public_fact(one, field)
        return [] if value is None else [{"str": str(value)}]

    return values


def _number(scheme: str) -> Callable[[Organisation], list[Cell]]:
    return lambda one: [{"str": i.value} for i in identifiers_of(one) if i.scheme == scheme]


def _pounds(field: str) -> Callable[[Organisation], list[Cell]]:
    def values(one: Organisation) -> list[Cell]:
        pence = public_fact(one, field)
        return [] if pence is None else [{"int": round(pence / 100)}]

    return values


def _date(field: str) -> Callable[[Organisation], list[Cell]]:
    def values(one: Organisation) -> list[Cell]:
        day = public_fact(one, field)
        return [] if day is None else [{"date": f"{day.isoformat()}T00:00:00Z"}]

    return values


def _parent(one: Organisation) -> list[Cell]:
    parent = one.parent
    return [{"id": public_id(parent), "name": parent.name}] if parent else []


_ALL = (
    Property("name", "Name", "Its name on its register.", _text("name")),
    Property(
        "other_names", "Other names", "Working, short and earlier names.",
        lambda one: [{"str": row.name} for row in one.other_names.all()],
    ),
    Property(
        "org_id", "Org-ids", "All its numbers, as org-id.guide writes them.",
        lambda one: [{"str": row.org_id} for row in identifiers_of(one)],
    ),
    Property("charity_number", "Charity number", "England and Wales.", _number("GB-CHC")),
    Property("company_number", "Company number", "Companies House.", _number("GB-COH")),
    Property("kind", "Kind", "Voluntary, statutory and so on.", lambda o: [{"str": KINDS[o.kind]}]),
    Property(
        "status", "Active?", "Whether it is at work.",
        lambda one: [{"str": one.get_status_display()}],
    ),
    Property("town", "Town", "Of its address.", _text("town")),
    Property("postcode", "Postcode", "Of its address, if it is on a register.", _text("postcode")),
    Property("income", "Income", "Of its last year, in pounds.", _pounds("income_pence")),
    Property("spending", "Spending", "Of its last year, in pounds.", _pounds("spending_pence")),
    Property("year_end", "Year end", "When that year ended.", _date("year_end")),
    Property("registered_on", "Registered", "When it was registered.", _date("registered_on")),
    Property("website", "Website", "Its website.", _text("website")),
    Property(
        "activities", "Activities", "What it does, in its register's words.",
        lambda one: [{"str": row.label} for row in one.activities.all()],
    ),
    Property(
        "areas", "Areas", "Where it works, in its register's words.",
        lambda one: [{"str": row.name} for row in one.areas.all()],
    ),
    Property("parent", "Parent", "The organisation of which it is a branch.", _parent),
)  # fmt: skip
PROPERTIES: dict[str, Property] = {one.id: one for one in _ALL}
