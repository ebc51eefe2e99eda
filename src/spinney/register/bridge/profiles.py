"""Stating facts of an organisation in its representative's name, and taking that back exactly.

What a register said before is not lost: it stands beside (`differs`), and the load of the same
register keeps it up to date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from spinney.register.bridge.search_index import reindex
from spinney.register.engine.settling import alike
from spinney.register.models import Organisation, Postcode

BY_PEOPLE = frozenset({"representative", "entered here"})


def mark_of(organisation: Organisation, column: str) -> dict[str, Any]:
    """Whose a fact is, and what stands beside it, as it can be put back."""
    return {
        "provenance": organisation.provenance.get(column),
        "differs": organisation.differs.get(column),
    }


def put_back(organisation: Organisation, column: str, mark: Mapping[str, Any]) -> None:
    """Set whose a fact is to what `mark_of` gave. Not saved."""
    for name in ("provenance", "differs"):
        kept = getattr(organisation, name)
        if mark.get(name) is None:
            kept.pop(column, None)
        else:
            kept[column] = mark[name]


def state(organisation: Organisation, column: str, value: Any, *, source: str, today: date) -> None:
    """Set a fact as a person states it; what a register said stands beside. Not saved."""
    held = getattr(organisation, column)
    mark = organisation.provenance.get(column, {})
    owner = str(mark.get("source") or organisation.source)
    if owner not in BY_PEOPLE and held not in (None, ""):
        checked = mark.get("checked_on") or _iso(organisation.checked_on)
        beside = {"value": plain(held), "source": owner, "checked_on": checked}
        organisation.differs[column] = beside
    setattr(organisation, column, value)
    beside = organisation.differs.get(column)
    if beside is not None and alike(column, plain(value), beside.get("value")):
        del organisation.differs[column]
    organisation.provenance[column] = {"source": source, "checked_on": today.isoformat()}


def take_theirs(organisation: Organisation, column: str) -> Any:
    """Set a fact to what the register says. Returns the new value. Not saved."""
    beside = organisation.differs.pop(column)
    value = beside.get("value")
    field = Organisation._meta.get_field(column)
    setattr(organisation, column, field.to_python(value))  # type: ignore[union-attr]
    organisation.provenance[column] = {
        "source": beside.get("source"),
        "checked_on": beside.get("checked_on"),
    }
    return getattr(organisation, column)


def keep_ours(organisation: Organisation, column: str, *, source: str, today: date) -> None:
    """Let a fact stand over what the register says, until the register says something new."""
    over = organisation.differs[column].get("value")
    organisation.provenance[column] = {
        "source": source,
        "checked_on": today.isoformat(),
        "over": over,
    }


def plain(value: Any) -> Any:
    """A value as JSON holds it: dates as ISO text."""
    return value.isoformat() if isinstance(value, date) else value


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def save(organisation: Organisation, changed: Iterable[str]) -> None:
    """Save facts, with what follows from them: position from the postcode, names for the search."""
    names = set(changed)
    if "postcode" in names:
        code = "".join(organisation.postcode.upper().split())
        where = Postcode.objects.filter(code=code).first() if code else None
        organisation.latitude = where.latitude if where else None
        organisation.longitude = where.longitude if where else None
    organisation.version += 1
    organisation.save()
    if "name" in names:
        reindex([organisation.pk])
