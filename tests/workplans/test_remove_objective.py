"""An objective is taken out; its activities stay."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.workplans.actions.objectives import remove_objective
from spinney.workplans.queries.plan_page import look_at
from tests.workplans.making import DAY, a_plan, an_activity, an_objective
from tests.workplans.planning import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_its_activities_stay_among_the_others(wood):
    plan = a_plan(wood.cluster)
    goal = an_objective(plan)
    an_activity(plan, objective=goal)
    remove_objective(objective=goal, by=wood.ash, now=NOW)
    (group,) = look_at(wood.ash, plan, DAY).groups
    assert group.objective is None
    assert [row.objective for row in group.rows] == [""]
    with pytest.raises(WrongState, match="taken out"):
        remove_objective(objective=goal, by=wood.ash, now=NOW)
