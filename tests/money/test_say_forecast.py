"""What a line will come to is reckoned from its months; who knows better may say so."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.money.actions.budgets import put_budget_in_force, start_budget
from spinney.money.actions.underspend import say_forecast
from spinney.money.queries.underspend import outlook
from tests.money.budgeting import SAID, drafted, line, spend
from tests.money.reallocating import LATER, partners
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_is_reckoned_from_the_months_that_are_over(wood):
    there = partners(wood)
    with CaptureQueriesContext(connection) as asked:
        view = outlook(there.budget, LATER.date())
    assert len(asked) == 5
    found = {one.title: one for one in view.lines}
    assert found["Birch House"].found.likely == 266_660
    assert found["Elm Advice"].found.likely == 566_662
    assert found["Elm Advice"].left == -166_662
    assert "In 6 months: £999.96 of £3,000 that were planned." in found["Birch House"].why
    assert "It will not do: £1,666.62 is likely missing." in found["Elm Advice"].why
    assert (view.left, view.short) == (333_350, 166_662)
    assert [name for name, *_ in view.by_member] == ["Birch House", there.elm.name, there.yew.name]


def test_what_went_out_this_month_is_bound_and_not_taken_for_the_pace(wood):
    there = partners(wood)
    spend(line(there.budget, "Yew Tree"), 60_000, date(2026, 7, 2))
    (yew,) = (one for one in outlook(there.budget, LATER.date()).lines if one.title == "Yew Tree")
    assert yew.found.bound == 99_996 + 60_000
    assert "went out this month" in yew.why


def test_what_is_said_counts_and_follows_the_line_into_the_next_version(wood):
    there = partners(wood)
    row = line(there.budget, "Elm Advice")
    say_forecast(line=row, pence=380_000, words="Two staff left", by=wood.actor("ash"), now=LATER)
    draft = start_budget(
        cluster=wood.cluster, said=SAID, based_on=there.budget, by=wood.ash, now=LATER
    )
    after = put_budget_in_force(budget=draft, by=wood.ash, now=LATER)
    (elm,) = (one for one in outlook(after, LATER.date()).lines if one.title == "Elm Advice")
    assert (elm.likely, elm.left, elm.said.words) == (380_000, 20_000, "Two staff left")


def test_its_member_may_say_it_and_no_other(wood):
    there = partners(wood)
    birch = line(there.budget, "Birch House")
    say_forecast(line=birch, pence=500_000, by=wood.birch, now=LATER)
    with pytest.raises(NotAllowed):
        say_forecast(line=line(there.budget, "Elm Advice"), pence=500_000, by=wood.birch, now=LATER)
    with pytest.raises(BadInput, match="spent already"):
        say_forecast(line=birch, pence=50_000, by=wood.birch, now=LATER)
    with pytest.raises(WrongState):
        say_forecast(line=line(drafted(wood), "Room"), pence=1, by=wood.ash, now=NOON)
