"""Something that will be seen is in the plan, with what is counted."""

from __future__ import annotations

from decimal import Decimal

import pytest

from spinney.base.kernel.errors import BadInput
from spinney.workplans.actions.milestones import add_milestone
from tests.workplans.making import a_plan, an_activity
from tests.workplans.planning import NOW, mark

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_counted_or_not(wood):
    plan = a_plan(wood.cluster)
    one = an_activity(plan)
    text = mark(activity=one, target=Decimal(12), unit="people trained")
    made = add_milestone(plan=plan, text=text, by=wood.ash, now=NOW)
    assert (made.target, made.unit, made.activity) == (12, "people trained", one)
    assert add_milestone(plan=plan, text=mark(), by=wood.ash, now=NOW).target is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"target": Decimal(3)}, "unit"),
        ({"unit": "people"}, "target"),
        ({"target": Decimal(-3), "unit": "people"}, "target"),
        ({"target": Decimal("NaN"), "unit": "people"}, "target"),
    ],
)
def test_what_cannot_be_counted_is_refused(wood, changes, field):
    with pytest.raises(BadInput) as told:
        add_milestone(plan=a_plan(wood.cluster), text=mark(**changes), by=wood.ash, now=NOW)
    assert set(told.value.fields) == {field}
