"""An objective comes back for 30 days, unless its priority did already."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.workplans.actions.objectives import (
    remove_objective,
    restore_objective,
    take_over_priorities,
)
from tests.workplans.making import a_plan, an_objective
from tests.workplans.planning import NOW, outlined

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_for_thirty_days(wood):
    goal = an_objective(a_plan(wood.cluster))
    remove_objective(objective=goal, by=wood.ash, now=NOW)
    with pytest.raises(WrongState, match="more than 30 days"):
        restore_objective(objective=goal, by=wood.ash, now=NOW + timedelta(days=31))
    back = restore_objective(objective=goal, by=wood.ash, now=NOW + timedelta(days=30))
    assert back.removed_at is None
    with pytest.raises(WrongState, match="need not"):
        restore_objective(objective=goal, by=wood.ash, now=NOW)


def test_not_where_its_priority_was_taken_over_again(wood):
    plan = a_plan(wood.cluster)
    line = outlined(wood, 1, "Share an HR worker")[0]
    take_over_priorities(plan=plan, priorities=[line.pk], by=wood.ash, now=NOW)
    goal = plan.objectives.get()
    remove_objective(objective=goal, by=wood.ash, now=NOW)
    take_over_priorities(plan=plan, priorities=[line.pk], by=wood.ash, now=NOW)
    with pytest.raises(WrongState, match="taken over again"):
        restore_objective(objective=goal, by=wood.ash, now=NOW)
