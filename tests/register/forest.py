"""Organisations that the tests of finding know: small, invented, and each there for a reason."""

from __future__ import annotations

from datetime import date

from spinney.clusters.models import Membership
from spinney.clusters.states import MembershipState
from spinney.register.bridge.search_index import reindex
from spinney.register.models import (
    Activity,
    Area,
    Identifier,
    Organisation,
    OtherName,
    Postcode,
)
from tests.personas import NOON

CHECKED = date(2026, 3, 1)


def plant(name: str, *, numbers: tuple[str, ...] = (), names: tuple[str, ...] = (), **facts):
    """One organisation in the register, findable at once."""
    one = Organisation.objects.create(
        name=name, **({"source": "test register", "checked_on": CHECKED} | facts)
    )
    for number in numbers:
        country, scheme, value = number.split("-", 2)
        Identifier.objects.create(
            organisation=one,
            scheme=f"{country}-{scheme}",
            value=value,
            source="test register",
            checked_on=CHECKED,
        )
    for other in names:
        OtherName.objects.create(organisation=one, name=other, source="test register")
    reindex([one.pk])
    return one


def take_in(wood, organisation: Organisation) -> Organisation:
    """Make an organisation that nobody represents a member of Ash's cluster."""
    Membership.objects.create(
        cluster=wood.cluster,
        organisation=organisation,
        admitted_to=wood.tiers["core"],
        tier=wood.tiers["core"],
        state=MembershipState.ACTIVE,
        asked_at=NOON,
        joined_on=date(2026, 1, 10),
    )
    return organisation


def plant_forest() -> dict[str, Organisation]:
    """Eight organisations in and around an invented Alderby."""
    Postcode.objects.create(code="ZZ11AA", latitude=53.50, longitude=-2.40)
    Postcode.objects.create(code="ZZ99ZZ", latitude=51.00, longitude=-0.10)
    pounds = 100
    forest = {
        "mind": plant(
            "ALDERBY MIND LIMITED",
            numbers=("GB-CHC-9000001", "GB-COH-09000001"),
            names=("Alderby Association for Mental Health",),
            town="Alderby",
            postcode="ZZ1 1AA",
            latitude=53.501,
            longitude=-2.401,
            income_pence=250_000 * pounds,
        ),
        "aid": plant(
            "The Alderby Women's Aid",
            numbers=("GB-CHC-9000002",),
            town="Alderby",
            latitude=53.56,
            longitude=-2.40,
            income_pence=80_000 * pounds,
        ),
        "hall": plant("Village Hall", town="Alderby", income_pence=4_000 * pounds),
        "hall_two": plant("VILLAGE HALL", numbers=("GB-CHC-9000003",), town="Birchford"),
        "start": plant(
            "Home-Start Birchford",
            numbers=("GB-CHC-9000004",),
            town="Birchford",
            latitude=53.9,
            longitude=-2.4,
            income_pence=2_000_000 * pounds,
        ),
        "council": plant("Birchford Borough Council", kind="statutory", town="Birchford"),
        "closed": plant("Alderby Mind", numbers=("GB-CHC-8000001",), status="closed"),
        "choir": plant("Chœur d'Ålderby", town="Alderby", income_pence=1_000 * pounds),
    }
    advice = Activity.objects.create(scheme="ccew", code="101", label="Advice")
    advice.organisations.add(forest["mind"], forest["aid"])
    Area.objects.create(name="Birchford").organisations.add(forest["aid"])
    return forest
