"""An activity is taken out; nothing waits for it any more."""

from __future__ import annotations

import pytest

from spinney.workplans.actions.activities import remove_activity
from spinney.workplans.queries.comparing import compared
from spinney.workplans.queries.plan_page import look_at
from tests.workplans.making import DAY
from tests.workplans.planning import NOW, agreed, one_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_nothing_waits_for_it_but_what_was_agreed_knows_it(wood):
    plan = agreed(wood)
    remove_activity(activity=one_of(plan, "Recruit"), by=wood.ash, now=NOW)
    look = look_at(wood.ash, plan, DAY)
    assert [(row.title, row.waits) for row in look.rows] == [("Train", "")]
    rows, _ = compared(plan, look.value, look.milestones, plan.baselines.get())
    assert [(row.title, row.change.text) for row in rows] == [
        ("Train", "As planned"), ("Recruit", "Taken out"),
    ]  # fmt: skip
