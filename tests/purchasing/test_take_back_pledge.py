"""A word is taken back; its conditions are forgotten."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.purchasing.actions.pledging import take_back_pledge
from tests.purchasing.buying import NOW, a_word
from tests.purchasing.making import a_purchase

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_nothing_of_it_stays(wood):
    purchase = a_purchase(wood.cluster)
    a_word(wood, purchase, at_most_pence=500, at_least=3, note="If it helps.")
    done = take_back_pledge(purchase=purchase, by=wood.birch, now=NOW)
    assert (done.state, done.at_most_pence, done.at_least, done.note) == ("taken_back", None, 1, "")
    with pytest.raises(WrongState, match="nothing to take back"):
        take_back_pledge(purchase=purchase, by=wood.birch, now=NOW)
