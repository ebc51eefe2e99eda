"""What was thrown away comes back as it was."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.money.actions.budgets import discard_budget, restore_budget
from spinney.money.queries.budgets import budgets_of
from tests.money.budgeting import drafted
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_is_there_again_with_its_lines(wood):
    draft = drafted(wood)
    discard_budget(budget=draft, by=wood.ash, now=NOON)
    with pytest.raises(NotAllowed):
        restore_budget(budget=draft, by=wood.birch, now=NOON)
    restore_budget(budget=draft, by=wood.ash, now=NOON)
    assert budgets_of(wood.ash, wood.cluster.pk) == [draft]
    assert draft.lines.count() == 3
    with pytest.raises(WrongState):
        restore_budget(budget=draft, by=wood.ash, now=NOON)
