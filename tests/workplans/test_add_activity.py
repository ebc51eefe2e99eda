"""Something to be done is put into the plan, for an organisation that belongs."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.base.post.models import Message
from spinney.workplans.actions.activities import add_activity
from tests.workplans.making import a_plan, an_objective
from tests.workplans.planning import NOW, agreed, said

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_whoever_does_it_is_told_once_the_plan_is_agreed(wood):
    birch = wood.organisations["birch"]
    draft = a_plan(wood.cluster)
    made = add_activity(plan=draft, text=said(organisation=birch), by=wood.ash, now=NOW)
    assert (made.state, made.organisation) == ("planned", birch)
    assert not Message.objects.exists()
    draft.delete()
    plan = agreed(wood)
    add_activity(plan=plan, text=said(organisation=birch), by=wood.ash, now=NOW)
    letter = Message.objects.get(kind="workplans.yours_to_do")
    assert letter.email == "birch@example.org"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "Read https://example.org"}, "title"),
        ({"ends_on": date(2026, 3, 1)}, "ends_on"),
        ({"ends_on": None}, "ends_on"),
        ({"title": "Ring 943 476 5919"}, "title"),
        ({"cost_pence": -1}, "cost_pence"),
        ({"ends_on": date(9999, 12, 31)}, "ends_on"),
        ({"ends_on": date(2040, 1, 1)}, "ends_on"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(wood, changes, field):
    with pytest.raises(BadInput) as told:
        add_activity(plan=a_plan(wood.cluster), text=said(**changes), by=wood.ash, now=NOW)
    assert set(told.value.fields) == {field}


def test_not_for_a_stranger_nor_an_objective_next_door_nor_by_a_member(wood):
    plan, sorrel = a_plan(wood.cluster), wood.organisations["sorrel"]
    with pytest.raises(BadInput, match="does not belong"):
        add_activity(plan=plan, text=said(organisation=sorrel), by=wood.ash, now=NOW)
    other = an_objective(a_plan(wood.next_door))
    with pytest.raises(BadInput, match="objective of this plan"):
        add_activity(plan=plan, text=said(objective=other), by=wood.ash, now=NOW)
    with pytest.raises(NotAllowed):
        add_activity(plan=plan, text=said(), by=wood.birch, now=NOW)
