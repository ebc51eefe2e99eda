"""An activity comes back with what it waited for, unless that goes in a circle now."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.workplans.actions.activities import remove_activity, restore_activity
from spinney.workplans.actions.dependencies import add_dependency
from spinney.workplans.actions.plans import replan_workplan
from tests.workplans.making import an_activity
from tests.workplans.planning import NOW, agreed, one_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_back_with_what_it_waited_for(wood):
    plan = agreed(wood)
    train = one_of(plan, "Train")
    remove_activity(activity=train, by=wood.ash, now=NOW)
    with pytest.raises(WrongState, match="more than 30 days"):
        restore_activity(activity=train, by=wood.ash, now=NOW + timedelta(days=31))
    assert restore_activity(activity=train, by=wood.ash, now=NOW).waits_on.count() == 1
    assert replan_workplan(plan=plan, days={}, by=wood.ash, now=NOW) == []


def test_not_into_a_circle(wood):
    plan = agreed(wood)
    recruit, train = one_of(plan, "Recruit"), one_of(plan, "Train")
    third = an_activity(plan, title="Host")
    add_dependency(waiting=third, activity=train, by=wood.ash, now=NOW)
    remove_activity(activity=train, by=wood.ash, now=NOW)
    add_dependency(waiting=recruit, activity=third, by=wood.ash, now=NOW)
    with pytest.raises(BadInput, match="in a circle: .*“Train” waits for “Recruit”"):
        restore_activity(activity=train, by=wood.ash, now=NOW)
