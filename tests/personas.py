"""The people every test knows. "The Spinney" is their cluster; "The Copse" is the one next door.

ROWAN manages the programme, ASH facilitates, BIRCH represents a core member and votes, CEDAR
represents a supporter (observer), HAZEL runs the installation, ELM signed up today, WILLOW
facilitates the cluster next door, and SORREL represents a member there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.utils import timezone

from spinney.base.access.models import Person
from spinney.base.access.sources import actor_for
from spinney.base.kernel.actors import Actor
from spinney.clusters.models import (
    Cluster,
    Facilitator,
    Manager,
    Membership,
    Programme,
    Stage,
    Tier,
)
from spinney.clusters.states import ClusterState, MembershipState, ProgrammeState
from spinney.register.models import Mandate, Organisation

TODAY = date(2026, 3, 20)
NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)

#: Columns of every permission matrix, in this order; NOBODY is signed out.
EVERYBODY = ("rowan", "ash", "birch", "cedar", "hazel", "elm", "willow", "sorrel", "nobody")


@dataclass
class Wood:
    """A programme with two clusters and everybody in it."""

    programme: Programme
    cluster: Cluster
    next_door: Cluster
    people: dict[str, Person]
    organisations: dict[str, Organisation]
    memberships: dict[str, Membership]
    tiers: dict[str, Tier]

    def actor(self, name: str, *, acting_for: int | None = None) -> Actor:
        """The named person as an actor today; "nobody" is a visitor."""
        if name == "nobody":
            return Actor.nobody()
        return actor_for(self.people[name], timezone.localdate(), acting_for)

    def __getattr__(self, name: str) -> Actor:
        if name in EVERYBODY:
            return self.actor(name)
        raise AttributeError(name)


def plant_wood() -> Wood:
    """Make the programme, the two clusters and everybody, straight in the tables."""
    programme = Programme.objects.create(
        name="Growing Together",
        funder="The Meadow Trust",
        state=ProgrammeState.RUNNING,
        starts_on=date(2026, 1, 5),
        grant_pence=1_500_000,
        facilitation_days=6,
        review_days=4,
        brand_pattern="Together in {place}",
        made_at=NOON,
    )
    for position, name in enumerate(("Finding out", "Focus", "Plan", "Doing", "Looking back")):
        Stage.objects.create(programme=programme, position=position, name=name)
    tiers = {
        "core": Tier.objects.create(programme=programme, position=0, name="Core"),
        "associate": Tier.objects.create(
            programme=programme, position=1, name="Associate", may_vote=False, in_quorum=False
        ),
        "supporter": Tier.objects.create(
            programme=programme,
            position=2,
            name="Supporter",
            is_member=False,
            may_vote=False,
            may_see=False,
            in_quorum=False,
        ),
    }
    spinney = _cluster("The Spinney", programme)
    copse = _cluster("The Copse", programme=None)
    copse_tier = Tier.objects.create(cluster=copse, position=0, name="Member")
    people = {
        name: Person.objects.create_user(
            f"{name}@example.org", name.title(), is_host=name == "hazel"
        )
        for name in EVERYBODY
        if name != "nobody"
    }
    Manager.objects.create(programme=programme, person=people["rowan"], starts_on=date(2026, 1, 1))
    for cluster, name in ((spinney, "ash"), (copse, "willow")):
        Facilitator.objects.create(cluster=cluster, person=people[name], starts_on=date(2026, 1, 1))
    organisations, memberships = {}, {}
    for name, title, cluster, tier in (
        ("birch", "Birch House", spinney, tiers["core"]),
        ("cedar", "Cedar Housing Association", spinney, tiers["supporter"]),
        ("sorrel", "Sorrel Street Kitchen", copse, copse_tier),
    ):
        organisation = Organisation.objects.create(name=title)
        organisations[name] = organisation
        _mandate(people[name], organisation)
        memberships[name] = Membership.objects.create(
            cluster=cluster,
            organisation=organisation,
            admitted_to=tier,
            tier=tier,
            state=MembershipState.ACTIVE,
            asked_at=NOON,
            joined_on=date(2026, 1, 10),
        )
    return Wood(programme, spinney, copse, people, organisations, memberships, tiers)


def _cluster(name: str, programme: Programme | None) -> Cluster:
    return Cluster.objects.create(
        name=name, programme=programme, place=name, state=ClusterState.ACTIVE, made_at=NOON
    )


def _mandate(person: Person, organisation: Organisation) -> Mandate:
    return Mandate.objects.create(
        organisation=organisation,
        person=person,
        post="Director",
        may_represent=True,
        may_vote=True,
        may_sign=True,
        may_hold_data=True,
        starts_on=date(2026, 1, 1),
        given_by="system:test",
        given_at=NOON,
    )
