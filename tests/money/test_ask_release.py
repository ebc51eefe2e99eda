"""Asked for once all holds."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.money.actions.instalments import ask_release
from tests.money.granting import NOW, approved, part, sign_ground_rules

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_once_all_holds(wood):
    grant = approved(wood)
    with pytest.raises(WrongState, match="not signed"):
        ask_release(instalment=part(grant), by=wood.ash, now=NOW)
    sign_ground_rules(wood)
    with pytest.raises(NotAllowed):
        ask_release(instalment=part(grant), by=wood.birch, now=NOW)
    assert ask_release(instalment=part(grant), by=wood.ash, now=NOW).asked_by == wood.ash.label
    with pytest.raises(WrongState):
        ask_release(instalment=part(grant), by=wood.rowan, now=NOW)
