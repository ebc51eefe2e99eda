"""What was taken back or declined can be written on."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.grants import take_up_grant, withdraw_grant
from tests.money.granting import NOW, applied

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_is_a_draft_again(wood):
    grant = withdraw_grant(grant=applied(wood), by=wood.ash, now=NOW)
    assert take_up_grant(grant=grant, by=wood.ash, now=NOW).state == "draft"
    with pytest.raises(WrongState):
        take_up_grant(grant=grant, by=wood.ash, now=NOW)
