"""Lines are written in a table: each keeps its key and what was spent on it; what cannot be is said
beside its line.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, NotAllowed, WrongState
from spinney.money.actions.budgets import edit_budget_lines, start_budget, try_what_if
from spinney.money.bridge.budgets import LineSaid
from spinney.money.queries.budgets import seen
from tests.money.budgeting import ROOM, SAID, TALK, agreed, drafted, line, spend, written
from tests.money.making import a_fund
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_lines_change_places_and_amounts_and_keep_their_keys(wood):
    made = drafted(wood, ROOM, TALK)
    was = {row.title: row.key for row in made.lines.all()}
    fund = a_fund(wood.cluster)
    talk = replace(LineSaid.of(line(made, "Training")), pence=70_000, fund_id=fund.pk)
    written(wood, made, talk, LineSaid("Tea", 500), LineSaid.of(line(made, "Room")))
    rows = list(made.lines.order_by("position"))
    assert [row.title for row in rows] == ["Training", "Tea", "Room"]
    assert (rows[0].key, rows[0].pence, rows[0].fund) == (was["Training"], 70_000, fund)
    assert rows[1].key not in was.values()


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (replace(ROOM, pence=-5), "cannot be below nought"),
        (replace(ROOM, title=""), "Say what the line is for"),
        (replace(ROOM, pence=10**14), "more than any budget"),
        (replace(ROOM, first_day=date(2026, 5, 1), last_day=date(2026, 3, 31)), "before it begins"),
        (replace(ROOM, first_day=date(2026, 3, 1), last_day=date(2026, 5, 31), profile=(1, 2)),
         "one share for each month"),
        (replace(ROOM, fund_id=10**9), "not the cluster’s"),
        (replace(ROOM, organisation_id=99_999), "does not belong"),
        (replace(ROOM, activity_id=10**9), "not in the cluster’s plan"),
        (replace(ROOM, category="x" * 61), "make it shorter"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_its_line_and_nothing_is_kept(wood, bad, words):
    made = drafted(wood, TALK)
    with pytest.raises(BadInput) as error:
        edit_budget_lines(budget=made, lines=[TALK, bad], by=wood.ash, now=NOON)
    assert list(error.value.fields) == ["line-1"]
    assert words in error.value.fields["line-1"][0]
    assert [row.title for row in made.lines.all()] == ["Training"]


def test_zero_twice_and_outside_its_days_are_remarked_and_kept(wood):
    made = drafted(wood, TALK)
    lines = [replace(ROOM, pence=0), TALK, TALK, replace(ROOM, first_day=date(2025, 1, 1))]
    _, remarks = edit_budget_lines(budget=made, lines=lines, by=wood.ash, now=NOON)
    assert len(remarks) == 3
    assert "has £0" in remarks[0]
    assert "there twice (line 2)" in remarks[1]
    assert "outside the days" in remarks[2]
    assert made.lines.count() == 4


def test_a_line_that_was_spent_on_stays_whichever_version_it_is_in(wood):
    first = agreed(wood)
    spend(line(first, "Room"), 30_000)
    draft = start_budget(cluster=wood.cluster, said=SAID, based_on=first, by=wood.ash, now=NOON)
    with pytest.raises(WrongState, match="Money was spent on “Room”"):
        written(wood, draft, LineSaid.of(line(draft, "Training")))
    less = replace(LineSaid.of(line(draft, "Room")), pence=20_000)
    written(wood, draft, less)
    (over,) = seen(draft).over
    assert (over.title, over.spent, over.left) == ("Room", 30_000, -10_000)


def test_shares_of_a_line_without_months_are_of_the_months_of_the_budget(wood):
    made = drafted(wood, replace(ROOM, profile=(0,) * 11 + (1,)))
    (room,) = seen(made).lines
    assert room.line.profile[-1] == 1
    with pytest.raises(BadInput, match="one share for each month"):
        written(wood, made, replace(ROOM, profile=(1, 2)))


def test_what_stands_is_not_rewritten_and_two_at_once_lose_nothing(wood):
    first = agreed(wood)
    with pytest.raises(WrongState, match="kept as it was agreed"):
        written(wood, first, ROOM)
    draft = drafted(wood, ROOM)
    read = draft.version
    written(wood, draft, ROOM, TALK)
    with pytest.raises(ChangedMeanwhile):
        edit_budget_lines(budget=draft, lines=[TALK], read=read, by=wood.ash, now=NOON)


def test_members_write_only_what_they_try_out_themselves(wood):
    draft = drafted(wood)
    with pytest.raises(NotAllowed, match="what if"):
        edit_budget_lines(budget=draft, lines=[ROOM], by=wood.birch, now=NOON)
    mine = try_what_if(budget=draft, by=wood.birch, now=NOON)
    edit_budget_lines(budget=mine, lines=[ROOM], by=wood.birch, now=NOON)
    theirs = try_what_if(budget=draft, by=wood.ash, now=NOON)
    with pytest.raises(NotAllowed, match="Somebody else"):
        edit_budget_lines(budget=theirs, lines=[ROOM], by=wood.birch, now=NOON)
