"""What a line will come to is reckoned from its months; who knows better may say so."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.money.actions.budgets import put_budget_in_force, start_budget
from spinney.money.actions.underspend import say_forecast
from spinney.money.queries.underspend import outlook
from tests.access import client_of
from tests.money.budgeting import SAID, agreed, drafted, line, spend
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


def test_what_is_said_counts_for_its_member_and_the_whole_and_says_why(wood):
    there = partners(wood)
    row = line(there.budget, "Elm Advice")
    say_forecast(line=row, pence=380_000, words="Two staff left", by=wood.ash, now=LATER)
    view = outlook(there.budget, LATER.date())
    (elm,) = (one for one in view.lines if one.title == "Elm Advice")
    assert elm.why == (
        "It was said that it will come to £3,800: Two staff left. "
        "By its months alone it would come to £5,666.62."
    )
    members = {name: (found, left) for name, found, left in view.by_member}
    found, left = members[there.elm.name]
    assert (found.low, found.likely, found.high, left) == (380_000, 380_000, 380_000, 20_000)
    assert sum(one.likely for one, _ in members.values()) == view.likely == view.whole.likely
    assert view.whole.low <= view.likely <= view.whole.high


def test_what_is_said_of_a_line_that_has_not_begun_takes_the_place_of_the_plan(wood):
    budget = agreed(wood)
    talk = line(budget, "Training")
    say_forecast(line=talk, pence=150_000, by=wood.ash, now=LATER)
    view = outlook(budget, date(2025, 12, 1))
    (found,) = (one for one in view.lines if one.title == "Training")
    assert "the plan stands" not in found.why
    assert found.why.startswith(
        "It was said that it will come to £1,500. It will not do: £900 is likely missing."
    )
    assert sum(found.likely for _, found, _ in view.by_member) == view.likely == 270_000


def test_what_is_said_is_never_less_than_what_went_out_since(wood):
    there = partners(wood)
    elm = line(there.budget, "Elm Advice")
    say_forecast(line=elm, pence=300_000, words="It is over.", by=wood.ash, now=LATER)
    spend(elm, 60_000, date(2026, 7, 9))
    (found,) = (one for one in outlook(there.budget, LATER.date()).lines if one.title == elm.title)
    assert (found.likely, found.counts.low) == (360_000, 360_000)
    assert found.why.startswith(
        "It was said that it will come to £3,000: It is over. "
        "But £3,600 is spent and promised already."
    )


def test_the_page_where_it_is_said_shows_what_is_reckoned_beside_what_was_said(wood):
    there = partners(wood)
    row = line(there.budget, "Elm Advice")
    say_forecast(line=row, pence=380_000, words="Two staff left", by=wood.ash, now=LATER)
    address = reverse("money:say-forecast", args=[wood.cluster.pk, row.pk])
    page = client_of(wood, "ash").get(address).content.decode()
    assert "were planned" in page or "Its months are over" in page
    assert "It was said on 10 July 2026 that it will come to £3,800 (“Two staff left”)." in page
