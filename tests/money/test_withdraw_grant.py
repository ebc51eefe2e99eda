"""An application is taken back before it is decided."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.grants import withdraw_grant
from tests.money.granting import NOW, applied, approved

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_before_it_is_decided(wood):
    assert withdraw_grant(grant=applied(wood), by=wood.ash, now=NOW).state == "withdrawn"
    with pytest.raises(WrongState):
        withdraw_grant(grant=approved(wood), by=wood.ash, now=NOW)
