"""The members choose by ballot, without amounts: supporters read ballots too."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.microgrants import apply_micro_grant
from spinney.money.actions.rounds import put_round_to_vote
from tests.money.micro_grants import GARDEN, NOW, applied, opened

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_an_option_for_each_that_waits(wood):
    one = opened(wood)
    applied(wood, one)
    with pytest.raises(WrongState, match="not two applications"):
        put_round_to_vote(round_=one, by=wood.ash, now=NOW)
    apply_micro_grant(
        round_=one, said=GARDEN, organisation=wood.organisations["birch"], by=wood.birch, now=NOW
    )
    ballot = put_round_to_vote(round_=one, by=wood.ash, now=NOW)
    assert [option.title for option in ballot.options.order_by("number")] == [
        "1. Larch Lane Choir", "2. Birch House"
    ]  # fmt: skip
    assert "£" not in ballot.title + ballot.background
    with pytest.raises(WrongState):
        put_round_to_vote(round_=one, by=wood.ash, now=NOW)
