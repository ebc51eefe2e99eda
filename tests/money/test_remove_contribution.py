"""What was noted by mistake is taken out, and counts no more."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.contributions import edit_contribution, remove_contribution
from spinney.money.queries.contributions import contributed
from tests.money.giving import ROOM, noted
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_counts_no_more(wood):
    row = noted(wood)
    remove_contribution(contribution=row, by=wood.birch, now=NOON)
    assert contributed(wood.cluster).rows == ()
    with pytest.raises(WrongState):
        remove_contribution(contribution=row, by=wood.birch, now=NOON)
    with pytest.raises(WrongState):
        edit_contribution(contribution=row, said=ROOM, by=wood.birch, now=NOON)
