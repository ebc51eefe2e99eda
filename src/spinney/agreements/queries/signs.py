"""What the agreements room knows to have happened in clusters."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from django.urls import reverse

from spinney.agreements.models import Version
from spinney.agreements.states import AgreementState, SpeaksFor, VersionState
from spinney.base.kernel.signs import Sign, Signs

SOCIAL = ("ground_rules", "statement_of_intent", "memorandum", "consortium_agreement")
"""The kinds by which members promise one another how they work together."""
ROLES = frozenset(
    {"lead_body", "host", "decision_rule", "quorum", "meetings", "equal_accountability"}
)
"""The terms that say who does what and how is decided."""
PUBLICITY = frozenset({"branding", "publication"})


def signs(cluster_ids: Collection[int], at: date) -> Signs:
    """Agreements of whole clusters: drafted, signed, and what they settle. A query."""
    found: Signs = {one: [] for one in cluster_ids}
    rows = (
        Version.objects.filter(
            agreement__cluster__in=found, agreement__speaks_for=SpeaksFor.CLUSTER,
            made_at__date__lte=at, discarded_at=None,
        )
        .exclude(agreement__state=AgreementState.DISCARDED)
        .select_related("agreement")
    )  # fmt: skip
    for version in rows:
        found[version.agreement.cluster_id].extend(_of(version, at))
    return found


def _of(version: Version, at: date) -> Iterator[Sign]:
    agreement = version.agreement
    url = reverse("agreements:agreement", args=[agreement.cluster_id, agreement.pk])
    name = f"“{agreement.title}”"
    yield Sign("agreements.drafted", version.made_at.date(), f"{name} was drafted", url)
    if version.put_out_at is not None and version.put_out_at.date() <= at:
        words = f"{name} went out to be signed"
        yield Sign("agreements.put_out", version.put_out_at.date(), words, url)
    if version.state != VersionState.AGREED or not version.is_in_force(at):
        return
    assert version.in_force_from is not None  # noqa: S101 - it is in force
    day, words = version.in_force_from, f"{name} was signed and is in force"
    yield Sign("agreements.in_force", day, words, url)
    if agreement.kind in SOCIAL:
        yield Sign("agreements.social", day, words, url)
    agreed = frozenset(version.content.get("terms", {}))
    if agreed & ROLES:
        yield Sign("agreements.roles", day, f"{name} says who does what and how you decide", url)
    if agreed & PUBLICITY:
        yield Sign("agreements.publicity", day, f"{name} says what you publish, and how", url)
