"""On which days the versions of an agreement hold, from rows to the engine and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from spinney.agreements.engine.spans import Span
from spinney.agreements.engine.terms import read
from spinney.agreements.models import Agreement, Version
from spinney.agreements.states import VersionState


def span_of(version: Version) -> Span | None:
    """The days on which a version holds; none for one that was never signed."""
    if version.state != VersionState.AGREED or version.in_force_from is None:
        return None
    return Span(version.in_force_from, version.in_force_until)


def last_agreed(agreement: Agreement) -> Version | None:
    """The newest version that was signed: in force, still to begin, or over."""
    return agreement.versions.filter(state=VersionState.AGREED).order_by("-number").first()


def version_on(agreement: Agreement, on: date) -> Version | None:
    """The version that holds on a day."""
    signed = agreement.versions.filter(state=VersionState.AGREED)
    return next((one for one in signed if one.is_in_force(on)), None)


def last_day_of(terms: Mapping[str, Any]) -> date | None:
    """The last day that the terms (JSON) of a version name; none: it lasts until it is ended."""
    if terms.get("ends") is None:
        return None
    ends: Any = read("ends", terms["ends"])
    last: date | None = ends.on
    return last


def ran_out(version: Version, on: date) -> bool:
    """Whether the last day of a version lies before a day."""
    return version.in_force_until is not None and version.in_force_until < on


def terms_that_differ(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys of terms that two contents state differently, in the order of the alphabet."""
    keys = set(before) | set(after)
    return tuple(sorted(key for key in keys if before.get(key) != after.get(key)))
