"""A plan begins with what was decided; a cluster has one at a time."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.workplans.actions.plans import end_workplan, start_workplan
from spinney.workplans.policies.plans import PlanText
from tests.workplans.planning import NOW, TEXT, agreed, outlined

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_with_priorities_each_an_objective_and_a_first_activity(wood):
    hr, energy = outlined(wood)
    plan = start_workplan(
        cluster=wood.cluster, text=TEXT, priorities=[hr.pk, energy.pk], by=wood.ash, now=NOW
    )
    goals = [(one.title, one.decision_number) for one in plan.objectives.all()]
    assert goals == [("Share an HR worker", 1), ("Buy energy together", 1)]
    first, second = plan.activities.order_by("pk")
    assert (first.objective.priority, first.quick_win) == (hr, False)
    assert (second.title, second.quick_win, second.cost_pence) == (energy.title, True, 250_000)


def test_not_beside_another_but_after_it(wood):
    plan = agreed(wood)
    with pytest.raises(WrongState, match="has not ended"):
        start_workplan(cluster=wood.cluster, text=TEXT, by=wood.ash, now=NOW)
    end_workplan(plan=plan, by=wood.ash, now=NOW)
    assert start_workplan(cluster=wood.cluster, text=TEXT, by=wood.rowan, now=NOW).state == "draft"


def test_by_those_who_run_it_and_with_days_in_order(wood):
    with pytest.raises(NotAllowed):
        start_workplan(cluster=wood.cluster, text=TEXT, by=wood.birch, now=NOW)
    wrong = PlanText(" ", date(2026, 4, 1), date(2026, 3, 1))
    with pytest.raises(BadInput) as told:
        start_workplan(cluster=wood.cluster, text=wrong, by=wood.ash, now=NOW)
    assert set(told.value.fields) == {"title", "ends_on"}
    assert "It would end before it begins. Choose a later day." in str(told.value)
