"""A plan is agreed once it says when; it is kept, members are told."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.post.models import Message
from spinney.workplans.actions.plans import agree_workplan
from spinney.workplans.api import workplan_agreed
from spinney.workplans.models import Activity
from tests.decisions.making import a_decision
from tests.workplans.making import a_milestone, a_plan, an_activity
from tests.workplans.planning import NOW, agreed

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_its_days_are_kept_by_a_decision_that_stands(wood):
    plan = a_plan(wood.cluster)
    one, mark = an_activity(plan), a_milestone(plan)
    a_decision(wood, 4)
    a_decision(wood, 5, state="not_carried")
    with pytest.raises(BadInput, match="no decision 5 that stands"):
        agree_workplan(plan=plan, decision=5, by=wood.ash, now=NOW)
    heard = []
    workplan_agreed.connect(heard_by := lambda plan, **more: heard.append(plan))
    plan = agree_workplan(plan=plan, decision=4, by=wood.ash, now=NOW)
    workplan_agreed.disconnect(heard_by)
    assert heard == [plan]
    assert (plan.state, plan.decision_number) == ("agreed", 4)
    kept = plan.baselines.get()
    assert kept.number == 1
    assert kept.plan["activities"] == [
        {"uid": str(one.uid), "title": one.title, "first": "2026-04-01", "last": "2026-06-30"}
    ]
    assert kept.plan["milestones"][0]["uid"] == str(mark.uid)
    letter = Message.objects.get(kind="workplans.agreed")
    assert letter.email == "birch@example.org"


def test_not_empty_not_without_days_and_not_twice(wood):
    plan = a_plan(wood.cluster)
    with pytest.raises(WrongState, match="nothing in this plan"):
        agree_workplan(plan=plan, by=wood.ash, now=NOW)
    an_activity(plan, starts_on=None, ends_on=None)
    with pytest.raises(WrongState, match="from when to when"):
        agree_workplan(plan=plan, by=wood.ash, now=NOW)
    Activity.objects.all().delete()
    plan.delete()
    with pytest.raises(WrongState, match="at “agreed”"):
        agree_workplan(plan=agreed(wood), by=wood.ash, now=NOW)
