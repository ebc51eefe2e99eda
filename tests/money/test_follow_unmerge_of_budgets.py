"""Where nothing was handed over, nothing is given back."""

from __future__ import annotations

import pytest

from spinney.base.kernel.actors import Actor
from spinney.money.actions.budget_merges import follow_unmerge_of_budgets
from spinney.register.models import Merge
from tests.agreements.making import another_member
from tests.money.giving import noted
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_what_was_its_own_stays_its_own(wood):
    merge = Merge(kept=wood.organisations["birch"], aside=another_member(wood, "maple"))
    merge.pk = 1
    row = noted(wood)
    follow_unmerge_of_budgets(merge=merge, by=Actor.system("merges"), now=NOON)
    row.refresh_from_db()
    assert row.organisation == wood.organisations["birch"]
