"""An objective stands after the others."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput
from spinney.workplans.actions.objectives import add_objective
from spinney.workplans.policies.plans import ObjectiveText
from tests.workplans.making import a_plan, an_objective
from tests.workplans.planning import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_after_the_others_with_a_name_that_can_stand_in_a_letter(wood):
    plan = a_plan(wood.cluster)
    an_objective(plan)
    made = add_objective(plan=plan, text=ObjectiveText(" One  front door "), by=wood.ash, now=NOW)
    assert (made.title, made.position) == ("One front door", 1)
    for wrong in ("", "See https://example.org", "x" * 201):
        with pytest.raises(BadInput):
            add_objective(plan=plan, text=ObjectiveText(wrong), by=wood.ash, now=NOW)
