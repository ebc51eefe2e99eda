"""Whoever applied takes it back, and may apply anew."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.money.actions.microgrants import (
    apply_micro_grant,
    reconsider_micro_grant,
    withdraw_micro_grant,
)
from tests.money.micro_grants import GARDEN, NOW, applied, approved, opened

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_what_was_promised_goes_back_and_a_member_may_apply_anew(wood):
    one, birch = opened(wood), wood.organisations["birch"]
    mine = apply_micro_grant(round_=one, said=GARDEN, organisation=birch, by=wood.birch, now=NOW)
    withdraw_micro_grant(grant=mine, by=wood.birch, now=NOW)
    apply_micro_grant(round_=one, said=GARDEN, organisation=birch, by=wood.birch, now=NOW)
    with pytest.raises(NotAllowed):
        withdraw_micro_grant(grant=applied(wood, one), by=wood.birch, now=NOW)
    group = approved(wood, one=one)
    withdraw_micro_grant(grant=group, by=wood.ash, now=NOW)
    one.ring_fence.refresh_from_db()
    assert one.ring_fence.remaining_pence == 100_000
    for deed in (withdraw_micro_grant, reconsider_micro_grant):
        with pytest.raises(WrongState):
            deed(grant=group, by=wood.ash, now=NOW)
