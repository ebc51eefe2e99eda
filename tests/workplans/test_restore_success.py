"""What was taken out comes back for thirty days."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.workplans.actions.successes import remove_success, restore_success
from tests.personas import NOON, Wood
from tests.workplans.making import a_success

pytestmark = pytest.mark.django_db


def test_it_comes_back_for_thirty_days(wood: Wood) -> None:
    found = remove_success(success=a_success(wood.cluster), by=wood.ash, now=NOON)
    late = NOON + timedelta(days=31)
    with pytest.raises(WrongState):
        restore_success(success=found, by=wood.ash, now=late)
    assert restore_success(success=found, by=wood.ash, now=NOON).removed_at is None
