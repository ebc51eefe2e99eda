"""A stalled study goes on with whoever is a member now, and says who came and went."""

from __future__ import annotations

import pytest

from spinney.workplans.actions.studies import revive_study, stall_study
from spinney.workplans.queries.studies import get_study, history_of
from tests.agreements.making import another_member
from tests.personas import NOON, Wood
from tests.workplans.making import a_study

pytestmark = pytest.mark.django_db


def test_who_came_and_went_is_told(wood: Wood) -> None:
    another_member(wood, "maple")
    found = a_study(wood.cluster, state="open")
    stall_study(study=found, why="No money.", by=wood.ash, now=NOON)
    another_member(wood, "holly")
    wood.memberships["maple"].tier = wood.tiers["supporter"]
    left = wood.organisations["maple"]
    from spinney.clusters.models import Membership

    Membership.objects.filter(organisation=left).update(
        state="left", left_on=NOON.date(), leaves_on=NOON.date()
    )
    revive_study(study=found, why="A funder came.", by=wood.ash, now=NOON)
    stalled, revived = history_of(get_study(wood.birch, wood.cluster.pk, found.pk))
    assert (stalled.joined, stalled.left) == ((), ())
    assert (revived.joined, revived.left) == (("Holly House",), ("Maple House",))
