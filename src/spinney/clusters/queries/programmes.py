"""Programmes and those who manage them, as far as the actor may see."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Q, QuerySet, Sum

from spinney.base.kernel.actors import SITE, Actor, Role
from spinney.base.kernel.errors import NotFound
from spinney.clusters.models import Cluster, Comparator, Day, Manager, Membership, Programme
from spinney.clusters.policies.days import UNDO_DAYS
from spinney.clusters.states import ClusterState, MembershipState


def visible_to(actor: Actor) -> QuerySet[Programme]:
    """Programmes that the actor manages, or in one of whose clusters she takes part."""
    if actor.is_system:
        return Programme.objects.all()
    return Programme.objects.filter(pk__in=actor.ids_of("programme"))


def managed_by(actor: Actor) -> QuerySet[Programme]:
    """Programmes that the actor manages."""
    return Programme.objects.filter(pk__in=actor.ids_of("programme", Role.PROGRAMME_MANAGER))


def get_programme(actor: Actor, programme_id: int) -> Programme:
    """One programme. Raises NotFound to outsiders."""
    programme = visible_to(actor).filter(pk=programme_id).first()
    if programme is None:
        raise NotFound("There is no such programme, or it is not shared with you.")
    return programme


def with_counts(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Programmes with `going`, how many of their clusters have not ended."""
    going = ~Q(clusters__state=ClusterState.ENDED) & Q(clusters__isnull=False)
    return programmes.annotate(going=Count("clusters", filter=going, distinct=True))


def all_names(actor: Actor) -> list[tuple[str, str]]:
    """Name and state of every programme, for the host of the site; nothing for anybody else."""
    if not actor.has(Role.HOST, SITE):
        return []
    rows = Programme.objects.order_by("name", "pk")
    return [(programme.name, programme.get_state_display()) for programme in rows]


def managers_of(programme: Programme, on: date) -> QuerySet[Manager]:
    """Who manages the programme on a day, by name."""
    in_force = Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))
    found = Manager.objects.filter(in_force, programme=programme).select_related("person")
    return found.order_by("person__name", "person__email")


def comparators_of(programme: Programme) -> QuerySet[Comparator]:
    """The figures to compare with."""
    return programme.comparators.filter(removed_at=None).order_by("name", "pk")


def removed_comparators(programme: Programme, now: datetime) -> QuerySet[Comparator]:
    """Those that can still be brought back, the last removed first."""
    since = now - timedelta(days=UNDO_DAYS)
    return programme.comparators.filter(removed_at__gte=since).order_by("-removed_at")


@dataclass(frozen=True)
class ClusterCost:
    """What is known so far of the cost of one cluster, in pence. `grant_pence` is what was awarded
    (`is_awarded`), until then what the programme sets; `days_pence` is None when it has no day
    rate.
    """

    cluster_id: int
    name: str
    organisations: int
    grant_pence: int
    facilitation: Decimal
    review: Decimal
    days_pence: int | None
    is_awarded: bool = False

    @property
    def grant_is(self) -> str:
        """Where the grant's amount comes from, in words."""
        return "awarded" if self.is_awarded else "set by the programme"

    @property
    def total_pence(self) -> int | None:
        """Grant and costed days together; None when days are logged but have no price."""
        if self.days_pence is None:
            return None if self.facilitation + self.review else self.grant_pence
        return self.grant_pence + self.days_pence

    @property
    def per_organisation_pence(self) -> int | None:
        if self.total_pence is None or not self.organisations:
            return None
        return _rounded(Decimal(self.total_pence) / self.organisations)


@dataclass(frozen=True)
class Costs:
    """The costs of a programme's clusters, and what comes of them."""

    clusters: Sequence[ClusterCost]

    @property
    def total_pence(self) -> int | None:
        totals = [c.total_pence for c in self.clusters]
        known = [total for total in totals if total is not None]
        return sum(known) if len(known) == len(totals) else None

    @property
    def organisations(self) -> int:
        return sum(c.organisations for c in self.clusters)

    @property
    def per_cluster_pence(self) -> int | None:
        """The average; None without clusters or while a part is not known."""
        if self.total_pence is None or not self.clusters:
            return None
        return _rounded(Decimal(self.total_pence) / len(self.clusters))

    @property
    def per_organisation_pence(self) -> int | None:
        """All costs over all organisations; None while a part is not known."""
        if self.total_pence is None or not self.organisations:
            return None
        return _rounded(Decimal(self.total_pence) / self.organisations)


def _rounded(pence: Decimal) -> int:
    return int(pence.quantize(Decimal(1), ROUND_HALF_UP))


AwardSource = Callable[[Sequence[int]], Mapping[int, int]]
_award_sources: list[AwardSource] = []


def add_award_source(source: AwardSource) -> AwardSource:
    """Let a room above tell what was awarded to clusters, in pence by their number."""
    _award_sources.append(source)
    return source


def costs_of(programme: Programme) -> Costs:
    """What is known so far: the grant awarded to each cluster (set for it, until then), and the
    days logged at the programme's rate. Organisations are those that are or were members (a
    supporter is none). Three queries, and one for each source of awards.
    """
    clusters = list(Cluster.objects.filter(programme=programme).order_by("name", "pk"))
    counted = (
        Day.objects.filter(cluster__in=clusters, taken_back_at=None)
        .values_list("cluster_id", "kind")
        .annotate(Sum("days"))
    )
    days = {(cluster, kind): total for cluster, kind, total in counted}
    took_part = Membership.objects.filter(
        cluster__in=clusters,
        tier__is_member=True,
        state__in=(MembershipState.ACTIVE, MembershipState.SUSPENDED, MembershipState.LEFT),
    )
    members = dict(took_part.values_list("cluster_id").annotate(Count("pk")))
    awards: dict[int, int] = {}
    for source in _award_sources:
        awards |= source([one.pk for one in clusters])
    return Costs(
        [_cost(programme, c, days, members.get(c.pk, 0), awards.get(c.pk)) for c in clusters]
    )


def _cost(
    programme: Programme, cluster: Cluster, days: dict[tuple[int, str], Decimal], members: int,
    award: int | None,
) -> ClusterCost:  # fmt: skip
    facilitation = days.get((cluster.pk, Day.DayKind.FACILITATION), Decimal(0))
    review = days.get((cluster.pk, Day.DayKind.REVIEW), Decimal(0))
    rate = programme.day_rate_pence
    priced = None if rate is None else _rounded((facilitation + review) * rate)
    grant = programme.grant_pence if award is None else award
    return ClusterCost(
        cluster.pk, cluster.name, members, grant, facilitation, review, priced, award is not None
    )
