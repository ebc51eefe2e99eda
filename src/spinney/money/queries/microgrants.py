"""Micro-grants as somebody may see them: rounds, applications, and what is left to give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import NotFound
from spinney.base.record.record import subject_of
from spinney.clusters import api as clusters
from spinney.money.models import MicroGrant, MicroGrantRound
from spinney.money.policies.microgrants import INSIDE
from spinney.money.states import MicroGrantState
from spinney.register.api import Organisation

GIVEN = (MicroGrantState.APPROVED, MicroGrantState.PAID, MicroGrantState.REPORTED)


def visible_to(by: Actor) -> QuerySet[MicroGrantRound]:
    """The rounds of the clusters whose money somebody keeps or shares in."""
    rows = MicroGrantRound.objects.select_related("cluster", "ring_fence__fund", "ballot")
    return rows if by.is_system else rows.filter(cluster__in=by.ids_of("cluster", *INSIDE))


def get_round(by: Actor, cluster_id: int, pk: int) -> MicroGrantRound:
    """One round. Raises NotFound."""
    found = visible_to(by).filter(cluster=cluster_id, pk=pk).first()
    if found is None:
        raise NotFound("There is no such round here.")
    return found


def get_micro_grant(by: Actor, cluster_id: int, pk: int) -> MicroGrant:
    """One application. Raises NotFound."""
    rows = grants_in(visible_to(by).filter(cluster=cluster_id))
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such application here.")
    return found


def grants_in(rounds: QuerySet[MicroGrantRound]) -> QuerySet[MicroGrant]:
    """The applications in some rounds, with what they name."""
    rows = MicroGrant.objects.filter(round__in=rounds)
    return rows.select_related(
        "round__cluster", "round__ring_fence__fund", "organisation", "entry"
    ).order_by("applied_at", "pk")


@dataclass(frozen=True)
class SeenGrant:
    """An application as it stands in a list."""

    grant: MicroGrant

    @property
    def pk(self) -> int:
        return self.grant.pk

    @property
    def who(self) -> str:
        return name_of(self.grant)

    @property
    def asked(self) -> int:
        return self.grant.asked_pence

    @property
    def given(self) -> int | None:
        return self.grant.given_pence


def name_of(grant: MicroGrant) -> str:
    """Who applied."""
    return grant.organisation.name if grant.organisation else grant.group_name


@dataclass(frozen=True)
class SeenRound:
    """A round with its applications; amounts in pence."""

    round: MicroGrantRound
    grants: tuple[SeenGrant, ...]

    @property
    def asked(self) -> int:
        return sum(one.asked for one in self.grants if one.grant.state == MicroGrantState.APPLIED)

    @property
    def given(self) -> int:
        return sum(one.given or 0 for one in self.grants if one.grant.state in GIVEN)

    @property
    def left(self) -> int:
        """What remains in its ring-fence: of it no more can be given."""
        return self.round.ring_fence.remaining_pence


def seen_round(one: MicroGrantRound) -> SeenRound:
    """A round with its applications. One query."""
    rows = grants_in(MicroGrantRound.objects.filter(pk=one.pk))
    return SeenRound(one, tuple(SeenGrant(row) for row in rows))


def rounds_of(by: Actor, cluster_id: int) -> list[SeenRound]:
    """The rounds of a cluster, the latest first. Two queries."""
    rounds = list(visible_to(by).filter(cluster=cluster_id).order_by("-closes_on", "-pk"))
    grants: dict[int, list[SeenGrant]] = {one.pk: [] for one in rounds}
    for row in grants_in(visible_to(by).filter(cluster=cluster_id)):
        grants[row.round_id].append(SeenGrant(row))
    return [SeenRound(one, tuple(grants[one.pk])) for one in rounds]


def held_round(one: MicroGrantRound) -> MicroGrantRound:
    """It as it is now, held until this transaction ends."""
    rows = MicroGrantRound.objects.select_for_update(of=("self",))
    return rows.select_related("cluster", "ring_fence__fund").get(pk=one.pk)


def held_grant(one: MicroGrant) -> MicroGrant:
    """It as it is now, held until this transaction ends."""
    rows = MicroGrant.objects.select_for_update(of=("self",))
    return rows.select_related("round__cluster", "round__ring_fence__fund", "organisation").get(
        pk=one.pk
    )


def applicants_for(by: Actor, cluster: clusters.Cluster, on: date) -> list[Organisation]:
    """The members for which somebody may apply: those she speaks for."""
    here = {one.organisation_id for one in clusters.belongs(cluster, on)}
    own = here & by.ids_of("organisation", Role.REPRESENTATIVE)
    return list(Organisation.objects.filter(pk__in=own).order_by("name"))


def round_by_link(by: Actor, verb: str) -> MicroGrantRound:
    """The round that a link is about. Raises NotFound."""
    found = MicroGrantRound.objects.select_related("cluster", "ring_fence").filter(
        pk=_number(by, verb)
    )
    return _the_one(found.first(), by)


def grant_by_link(by: Actor, verb: str) -> MicroGrant:
    """The grant that a link is about. Raises NotFound."""
    rows = grants_in(MicroGrantRound.objects.all())
    return _the_one(rows.filter(pk=_number(by, verb)).first(), by)


def _number(by: Actor, verb: str) -> int:
    subject = by.pass_.subject if by.pass_ and by.pass_.verb == verb else ""
    number = subject.rpartition(":")[2]
    return int(number) if number.isdecimal() else 0


def _the_one[Found: (MicroGrantRound, MicroGrant)](found: Found | None, by: Actor) -> Found:
    if found is None or by.pass_ is None or subject_of(found) != by.pass_.subject:
        raise NotFound("There is nothing to do any more.")
    return found
