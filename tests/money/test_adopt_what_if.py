"""What was tried out becomes a draft, by those who keep the money."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.money.actions.budgets import adopt_what_if, try_what_if
from tests.money.budgeting import drafted
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_is_a_draft_once(wood):
    mine = try_what_if(budget=drafted(wood), by=wood.birch, now=NOON)
    with pytest.raises(NotAllowed):
        adopt_what_if(budget=mine, by=wood.birch, now=NOON)
    assert adopt_what_if(budget=mine, by=wood.ash, now=NOON).state == "draft"
    with pytest.raises(WrongState):
        adopt_what_if(budget=mine, by=wood.ash, now=NOON)
