"""A plan that is over stays to be read."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.workplans.actions.activities import add_activity
from spinney.workplans.actions.plans import end_workplan
from tests.workplans.making import a_plan
from tests.workplans.planning import NOW, agreed, said

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_ended_and_nothing_is_changed_in_it(wood):
    plan = end_workplan(plan=agreed(wood), by=wood.ash, now=NOW)
    assert plan.state == "ended"
    with pytest.raises(WrongState, match="has ended"):
        add_activity(plan=plan, text=said(), by=wood.ash, now=NOW)
    with pytest.raises(WrongState, match="being drafted"):
        end_workplan(plan=a_plan(wood.cluster), by=wood.ash, now=NOW)
