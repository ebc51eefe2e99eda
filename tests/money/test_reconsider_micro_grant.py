"""What was decided and is not paid is looked at again: what was promised goes back."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.microgrants import pay_micro_grant, reconsider_micro_grant
from tests.money.micro_grants import NOW, approved

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_what_was_promised_goes_back(wood):
    one = approved(wood)
    done = reconsider_micro_grant(grant=one, by=wood.ash, now=NOW)
    done.round.ring_fence.refresh_from_db()
    assert (done.state, done.given_pence, done.reasons) == ("applied", None, "")
    assert done.round.ring_fence.remaining_pence == 100_000
    other = approved(wood, one=one.round)
    pay_micro_grant(grant=other, day=NOW.date(), by=wood.ash, now=NOW)
    with pytest.raises(WrongState):
        reconsider_micro_grant(grant=other, by=wood.ash, now=NOW)
