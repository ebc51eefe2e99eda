"""A way that was taken out comes back for thirty days."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.workplans.actions.studies import remove_study_option, restore_study_option
from tests.personas import NOON, Wood
from tests.workplans.making import a_study

pytestmark = pytest.mark.django_db


def test_it_comes_back_for_thirty_days(wood: Wood) -> None:
    option = a_study(wood.cluster).options.get(position=0)
    remove_study_option(option=option, by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        restore_study_option(option=option, by=wood.ash, now=NOON + timedelta(days=31))
    assert restore_study_option(option=option, by=wood.ash, now=NOON).removed_at is None
