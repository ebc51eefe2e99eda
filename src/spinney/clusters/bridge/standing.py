"""Memberships, tiers and shared evidence as the engine's cases, and its judgements as rows again.

Only evidence that its organisation shares with the cluster counts; what was withdrawn does not. A
piece that was replaced counts until the one that replaces it begins, so that a renewal made early
leaves no gap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, Q

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
    own = Q(cluster_id=cluster.pk)
    found = _with_criteria(
        own | Q(programme_id=cluster.programme_id) if _in_programme(cluster) else own
    )
    return [tier for tier in found if tier.cluster_id] or found


def tiers_of_programme(programme_id: int) -> list[Tier]:
    """The tiers of a programme, highest first, with their criteria."""
    return _with_criteria(Q(programme_id=programme_id))


def _in_programme(cluster: Cluster) -> bool:
    return cluster.programme_id is not None


def _with_criteria(which: Q) -> list[Tier]:
    criteria = Prefetch("criteria", Criterion.objects.order_by("pk"))
    return list(Tier.objects.filter(which).order_by("position", "pk").prefetch_related(criteria))


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


def held_by(cluster_id: int, organisation_ids: Iterable[int]) -> dict[int, tuple[Held, ...]]:
    """The evidence that each organisation shares with the cluster now, as the engine reads it."""
    shares = EvidenceShare.objects.filter(
        cluster_id=cluster_id,
        ended_at=None,
        evidence__organisation_id__in=list(organisation_ids),
    ).exclude(evidence__state=WITHDRAWN)
    rows = shares.order_by("evidence_id").values_list(
        "evidence_id",
        "evidence__organisation_id",
        "evidence__kind",
        "evidence__issued_on",
        "evidence__expires_on",
        "evidence__cover_pence",
        "evidence__replaced_by__issued_on",
    )
    found: dict[int, list[Held]] = defaultdict(list)
    for pk, organisation_id, kind, issued_on, expires_on, cover, next_on in rows:
        last = _last_day(expires_on, next_on)
        if last is None or last >= issued_on:
            found[organisation_id].append(Held(str(pk), kind, issued_on, last, cover))
    return {organisation_id: tuple(held) for organisation_id, held in found.items()}


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
    tiers = tiers_of(cluster)
    by_key = {str(tier.pk): tier for tier in tiers}
    criteria = {str(c.pk): c for tier in tiers for c in tier.criteria.all()}
    held = held_by(cluster.pk, [m.organisation_id for m in memberships])
    found = {}
    for membership in memberships:
        case = case_of(membership, tiers, held.get(membership.organisation_id, ()), on)
        judgement = judge(case)
        tier = by_key[judgement.rung]
        found[membership.pk] = Standing(tier, judgement, foresee(case), by_key, criteria)
    return found
