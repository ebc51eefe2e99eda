"""What was decided comes into the plan once; what is decided later is offered."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput
from spinney.workplans.actions.objectives import take_over_priorities
from spinney.workplans.bridge.taking_over import still_offered
from tests.workplans.making import a_plan
from tests.workplans.planning import NOW, outlined

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_each_once_and_later_ones_are_offered(wood):
    plan = a_plan(wood.cluster)
    hr, energy = outlined(wood)
    take_over_priorities(plan=plan, priorities=[hr.pk], by=wood.ash, now=NOW)
    assert [one.line_id for one in still_offered(plan)] == [energy.pk]
    with pytest.raises(BadInput, match="not in the plan yet"):
        take_over_priorities(plan=plan, priorities=[hr.pk], by=wood.ash, now=NOW)
    (training,) = outlined(wood, 2, "Train together")
    assert [one.line_id for one in still_offered(plan)] == [training.pk, energy.pk]
    both = [hr.pk, energy.pk, training.pk]
    taken = take_over_priorities(plan=plan, priorities=both, by=wood.ash, now=NOW)
    assert [one.title for one in taken] == ["Train together", "Buy energy together"]
    assert [one.position for one in plan.objectives.all()] == [0, 1, 2]
    assert plan.activities.count() == 3
