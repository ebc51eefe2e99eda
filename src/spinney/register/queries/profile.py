"""Everything about one organisation, each fact with where it came from and when it was checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.money import Money
from spinney.base.record.timeline import Told, entries_for, timeline
from spinney.register.models import Identifier, Link, Merge, Organisation, OtherName, Place, Service
from spinney.register.queries.search import canonical

HISTORY = 30
"""Entries of an organisation's record that its page tells."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its label, its value in words, where it came from, and what contradicts it."""

    field: str
    label: str
    value: str
    source: str
    checked_on: date | None
    differs: str = ""


@dataclass(frozen=True)
class Profile:
    """What the page of an organisation shows."""

    organisation: Organisation
    about: list[Fact]
    size: list[Fact]
    reach: list[Fact]
    identifiers: list[Identifier]
    other_names: list[OtherName]
    places: list[Place]
    services: list[Service]
    activities: list[str]
    areas: list[str]
    branches: list[Organisation]
    links: list[tuple[str, Organisation, Link]]
    merges: list[Merge]
    history: list[Told]


ABOUT = {
    "kind": "Kind",
    "legal_form": "Legal form",
    "status": "Active?",
    "registered_on": "Registered",
    "closed_on": "Closed",
    "summary": "What it does",
}
SIZE = {
    "income_pence": "Income in its last year",
    "spending_pence": "Spending in its last year",
    "year_end": "That year ended",
    "full_time_staff": "Full-time staff",
    "staff": "Staff",
    "volunteers": "Volunteers",
    "trustees": "Trustees",
}
REACH = {
    "address": "Address",
    "town": "Town",
    "postcode": "Postcode",
    "website": "Website",
    "email": "E-mail",
    "phone": "Phone",
}
BRANCHES = 50


def profile(actor: Actor, organisation_id: int) -> Profile:
    """The profile of an organisation, or of the one that it was merged into, or NotFound."""
    if not actor.is_signed_in and not actor.is_system:
        raise NotFound("There is no such organisation.")
    found = canonical([organisation_id]).get(organisation_id)
    if found is None:
        raise NotFound("There is no organisation with this address. Search for it by name.")
    one = Organisation.objects.select_related("parent").get(pk=found.pk)
    branches = one.branches.filter(merged_into=None).order_by("name")[:BRANCHES]
    entries = entries_for(actor, organisation_scope(one.pk))[:HISTORY]
    return Profile(
        organisation=one,
        about=list(_facts(one, ABOUT)),
        size=list(_facts(one, SIZE)),
        reach=list(_facts(one, REACH)),
        identifiers=list(one.identifiers.order_by("scheme", "value")),
        other_names=list(one.other_names.order_by("kind", "name")),
        places=list(one.places.order_by("name")),
        services=list(one.services.select_related("place").order_by("name")),
        activities=list(one.activities.order_by("label").values_list("label", flat=True)),
        areas=list(one.areas.order_by("name").values_list("name", flat=True)),
        branches=list(branches),
        links=list(_links(one)),
        merges=list(_merges(one)),
        history=timeline(entries),
    )


def _facts(one: Organisation, labels: dict[str, str]) -> Iterator[Fact]:
    for name, label in labels.items():
        value = said(name, getattr(one, name), one)
        if not value:
            continue
        origin = one.provenance.get(name, {})
        source = str(origin.get("source") or one.source)
        checked = origin.get("checked_on")
        checked_on = date.fromisoformat(checked) if checked else one.checked_on
        yield Fact(name, label, value, source, checked_on, _differs(one, name))


def _differs(one: Organisation, name: str) -> str:
    """What another source says instead, in words, or ""."""
    other = one.differs.get(name)
    if not other:
        return ""
    value = other.get("value")
    return f"{other.get('source', 'Another source')} says {said(name, value, None) or 'nothing'}"


def said(name: str, value: object, one: Organisation | None) -> str:
    """A fact's value in words."""
    if value in (None, ""):
        return ""
    if name.endswith("_pence") and isinstance(value, int):
        return str(Money(value))
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if one is not None and name in ("kind", "status"):
        return str(getattr(one, f"get_{name}_display")())
    return f"{value:,}" if isinstance(value, int) else str(value)


def _merges(one: Organisation) -> QuerySet[Merge]:
    """The merges in force by which others were put aside for this one."""
    merges = Merge.objects.filter(kept=one, undone_at=None).select_related("aside")
    return merges.prefetch_related("aside__identifiers").order_by("merged_at")


def _links(one: Organisation) -> Iterator[tuple[str, Organisation, Link]]:
    """Ties with other organisations, told from this one's side."""
    turned = {
        Link.LinkKind.SUBSIDIARY: "Owns",
        Link.LinkKind.SUCCESSOR: "Was taken over by",
    }
    for link in one.links.select_related("other").order_by("kind", "other__name"):
        yield link.get_kind_display(), link.other, link
    for link in one.linked_from.select_related("organisation").order_by("kind"):
        kind = turned.get(Link.LinkKind(link.kind), link.get_kind_display())
        yield kind, link.organisation, link
