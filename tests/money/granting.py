"""Grants brought to a state by the actions, for tests of what comes next."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from spinney.agreements.models import Version
from spinney.base.access.models import Person
from spinney.base.access.sources import actor_for
from spinney.base.kernel.actors import Actor
from spinney.clusters.models import Manager
from spinney.money.actions.grant_decisions import approve_grant, set_grant_scheme
from spinney.money.actions.grants import apply_for_grant, draft_grant
from spinney.money.actions.instalments import ask_release, release_instalment
from spinney.money.actions.posting import post_entry
from spinney.money.bridge.posting import PostingLine
from spinney.money.bridge.schemes import ConditionText, SchemeText
from spinney.money.models import Grant, Instalment
from spinney.money.policies.grants import GrantText
from tests.agreements.making import an_agreement
from tests.personas import TODAY, Wood

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
TEXT = GrantText("Working together", 1_500_000, "Shared training and purchasing")
RULES = ConditionText("agreement", "ground_rules")


def rules_set(wood: Wood, *parts: tuple[int, tuple[ConditionText, ...]], limit: int = 50_000):
    """The programme's rules: by default 60% once the ground rules are signed, then 40% once three
    quarters are spent and the first report is accepted.
    """
    usual = (
        (60, (RULES,)),
        (40, (ConditionText("spent", "75"), ConditionText("report", "1"))),
    )
    text = SchemeText(two_people_above_pence=limit, instalments=parts or usual)
    return set_grant_scheme(programme=wood.programme, text=text, by=wood.rowan, now=NOW)


def holder(wood: Wood) -> int:
    return wood.organisations["birch"].pk


def drafted(wood: Wood, **changes: Any) -> Grant:
    fields = vars(TEXT) | {"holder_id": holder(wood)} | changes
    return draft_grant(cluster=wood.cluster, text=GrantText(**fields), by=wood.ash, now=NOW)


def applied(wood: Wood) -> Grant:
    return apply_for_grant(grant=drafted(wood), by=wood.ash, now=NOW)


def approved(wood: Wood, *parts: Any, limit: int = 50_000, pence: int = 1_500_000) -> Grant:
    rules_set(wood, *parts, limit=limit)
    return approve_grant(grant=applied(wood), awarded_pence=pence, by=wood.rowan, now=NOW)


def part(grant: Grant, number: int = 1) -> Instalment:
    return grant.instalments.get(number=number)


def sign_ground_rules(wood: Wood) -> Version:
    """Ground rules in force, straight in the tables."""
    return an_agreement(wood, starts=date(2026, 1, 1)).versions.get()


def released(wood: Wood) -> Grant:
    """A grant with its first instalment released, by two people."""
    grant = approved(wood)
    sign_ground_rules(wood)
    ask_release(instalment=part(grant), by=wood.ash, now=NOW)
    release_instalment(instalment=part(grant), by=wood.rowan, now=NOW)
    return Grant.objects.get(pk=grant.pk)


def spend(wood: Wood, grant: Grant, pence: int, **where: Any) -> None:
    """Pay something out of the grant's fund."""
    post_entry(
        cluster=wood.cluster, day=TODAY, words="Trainer",
        lines=[
            PostingLine("activity_cost", pence, grant.fund, **where),
            PostingLine("bank", -pence, grant.fund),
        ],
        by=wood.ash, now=NOW,
    )  # fmt: skip


def another_manager(wood: Wood, name: str = "Alder") -> Actor:
    """A second manager of the programme."""
    person = Person.objects.create_user(f"{name.lower()}@example.org", name)
    Manager.objects.create(programme=wood.programme, person=person, starts_on=date(2026, 1, 1))
    return actor_for(person, TODAY, None)
