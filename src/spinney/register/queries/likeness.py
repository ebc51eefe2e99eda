"""Organisations in the register that may be the one that somebody is about to add."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from spinney.register.models import Organisation
from spinney.register.queries.identifiers import holder_of
from spinney.register.queries.search import How, search

SURE_ENOUGH = 0.5
MOST = 5


@dataclass(frozen=True)
class Like:
    """One organisation that may be meant, and why it is shown."""

    organisation: Organisation
    why: str


def like(facts: Mapping[str, Any], identifier: tuple[str, str] | None) -> list[Like]:
    """Organisations that have the number, the name or nearly the name, or the same address of a
    website; the likeliest first.
    """
    found: dict[int, Like] = {}
    if identifier and (holder := holder_of(*identifier)):
        found[holder.pk] = Like(holder, f"It has the number {'-'.join(identifier)}.")
    for hit in search(str(facts.get("name", "")), limit=2 * MOST):
        alike = hit.how in (How.NUMBER, How.NAME) or hit.sureness >= SURE_ENOUGH
        if alike and hit.organisation.pk not in found:
            found[hit.organisation.pk] = Like(hit.organisation, _why(hit.text, hit.organisation))
    if website := str(facts.get("website", "")):
        bare = website.split("://", 1)[-1].removeprefix("www.").rstrip("/")
        same = Organisation.objects.filter(merged_into=None, website__icontains=bare)
        for organisation in same.order_by("pk")[:MOST]:
            found.setdefault(organisation.pk, Like(organisation, "It has the same website."))
    return list(found.values())[:MOST]


def _why(name: str, organisation: Organisation) -> str:
    where = ", ".join(filter(None, (organisation.town, organisation.postcode)))
    known = f"It is known as {name}. " if name != organisation.name else ""
    return f"{known}{where}".strip() or "It has a name like this."
