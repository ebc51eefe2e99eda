"""A version is drafted: from lines, or from another version, whose lines keep their keys."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.base.record.models import Entry
from spinney.money.actions.budgets import start_budget
from spinney.money.models import BudgetLine
from tests.money.budgeting import SAID, TALK, agreed, drafted
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_lines_and_income_stand_in_one_draft(wood):
    made = drafted(wood)
    assert (made.number, made.state, made.made_by) == (1, "draft", wood.ash.label)
    told = list(made.lines.values_list("title", "pence"))
    assert told == [("Room", 120_000), ("Training", 60_000), ("Programme grant", -180_000)]
    entry = Entry.objects.get(verb="money.start_budget")
    assert entry.detail["number"] == 1


def test_another_version_has_its_lines_with_their_keys(wood):
    first = agreed(wood)
    again = start_budget(cluster=wood.cluster, said=SAID, based_on=first, by=wood.ash, now=NOON)
    assert again.number == 2
    keys = [
        list(BudgetLine.objects.filter(budget=one).values_list("key", "title", "pence"))
        for one in (first, again)
    ]
    assert keys[0] == keys[1]
    assert first.lines.count() == 3


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (replace(SAID, title=" "), "title"),
        (replace(SAID, title="x" * 201), "title"),
        (replace(SAID, reason="x" * 301), "reason"),
        (replace(SAID, first_day=SAID.last_day, last_day=SAID.first_day), "last_day"),
        (replace(SAID, last_day=SAID.last_day.replace(year=2036)), "last_day"),
    ],
)
def test_what_cannot_be_a_budget_is_said_field_by_field(wood, said, field):
    with pytest.raises(BadInput) as error:
        start_budget(cluster=wood.cluster, said=said, by=wood.ash, now=NOON)
    assert list(error.value.fields) == [field]


def test_members_and_next_door_draft_none(wood):
    with pytest.raises(NotAllowed):
        start_budget(cluster=wood.cluster, said=SAID, lines=[TALK], by=wood.birch, now=NOON)
    other = drafted(wood)
    with pytest.raises(BadInput, match="another cluster"):
        start_budget(
            cluster=wood.next_door, said=SAID, based_on=other, by=wood.willow, now=NOON
        )  # fmt: skip
