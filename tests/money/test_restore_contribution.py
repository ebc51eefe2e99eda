"""What was taken out comes back."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.contributions import remove_contribution, restore_contribution
from spinney.money.queries.contributions import contributed
from tests.money.giving import noted
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_counts_again(wood):
    row = noted(wood)
    with pytest.raises(WrongState):
        restore_contribution(contribution=row, by=wood.birch, now=NOON)
    remove_contribution(contribution=row, by=wood.birch, now=NOON)
    restore_contribution(contribution=row, by=wood.ash, now=NOON)
    assert len(contributed(wood.cluster).rows) == 1
