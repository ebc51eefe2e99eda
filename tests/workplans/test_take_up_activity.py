"""What was dropped is done after all."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.workplans.actions.activities import drop_activity, take_up_activity
from tests.workplans.planning import NOW, agreed, one_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_is_planned_again(wood):
    one = one_of(agreed(wood), "Recruit")
    with pytest.raises(WrongState, match="“planned”"):
        take_up_activity(activity=one, by=wood.ash, now=NOW)
    drop_activity(activity=one, why="No host.", by=wood.ash, now=NOW)
    assert take_up_activity(activity=one, by=wood.ash, now=NOW).state == "planned"
