"""The terms in force: what every room reads. One query each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from spinney.agreements.bridge.terms import (
    ROW,
    in_words,
    names_in_conflicts,
    place_words,
    stated_by,
    stated_from_row,
)
from spinney.agreements.engine.terms import (
    CATALOGUE,
    Conflict,
    Stated,
    Terms,
    conflicts,
    in_force,
)
from spinney.agreements.models import Agreement, Version
from spinney.agreements.states import AgreementState, SpeaksFor, VersionState
from spinney.base.record.prepared import prepared
from spinney.clusters import api as clusters

SIGNED = (AgreementState.AGREED, AgreementState.ENDED)


def _signed() -> QuerySet[Version]:
    """Every version that was signed, in the order in which they came into force."""
    versions = Version.objects.filter(state=VersionState.AGREED, agreement__state__in=SIGNED)
    return versions.order_by("in_force_from", "pk")


def _holds(on: Any) -> Q:
    return Q(in_force_from__lte=on) & (Q(in_force_until=None) | Q(in_force_until__gte=on))


@prepared
def _in_cluster(cluster: int, on: date) -> QuerySet[Version, Any]:
    ours = _signed().filter(agreement__speaks_for=SpeaksFor.CLUSTER, agreement__cluster=cluster)
    return ours.filter(_holds(on)).values_list(*ROW)


@prepared
def _in_agreement(agreement: int, on: date) -> QuerySet[Version, Any]:
    return _signed().filter(_holds(on), agreement=agreement).values_list(*ROW)


def terms(cluster: clusters.Cluster, at: date | None = None) -> Terms:
    """The terms of a cluster on a day (today unless said), past or to come: what its signed
    agreements state, as far as they are signed now. One query.
    """
    on = at or localdate()
    return in_force([stated_from_row(row) for row in _in_cluster(cluster=cluster.pk, on=on)], on)


def terms_of(agreement: Agreement, at: date | None = None) -> Terms:
    """The terms that one agreement states by itself on a day (today unless said). One query."""
    on = at or localdate()
    rows = _in_agreement(agreement=agreement.pk, on=on)
    return in_force([stated_from_row(row) for row in rows], on)


def ever_stated(cluster: clusters.Cluster) -> list[Stated]:
    """Every version of the cluster's agreements that was ever signed, over or still to begin. One
    query.
    """
    ours = _signed().filter(agreement__speaks_for=SpeaksFor.CLUSTER, agreement__cluster=cluster)
    return [stated_from_row(row) for row in ours.values_list(*ROW)]


def held_of_kind(cluster: clusters.Cluster, kind: str, on: date) -> Version | None:
    """The version of an agreement of a kind that holds in a cluster on a day; the one that came
    into force first, of several. One query.
    """
    held = _signed().filter(_holds(on), agreement__cluster=cluster, agreement__kind=kind)
    return held.select_related("agreement").first()


def kinds_in_force(cluster: clusters.Cluster, on: date) -> frozenset[str]:
    """The kinds of agreement ("ground_rules") of which one holds in a cluster on a day. A query."""
    held = _signed().filter(_holds(on), agreement__cluster=cluster)
    return frozenset(held.order_by().values_list("agreement__kind", flat=True).distinct())


@dataclass(frozen=True)
class Clash:
    """Two agreements that say different things of a term: the conflict, and both in words."""

    conflict: Conflict
    title: str
    new_words: str
    other_words: str

    @property
    def words(self) -> str:
        """One sentence or two on what clashes with what."""
        return (
            f"{self.title}: this says “{self.new_words}” {place_words(self.conflict.other)} says"
            f" “{self.other_words}”"
        )


def conflicts_of(version: Version, on: date | None = None) -> tuple[Clash, ...]:
    """Where a version says, or if it is signed would say, something else than another agreement of
    its cluster that is in force while it is, or that is out for signature. An agreement of its
    parties alone clashes with nothing; a renewal, or a deed, not with what it is of. Two queries.
    """
    agreement = version.agreement
    if agreement.speaks_for != SpeaksFor.CLUSTER or not version.content.get("terms"):
        return ()
    new = stated_by(version, on)
    left_out = [pk for pk in (agreement.pk, agreement.renews_id, agreement.deed_of_id) if pk]
    signed = Q(state=VersionState.AGREED, agreement__state__in=SIGNED) & (
        Q(in_force_until=None) | Q(in_force_until__gte=new.since)
    )
    others = (
        Version.objects.filter(signed | Q(state=VersionState.SIGNING))
        .filter(agreement__cluster=agreement.cluster_id, agreement__speaks_for=SpeaksFor.CLUSTER)
        .exclude(agreement__in=left_out)
        .exclude(agreement__renews=agreement.pk)
        .select_related("agreement")
        .order_by("in_force_from", "pk")
    )
    found = conflicts(new, [stated_by(one, on) for one in others])
    names = names_in_conflicts(found)
    return tuple(
        Clash(
            one,
            CATALOGUE[one.key].title,
            in_words(one.key, one.new.said, names),
            in_words(one.key, one.other.said, names),
        )
        for one in found
    )
