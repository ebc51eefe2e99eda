"""A risk that was taken out comes back for thirty days."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.workplans.actions.risks import remove_risk, restore_risk
from tests.personas import NOON, Wood
from tests.workplans.making import a_risk

pytestmark = pytest.mark.django_db


def test_it_comes_back_for_thirty_days(wood: Wood) -> None:
    found = remove_risk(risk=a_risk(wood.cluster), by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        restore_risk(risk=found, by=wood.ash, now=NOON + timedelta(days=31))
    assert restore_risk(risk=found, by=wood.ash, now=NOON).removed_at is None
