"""The ask is taken back, and nothing is released."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.instalments import ask_release, stop_release
from tests.money.granting import NOW, approved, part, sign_ground_rules

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_nothing_is_released(wood):
    grant = approved(wood)
    sign_ground_rules(wood)
    ask_release(instalment=part(grant), by=wood.ash, now=NOW)
    done = stop_release(instalment=part(grant), by=wood.rowan, now=NOW)
    assert (done.state, done.asked_by) == ("planned", "")
    with pytest.raises(WrongState):
        stop_release(instalment=part(grant), by=wood.rowan, now=NOW)
