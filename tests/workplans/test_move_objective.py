"""Objectives are put in order."""

from __future__ import annotations

import pytest

from spinney.workplans.actions.objectives import move_objective
from tests.workplans.making import a_plan, an_objective
from tests.workplans.planning import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_up_and_down_and_no_further_than_the_ends(wood):
    plan = a_plan(wood.cluster)
    one, two, three = (an_objective(plan, title=name, position=7) for name in "ABC")

    def order():
        return "".join(plan.objectives.order_by("position").values_list("title", flat=True))

    move_objective(objective=three, up=True, by=wood.ash, now=NOW)
    assert order() == "ACB"
    move_objective(objective=one, up=True, by=wood.ash, now=NOW)
    assert order() == "ACB"
    move_objective(objective=one, up=False, by=wood.ash, now=NOW)
    assert order() == "CAB"
    move_objective(objective=two, up=False, by=wood.ash, now=NOW)
    assert order() == "CAB"
