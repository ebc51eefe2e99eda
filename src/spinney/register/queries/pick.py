"""Organisations as options of a picker (base.web.picker): one out of hundreds of thousands."""

from __future__ import annotations

from spinney.base.web.picker import Option
from spinney.register.models import Organisation
from spinney.register.queries.search import Hit, canonical, search

OFFERED = 8


def options(text: str) -> list[Option]:
    """The organisations nearest to what was typed, best first."""
    hits = search(text, limit=OFFERED)
    return [Option(str(hit.organisation.pk), hit.organisation.name, _detail(hit)) for hit in hits]


def option(value: str) -> Option | None:
    """The option of an organisation's id; of the one that was kept, when it was merged."""
    if not (value.isascii() and value.isdigit() and len(value) < 19):
        return None
    found = canonical([int(value)]).get(int(value))
    return Option(str(found.pk), found.name, _where(found)) if found else None


def _detail(hit: Hit) -> str:
    """What tells it apart: the other name or number that was found, its place, if closed."""
    said = [hit.text if hit.text != hit.organisation.name else "", _where(hit.organisation)]
    return ", ".join(part for part in said if part)


def _where(organisation: Organisation) -> str:
    parts = [organisation.town or organisation.postcode]
    if organisation.status == "closed":
        parts.append("closed")
    return ", ".join(part for part in parts if part)
