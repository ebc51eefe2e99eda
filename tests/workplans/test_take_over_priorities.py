"""What was decided comes into the plan once; what is decided later is offered."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput
from spinney.workplans.actions.objectives import take_over_priorities
from spinney.workplans.bridge.taking_over import still_offered
from tests.access import client_of
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


def test_from_the_outline_one_step_leads_to_the_plan(wood):
    def onward(name):
        url = reverse("decisions:outline", args=[wood.cluster.pk])
        return client_of(wood, name).get(url).content.decode()

    hr, energy = outlined(wood)
    begin = reverse("workplans:start-workplan", args=[wood.cluster.pk])
    assert begin in onward("ash")
    assert "/workplan/" not in onward("birch")
    plan = a_plan(wood.cluster)
    take = reverse("workplans:take-over-priorities", args=[wood.cluster.pk])
    assert take in onward("ash")
    both = [hr.pk, energy.pk]
    take_over_priorities(plan=plan, priorities=both, by=wood.ash, now=NOW)
    assert take not in onward("ash")
    assert "See the workplan" in onward("birch")
    assert "See the workplan" not in onward("cedar")  # supporters see the outline, not the plan
