"""Two organisations turn out to be one: its lines, gifts and micro-grants go along."""

from __future__ import annotations

import pytest

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed
from spinney.money.actions.budget_merges import (
    follow_merge_of_budgets,
    follow_unmerge_of_budgets,
)
from spinney.money.actions.microgrants import apply_micro_grant
from spinney.money.bridge.budgets import LineSaid
from spinney.money.queries.contributions import contributed
from spinney.register.models import Merge
from tests.agreements.making import another_member
from tests.money.budgeting import agreed, line
from tests.money.giving import noted
from tests.money.micro_grants import GARDEN, NOW, opened
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
SYSTEM = Actor.system("merges")


def test_handed_over_and_given_back(wood):
    kept, aside = wood.organisations["birch"], another_member(wood, "maple")
    budget = agreed(
        wood, LineSaid("Ours", 100, organisation_id=kept.pk),
        LineSaid("Theirs", 100, organisation_id=aside.pk),
    )  # fmt: skip
    noted(wood, by="ash", organisation=aside)
    grant = apply_micro_grant(
        round_=opened(wood), said=GARDEN, organisation=aside, by=wood.ash, now=NOW
    )
    merge = Merge(kept=kept, aside=aside)
    merge.pk = 1
    follow_merge_of_budgets(merge=merge, by=SYSTEM, now=NOON)
    grant.refresh_from_db()
    assert line(budget, "Theirs").organisation == grant.organisation == kept
    assert [name for name, _ in contributed(wood.cluster).by_member] == [kept.name]
    follow_unmerge_of_budgets(merge=merge, by=SYSTEM, now=NOON)
    grant.refresh_from_db()
    assert line(budget, "Theirs").organisation == grant.organisation == aside
    assert line(budget, "Ours").organisation == kept
    with pytest.raises(NotAllowed):
        follow_merge_of_budgets(merge=merge, by=wood.hazel, now=NOON)
