"""What a survey shows: with names to the facilitator, from released cells to the group."""

import dataclasses

import pytest

from spinney.diagnostics.engine.disclosure.plan import plan_release
from spinney.diagnostics.engine.disclosure.release import release
from spinney.diagnostics.engine.disclosure.rules import Kind, Question, Reason, Respondent
from spinney.diagnostics.engine.results.grouped import (
    FRAGILE_KEY,
    counts,
    fragility_item,
    group_bill,
    group_costs,
    group_gaps,
    group_heat_map,
    with_fragility,
)
from spinney.diagnostics.engine.results.items import Item, Measure, for_release, intensity
from spinney.diagnostics.engine.results.named import (
    costs,
    fragility,
    gaps,
    having,
    heat_map,
    upgrade_bill,
)

NAMES = ("ash", "birch", "cedar", "elm", "hazel", "rowan")


def item(key, kind, area, measure, levels=2, **more):
    cost = more.pop("mending_cost", None)
    return Item(Question(key, kind, levels, **more), area, measure, cost)


ITEMS = (
    item("hr_need", Kind.SCALE, "HR", Measure.NEED, 4),
    item("hr_glad", Kind.SCALE, "HR", Measure.SATISFACTION, 4),
    item("hr_strong", Kind.SCALE, "HR", Measure.STRENGTH, 4),
    item("hr_post", Kind.YES_NO, "HR", Measure.POST),
    item("hr_cost", Kind.AMOUNT, "HR", Measure.COST),
    item("ict_need", Kind.SCALE, "ICT", Measure.NEED, 4),
    item("ict_share", Kind.YES_NO, "ICT", Measure.INTEREST),
    item("backup", Kind.YES_NO, "ICT", Measure.BASELINE, mending_cost=120_00),
    item("firewall", Kind.YES_NO, "ICT", Measure.BASELINE),
    item("staff", Kind.AMOUNT, "", Measure.STAFF, shown=False),
    item("key", Kind.YES_NO, "", Measure.KEY_PERSON, shown=False),
)
COLUMNS = {
    "hr_need": (3, 3, 2, 3, 3, 1),
    "hr_glad": (0, 1, 0, 0, None, 3),
    "hr_strong": (0, 0, 1, 0, 0, 3),
    "hr_post": (0, 0, 1, 0, 0, 1),
    "hr_cost": (500_00, 0, 4_000_00, 700_00, 1_000_00, 20_000_00),
    "ict_need": (0, 1, 1, 0, 2, 1),
    "ict_share": (1, 1, 1, 0, 0, 1),
    "backup": (0, 0, 1, 0, 1, 1),
    "firewall": (1, 1, 1, 1, 1, 0),
    "staff": (200, 350, 400, 1200, None, 90),
    "key": (1, 0, 0, 1, None, None),
}
SHEETS = {
    Respondent(name): {key: column[at] for key, column in COLUMNS.items()}
    for at, name in enumerate(NAMES)
}


def cells(items=ITEMS, sheets=SHEETS):
    respondents, answers = for_release(items, sheets)
    plan = plan_release([one.question for one in items], respondents)
    return release(plan, answers).cells


def test_heat_map_puts_the_greatest_need_first_and_strengths_beside():
    rows = heat_map(ITEMS, SHEETS)
    assert [row.area for row in rows] == ["HR", "ICT"]
    assert rows[0].need["ash"] == 1.0
    assert rows[0].need["hazel"] == 1.0, "a blank is left out, not counted as no need"
    assert rows[0].need["rowan"] == pytest.approx((1 / 3 + 0) / 2)
    assert rows[0].strength["rowan"] == 1.0
    assert rows[1].strength["ash"] is None


def test_posts_held_and_missing():
    (row,) = having(ITEMS, SHEETS, Measure.POST)
    assert (row.yes, row.no, row.blank) == (
        ("cedar", "rowan"),
        ("ash", "birch", "elm", "hazel"),
        (),
    )


def test_costs_and_their_spread():
    (row,) = costs(ITEMS, SHEETS)
    assert (row.least, row.median, row.most) == (0, 700_00, 20_000_00)
    assert row.total == 26_200_00


def test_gaps_come_with_a_bill():
    rows = gaps(ITEMS, SHEETS)
    assert [(row.key, row.lacking, row.cost) for row in rows] == [
        ("backup", ("ash", "birch", "elm"), 360_00),
        ("firewall", ("rowan",), None),
    ]
    assert upgrade_bill(rows) == ({"ash": 120_00, "birch": 120_00, "elm": 120_00}, 360_00)


def test_fragility_counts_few_staff_and_one_key_person():
    found = fragility(ITEMS, SHEETS)
    assert found.few_staff == ("ash", "birch", "rowan")
    assert found.one_key_person == ("ash", "elm")
    assert found.fragile == ("ash", "birch", "elm", "rowan")
    assert found.unknown == ("hazel",)


def test_the_groups_heat_map_brackets_the_truth():
    rows = {row.area: row for row in group_heat_map(ITEMS, cells())}
    truth = {row.area: row for row in heat_map(ITEMS, SHEETS)}
    ict = rows["ICT"].need
    assert ict.low - 1e-9 <= truth["ICT"].mean_need <= ict.high + 1e-9
    assert rows["ICT"].interest.low == pytest.approx(4 / 6)
    assert rows["HR"].need.low > rows["ICT"].need.low
    assert rows["HR"].strength.size == 6


def test_the_group_sees_no_name():
    released = cells()
    rows = [
        *group_heat_map(ITEMS, released),
        *group_gaps(ITEMS, released),
        *group_costs(ITEMS, released),
        *counts(ITEMS, released, Measure.POST),
    ]
    text = repr([dataclasses.asdict(row) for row in rows])
    assert not any(name in text for name in NAMES)


def test_the_groups_bill_lies_between():
    rows = group_gaps(ITEMS, cells())
    assert [(row.key, row.lacking) for row in rows] == [("backup", (3, 3)), ("firewall", (0, 2))]
    assert group_bill(rows) == (360_00, 360_00)


def test_posts_in_bands():
    (row,) = counts(ITEMS, cells(), Measure.POST)
    assert (row.yes, row.no) == ((0, 2), (4, 6))


def test_the_groups_costs_are_bands():
    (row,) = group_costs(ITEMS, cells())
    assert row.median == (2, 2)
    assert row.edges[1] <= 700_00 < row.edges[2]
    assert (row.lower, row.upper) == (None, None)


def test_too_few_answers_show_their_reason():
    three = dict(list(SHEETS.items())[:3])
    rows = {row.area: row for row in group_heat_map(ITEMS, cells(sheets=three))}
    assert rows["ICT"].interest.low is None
    assert rows["ICT"].interest.reasons == (Reason.ALL_BUT_YOU,)


def test_fragility_can_be_released_in_place_of_what_it_comes_from():
    staff, key = ITEMS[-2:]
    items = (*ITEMS, fragility_item(staff, key))
    found = {cell.question: cell for cell in cells(items, with_fragility(SHEETS, staff, key))}
    assert found["staff"].reason is Reason.NOT_SHOWN
    assert (found[FRAGILE_KEY].size, found[FRAGILE_KEY].range) == (5, (3, 5))


def test_fragility_is_left_out_while_its_source_is_shown():
    staff = item("staff", Kind.AMOUNT, "", Measure.STAFF)
    items = (*ITEMS[:-2], staff, fragility_item(staff))
    found = {cell.question: cell for cell in cells(items, with_fragility(SHEETS, staff))}
    assert found[FRAGILE_KEY].reason is Reason.LINKED_QUESTION
    assert not found["staff"].suppressed


def test_who_was_rightly_not_asked_counts_as_having_answered():
    items = (
        item("outsources", Kind.YES_NO, "HR", Measure.OTHER),
        item("glad", Kind.SCALE, "HR", Measure.SATISFACTION, 3, asked_if=("outsources", {1})),
        item("again", Kind.YES_NO, "HR", Measure.OTHER, asked_if=("glad", frozenset({2}))),
    )
    sheets = {
        Respondent("ash"): {
            "outsources": 0,
            "glad": 2,
        },  # an answer left over from a change of mind
        Respondent("birch"): {"outsources": 1, "glad": 2, "again": 1},
        Respondent("cedar"): {"outsources": 1},
        Respondent("elm"): {},
    }
    respondents, answers = for_release(items, sheets)
    names = {key: [one.owner for one in people] for key, people in respondents.items()}
    assert names == {
        "outsources": ["ash", "birch", "cedar"],
        "glad": ["ash", "birch"],
        "again": ["ash", "birch"],
    }
    assert list(answers["glad"].values()) == [2]


def test_satisfaction_is_need_turned_round():
    assert intensity(ITEMS[1], 3) == 0
    assert intensity(ITEMS[4], 500) is None
