"""A removed draft comes back for a while."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.claims import remove_claim, restore_claim
from tests.money.claiming import with_line
from tests.money.granting import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_for_a_while(wood):
    claim = remove_claim(claim=with_line(wood), by=wood.birch, now=NOW)
    with pytest.raises(WrongState, match="is gone"):
        restore_claim(claim=claim, by=wood.birch, now=NOW + timedelta(days=31))
    assert restore_claim(claim=claim, by=wood.birch, now=NOW).removed_at is None
    with pytest.raises(WrongState):
        restore_claim(claim=claim, by=wood.birch, now=NOW)
