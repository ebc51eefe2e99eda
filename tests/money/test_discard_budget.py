"""A draft is thrown away; what stands is not."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed, NotFound, WrongState
from spinney.money.actions.budgets import discard_budget, try_what_if
from spinney.money.queries.budgets import budgets_of, get_budget
from tests.money.budgeting import agreed, drafted
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_a_draft_goes_and_nobody_sees_it(wood):
    draft = drafted(wood)
    with pytest.raises(NotAllowed):
        discard_budget(budget=draft, by=wood.birch, now=NOON)
    discard_budget(budget=draft, by=wood.ash, now=NOON)
    assert budgets_of(wood.ash, wood.cluster.pk) == []
    with pytest.raises(NotFound):
        get_budget(wood.ash, wood.cluster.pk, draft.number)
    with pytest.raises(WrongState):
        discard_budget(budget=draft, by=wood.ash, now=NOON)


def test_what_is_in_force_stays_and_a_member_throws_away_its_own_trial(wood):
    real = agreed(wood)
    with pytest.raises(WrongState):
        discard_budget(budget=real, by=wood.ash, now=NOON)
    discard_budget(
        budget=try_what_if(budget=real, by=wood.birch, now=NOON), by=wood.birch, now=NOON
    )
    assert budgets_of(wood.birch, wood.cluster.pk) == [real]
