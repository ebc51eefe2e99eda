"""What open standards give to anybody of an organisation: public facts, and no others.

Contact details that a representative entered, and where an organisation is that stands on no public
register (it may be somebody's home), are not public.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from spinney.register.bridge.profiles import BY_PEOPLE
from spinney.register.models import Identifier, Organisation
from spinney.register.models.organisations import Kind
from spinney.register.queries.find import public_organisations

BEST_KNOWN = ("GB-CHC", "GB-SC", "GB-NIC", "GB-COH")
"""Lists whose number names an organisation to the world, the best known first."""

WHERE = frozenset({"address", "postcode", "latitude", "longitude"})
CONTACT = frozenset({"email", "phone"})

KINDS: dict[str, str] = {value: str(label) for value, label in Kind.choices}


def public_rows() -> QuerySet[Organisation]:
    """Organisations with all that their public facts are made of, in a fixed number of queries."""
    identifiers = Identifier.objects.order_by("scheme", "value")
    return (
        public_organisations()
        .select_related("parent")
        .prefetch_related(
            Prefetch("identifiers", queryset=identifiers),
            Prefetch("merged_from__identifiers", queryset=identifiers),
            "other_names",
            "activities",
            "areas",
        )
    )


def identifiers_of(one: Organisation) -> list[Identifier]:
    """All numbers by which it is known, those of organisations merged into it included."""
    rows = [*one.identifiers.all()]
    for aside in one.merged_from.all():
        rows += aside.identifiers.all()
    place = {scheme: at for at, scheme in enumerate(BEST_KNOWN)}
    return sorted(rows, key=lambda row: (place.get(row.scheme, 99), row.scheme, row.value))


def public_id(one: Organisation) -> str:
    """Its best-known org-id ("GB-CHC-1096829"), or its own id here when it is on no register."""
    numbers = identifiers_of(one)
    return numbers[0].org_id if numbers else str(one.uid)


def by_public_id(ids: Iterable[str]) -> dict[str, Organisation]:
    """Organisations by any of their org-ids, or by their own id; what is unknown is left out."""
    wanted = list(dict.fromkeys(ids))
    uids = [UUID(text) for text in wanted if _is_uid(text)]
    values = [text.rpartition("-")[2] for text in wanted]
    held = Identifier.objects.filter(value__in=values)
    owners = {row.org_id: row.organisation_id for row in held}
    asked = {owners[text] for text in wanted if text in owners}
    rows = public_rows().filter(Q(pk__in=asked) | Q(uid__in=uids) | Q(merged_from__in=asked))
    found: dict[str, Organisation] = {}
    for one in rows.distinct():
        for known in (str(one.uid), *(row.org_id for row in identifiers_of(one))):
            found[known] = one
    return {text: found[text] for text in wanted if text in found}


def public_fact(one: Organisation, field: str) -> Any:
    """One column of an organisation as anybody may see it, or None."""
    value = getattr(one, field)
    if value in (None, ""):
        return None
    if field in CONTACT and source_of(one, field) in BY_PEOPLE:
        return None
    if field in WHERE | CONTACT and not identifiers_of(one):
        return None
    return value


def source_of(one: Organisation, field: str) -> str:
    """Where a fact came from."""
    return str(one.provenance.get(field, {}).get("source") or one.source)


def _is_uid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
