"""The plan and the budget go along as they stand."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.grants import apply_for_grant
from spinney.money.models import GrantScheme
from tests.money.granting import NOW, drafted, rules_set
from tests.money.making import a_budget

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_with_the_budget_in_force(wood):
    a_budget(wood.cluster, number=1)
    budget = a_budget(wood.cluster, number=2, state="in_force")
    grant = apply_for_grant(grant=drafted(wood), by=wood.ash, now=NOW)
    assert (grant.state, grant.budget, grant.baseline) == ("applied", budget, None)


def test_not_after_the_last_day_nor_without_a_holder(wood):
    with pytest.raises(WrongState, match="which organisation receives"):
        apply_for_grant(grant=drafted(wood, holder_id=None), by=wood.ash, now=NOW)
    rules_set(wood)
    GrantScheme.objects.update(apply_by=date(2026, 3, 19))
    with pytest.raises(WrongState, match="last day to apply is past"):
        apply_for_grant(grant=drafted(wood), by=wood.ash, now=NOW)
