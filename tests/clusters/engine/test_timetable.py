"""Timetables: faults, differences, pace."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from spinney.clusters.engine.timetable import (
    Code,
    Fault,
    PlannedStage,
    differences,
    faults,
    pace,
    shifted,
)

stage = st.builds(
    PlannedStage,
    st.sampled_from("abcdef"),
    st.sampled_from(["Focus", "Plan", "Doing", "Finding out"]),
    st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
plans = st.lists(stage, max_size=6, unique_by=lambda s: s.key)


def test_two_swapped_stages_are_both_reordered():
    a, b = PlannedStage("a", "A"), PlannedStage("b", "B")
    assert [(d.code, d.stage) for d in differences([a, b], [b, a])] == [
        (Code.REORDERED, "B"),
        (Code.REORDERED, "A"),
    ]


def test_renaming_dating_and_undating_are_told_apart():
    day = date(2026, 5, 1)
    before = [PlannedStage("a", "A", day), PlannedStage("b", "B")]
    after = [PlannedStage("a", "New A"), PlannedStage("b", "B", day, "now with words")]
    assert [(d.code, d.stage, d.was) for d in differences(before, after)] == [
        (Code.RENAMED, "New A", "A"),
        (Code.UNDATED, "New A", ""),
        (Code.REWORDED, "B", ""),
        (Code.DATED, "B", ""),
    ]


@given(plans)
def test_a_plan_does_not_differ_from_itself(plan):
    assert differences(plan, plan) == ()


@given(plans, plans)
def test_added_and_removed_change_places_when_looked_at_the_other_way(before, after):
    there = [d.code for d in differences(before, after)]
    back = [d.code for d in differences(after, before)]
    assert there.count(Code.ADDED) == back.count(Code.REMOVED)
    assert there.count(Code.MOVED) == back.count(Code.MOVED)


@given(plans, plans)
def test_no_difference_means_the_same_plan(before, after):
    if not differences(before, after):
        assert before == after


def test_faults_name_the_place():
    plan = [
        PlannedStage("", "Focus", date(2026, 5, 1)),
        PlannedStage("", " focus "),
        PlannedStage("", ""),
        PlannedStage("", "Late", date(2026, 4, 1)),
    ]
    assert faults(plan) == ((Fault.TWICE, 1), (Fault.NAMELESS, 2), (Fault.OUT_OF_ORDER, 3))
    assert faults([]) == ((Fault.EMPTY, 0),)


@given(plans, st.integers(-100, 400))
def test_shifting_keeps_order_and_distances(plan, days):
    moved = shifted(plan, timedelta(days=days))
    assert [s.name for s in moved] == [s.name for s in plan]
    for was, now in zip(plan, moved, strict=True):
        assert (was.target_on is None) == (now.target_on is None)
        if was.target_on and now.target_on:
            assert (now.target_on - was.target_on).days == days


def test_pace_without_a_plan_still_counts_the_days():
    found = pace(date(2026, 3, 1), date(2026, 3, 11), planned_from=None, target_on=None)
    assert (found.days, found.planned_days, found.late_days) == (10, None, None)
