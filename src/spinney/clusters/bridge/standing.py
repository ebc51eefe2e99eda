"""Memberships, tiers and shared evidence as the engine's cases, and its judgements as rows again.

Only evidence that its organisation shares with the cluster counts; what was withdrawn does not. A
piece that was replaced counts until the one that replaces it begins, so that a renewal made early
leaves no gap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from spinney.base.record.prepared import give_related, prepared
from spinney.clusters.engine.tiers import Case, Held, Judgement, Need, Rung, Step, foresee, judge
from spinney.clusters.models import Cluster, Criterion, EvidenceShare, Membership, Tier

ONE_DAY = timedelta(days=1)
WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Standing:
    """Where a membership stands on a day: the tier by the rule, why, and what is foreseen."""

    tier: Tier
    judgement: Judgement
    steps: tuple[Step, ...]
    tiers: dict[str, Tier]
    criteria: dict[str, Criterion]

    def tier_of(self, key: str) -> Tier:
        return self.tiers[key]


def tiers_of(cluster: Cluster) -> list[Tier]:
    """The tiers that the cluster goes by, highest first: its own if it has any, else its
    programme's. Criteria come with them.
    """
    programmes = [cluster.programme_id] if cluster.programme_id is not None else []
    return _tiers_for(cluster, _with_criteria([cluster.pk], programmes))


def _tiers_for(cluster: Cluster, found: Iterable[Tier]) -> list[Tier]:
    of_programme = [t for t in found if t.programme_id and t.programme_id == cluster.programme_id]
    return [tier for tier in found if tier.cluster_id == cluster.pk] or of_programme


def tiers_of_programme(programme_id: int) -> list[Tier]:
    """The tiers of a programme, highest first, with their criteria."""
    return _with_criteria([], [programme_id])


@prepared
def _tiers(clusters: list[int], programmes: list[int]) -> QuerySet[Tier]:
    which = Q(cluster__in=clusters) | Q(programme__in=programmes)
    return Tier.objects.filter(which).order_by("position", "pk")


@prepared
def _criteria(tiers: list[int]) -> QuerySet[Criterion]:
    return Criterion.objects.filter(tier__in=tiers).order_by("pk")


def _with_criteria(clusters: list[int], programmes: list[int]) -> list[Tier]:
    tiers = _tiers(clusters=clusters, programmes=programmes)
    criteria: dict[int, list[Criterion]] = defaultdict(list)
    for one in _criteria(tiers=[tier.pk for tier in tiers]) if tiers else ():
        criteria[one.tier_id].append(one)
    for tier in tiers:
        give_related(tier, "criteria", criteria[tier.pk])
    return tiers


def ladder_of(tiers: Iterable[Tier]) -> tuple[Rung, ...]:
    """Tiers as the engine's ladder; keys are their ids."""
    return tuple(
        Rung(str(tier.pk), tuple(_need_of(criterion) for criterion in tier.criteria.all()))
        for tier in tiers
    )


def _need_of(criterion: Criterion) -> Need:
    return Need(
        str(criterion.pk),
        criterion.evidence_kind,
        criterion.max_age_months,
        criterion.min_cover_pence,
    )


@prepared
def _shared(clusters: list[int], organisations: list[int]) -> QuerySet[EvidenceShare, Any]:
    shares = EvidenceShare.objects.filter(
        cluster__in=clusters, ended_at=None, evidence__organisation__in=organisations
    ).exclude(evidence__state=WITHDRAWN)
    return shares.order_by("evidence_id").values_list(
        "cluster_id",
        "evidence_id",
        "evidence__organisation_id",
        "evidence__kind",
        "evidence__issued_on",
        "evidence__expires_on",
        "evidence__cover_pence",
        "evidence__replaced_by__issued_on",
    )


def _held_by(memberships: Sequence[Membership]) -> dict[tuple[int, int], tuple[Held, ...]]:
    """The evidence that organisations share with their clusters now, as the engine reads it, by
    cluster and organisation.
    """
    rows = _shared(
        clusters=list({m.cluster_id for m in memberships}),
        organisations=list({m.organisation_id for m in memberships}),
    )
    found: dict[tuple[int, int], list[Held]] = defaultdict(list)
    for cluster_id, pk, organisation_id, kind, issued_on, expires_on, cover, next_on in rows:
        last = _last_day(expires_on, next_on)
        if last is None or last >= issued_on:
            held = Held(str(pk), kind, issued_on, last, cover)
            found[cluster_id, organisation_id].append(held)
    return {key: tuple(held) for key, held in found.items()}


def _last_day(expires_on: date | None, next_on: date | None) -> date | None:
    """The last day on which a piece counts: its own, or the day before its successor begins."""
    before_next = next_on - ONE_DAY if next_on else None
    days = [day for day in (expires_on, before_next) if day is not None]
    return min(days) if days else None


def case_of(membership: Membership, tiers: list[Tier], held: tuple[Held, ...], on: date) -> Case:
    """One membership as the engine's case. One admitted to a tier that is not among these is
    judged as admitted to the one of the same name, else to the lowest: it must gain nothing by it.
    """
    keys = {str(tier.pk) for tier in tiers}
    admitted = str(membership.admitted_to_id)
    if admitted not in keys:
        namesakes = [t for t in tiers if t.name == membership.admitted_to.name]
        admitted = str((namesakes or tiers[-1:])[0].pk)
    return Case(ladder_of(tiers), admitted, held, on)


def standing_of(membership: Membership, on: date) -> Standing:
    """Where one membership stands on a day, by the rule."""
    return standings_of(membership.cluster, [membership], on)[membership.pk]


def standings_of(
    cluster: Cluster, memberships: Iterable[Membership], on: date
) -> dict[int, Standing]:
    """Where each membership of a cluster stands on a day, by the rule: three queries for all."""
    memberships = list(memberships)
    return _standings(memberships, tiers_of(cluster), _held_by(memberships), on)


def standings_across(memberships: Sequence[Membership], on: date) -> dict[int, Standing]:
    """Where memberships of several clusters stand, by the rule: three queries for all. Needs the
    cluster of each.
    """
    if not memberships:
        return {}
    clusters = {m.cluster_id: m.cluster for m in memberships}
    programmes = {c.programme_id for c in clusters.values() if c.programme_id is not None}
    tiers = _with_criteria(list(clusters), list(programmes))
    held = _held_by(memberships)
    found: dict[int, Standing] = {}
    for cluster in clusters.values():
        here = [m for m in memberships if m.cluster_id == cluster.pk]
        found |= _standings(here, _tiers_for(cluster, tiers), held, on)
    return found


def _standings(
    memberships: Sequence[Membership],
    tiers: list[Tier],
    held: Mapping[tuple[int, int], tuple[Held, ...]],
    on: date,
) -> dict[int, Standing]:
    by_key = {str(tier.pk): tier for tier in tiers}
    criteria = {str(c.pk): c for tier in tiers for c in tier.criteria.all()}
    found = {}
    for membership in memberships:
        hers = held.get((membership.cluster_id, membership.organisation_id), ())
        case = case_of(membership, tiers, hers, on)
        judgement = judge(case)
        tier = by_key[judgement.rung]
        found[membership.pk] = Standing(tier, judgement, foresee(case), by_key, criteria)
    return found
