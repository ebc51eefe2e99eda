"""Whether a draft has all that it needs to be put out for signature, in words."""

from __future__ import annotations

from datetime import date

from spinney.agreements.bridge.lasting import last_agreed, last_day_of, span_of
from spinney.agreements.bridge.wordings import wordings
from spinney.agreements.engine.content import Content
from spinney.agreements.engine.filling import gaps, missing_roles
from spinney.agreements.engine.spans import first_day
from spinney.agreements.models import Version


def gaps_of(version: Version) -> tuple[str, ...]:
    """What is still unanswered in a draft, or missing among its parties. One query."""
    wording = wordings().get(version.content.get("wording", ""))
    found = list(gaps(Content.from_json(version.content), wording))
    if wording is not None:
        roles = version.agreement.parties.filter(left_on=None).values_list("role", flat=True)
        found += missing_roles([str(one) for one in roles], wording)
    return tuple(one.words for one in found)


def days_if_signed_on(
    version: Version, signed: date, wanted: date | None
) -> tuple[date, date | None]:
    """The first and the last day of a version, were it signed on a day; no last day: none is
    named.
    """
    before = last_agreed(version.agreement)
    first = first_day(signed=signed, wanted=wanted, before=span_of(before) if before else None)
    return first, last_day_of(version.content.get("terms", {}))
