"""A plan goes on, unless another was begun."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.workplans.actions.plans import end_workplan, reopen_workplan
from tests.workplans.making import a_plan
from tests.workplans.planning import NOW, agreed

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_goes_on_but_not_beside_another(wood):
    plan = agreed(wood)
    end_workplan(plan=plan, by=wood.ash, now=NOW)
    assert reopen_workplan(plan=plan, by=wood.ash, now=NOW).state == "agreed"
    end_workplan(plan=plan, by=wood.ash, now=NOW)
    a_plan(wood.cluster, title="The next one")
    with pytest.raises(WrongState, match="“The next one” has not ended"):
        reopen_workplan(plan=plan, by=wood.ash, now=NOW)
