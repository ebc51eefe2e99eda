"""Waiting, lateness, circles, dates and what stops: small plans by hand, many by chance."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinney.workplans.engine.cycles import cycles, in_order, without_cycles, words_of_cycle
from spinney.workplans.engine.gantt import MarkedDay, Stretch, ToDraw, layout
from spinney.workplans.engine.moving import Change, Kept, end_moved, moved
from spinney.workplans.engine.plan import Gate, Kind, Need, Passed, Plan, Planned, Stage
from spinney.workplans.engine.schedule import How, standings, timetable
from spinney.workplans.engine.stopping import what_stops

MAY, TODAY = date(2026, 5, 1), date(2026, 5, 20)
BID, VOTE = Need(Kind.BID, 7), Need(Kind.DECISION, 3)


def on(*keys: int) -> tuple[Need, ...]:
    return tuple(Need(Kind.ACTIVITY, key) for key in keys)


def act(key: int, start: int | None = None, days: int = 5, **more: object) -> Planned:
    """An activity that begins so many days after the first of May."""
    first = None if start is None else MAY + timedelta(days=start)
    last = None if first is None else first + timedelta(days=days - 1)
    return Planned(key, f"Activity {key}", first, last, **more)  # type: ignore[arg-type]


def test_a_circle_is_found_named_and_left_out():
    plan = Plan(
        (act(1, needs=on(3)), act(2, needs=on(1)), act(3, needs=on(2)), act(4, needs=on(1)))
    )
    assert cycles(plan) == [(1, 3, 2)]
    assert words_of_cycle(["A", "B", "C"]) == (
        "“A” waits for “B”, “B” waits for “C”, and “C” waits for “A”"
    )
    assert [one.needs for one in without_cycles(plan).activities] == [(), (), (), on(1)]
    assert cycles(Plan((act(1, needs=on(1)),))) == [(1,)]
    assert words_of_cycle(["A"]) == "“A” waits for itself"
    assert standings(plan, TODAY)[4].how == How.WAITS
    assert timetable(plan, TODAY).dates == {}


EDGES = list(permutations(range(4), 2))


@settings(max_examples=150, deadline=None)
@given(st.sets(st.sampled_from(EDGES)))
def test_circles_are_those_that_trying_every_way_finds(edges):
    plan = Plan(tuple(act(key, needs=on(*(b for a, b in edges if a == key))) for key in range(4)))
    every = {
        way
        for size in (2, 3, 4)
        for way in permutations(range(4), size)
        if all(pair in edges for pair in zip(way, (*way[1:], way[0]), strict=True))
    }
    found = cycles(plan)
    assert bool(found) == bool(every)
    assert set(found) <= every
    assert not cycles(without_cycles(plan))
    order = in_order(without_cycles(plan))
    assert sorted(order) == [0, 1, 2, 3]
    if not every:
        assert all(order.index(b) < order.index(a) for a, b in edges)


def test_what_waits_what_is_late_and_what_it_comes_down_to():
    plan = Plan(
        (
            act(1, 0, needs=(BID,)),
            act(2, 6, needs=on(1)),
            act(3, 0, stage=Stage.UNDER_WAY),
            act(4, 0, stage=Stage.DONE, needs=(VOTE,)),
            act(5, 30, needs=on(4)),
            act(6, 0, needs=(VOTE,)),
            act(7, needs=on(4)),
            act(8, 0, stage=Stage.DROPPED),
            act(9, 30, needs=on(8)),
        ),
        (Gate(BID, "Lottery bid"), Gate(VOTE, "Decision 3", Passed.FAILED)),
    )
    found = standings(plan, TODAY)
    assert {key: one.how.value for key, one in found.items()} == {
        1: "waits", 2: "waits", 3: "under_way", 4: "done", 5: "to_come", 6: "stopped", 7: "ready",
        8: "dropped", 9: "stopped",
    }  # fmt: skip
    assert (found[1].late_to_begin, found[1].late_days) == (19, 15)
    assert (found[3].late_to_begin, found[3].late_days) == (0, 15)
    assert found[2].waits_for == on(1)
    assert found[2].comes_down_to == (BID,)
    assert found[6].cannot_have == (VOTE,)
    assert not found[5].is_late
    assert plan.title(BID) == "Lottery bid"
    assert plan.title(Need(Kind.BID, 99)) == "bid 99"


def test_dates_move_with_what_comes_before():
    bid = Gate(BID, "Bid", expected=MAY + timedelta(days=40))
    plan = Plan(
        (
            act(1, 20, 10, needs=(BID,)),
            act(2, 31, 4, needs=on(1)),
            act(3, 25, 3),
            act(4, 60, 2, needs=on(2, 3)),
            act(5),
            act(6, 70, 1, needs=on(5)),
            act(7, 0, 10, stage=Stage.UNDER_WAY),
        ),
        (bid,),
    )
    found = timetable(plan, TODAY)
    assert (found.dates[1].first - MAY).days == 41
    assert (found.dates[2].first - MAY).days == 51
    assert (found.dates[4].first - MAY).days == 60  # its own day is later than what it needs
    assert found.dates[7].last == TODAY  # it goes on
    assert 5 not in found.dates
    assert not found.dates[6].sure
    assert found.dates[3].slack == 41  # to the day before 4 must begin, so that it ends with 6
    assert found.ends == MAY + timedelta(days=70)
    assert found.critical == (6,)
    lost = Plan(plan.activities, (Gate(BID, "Bid", Passed.FAILED),))
    assert timetable(lost, TODAY).dates[1].first == MAY + timedelta(days=20)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), min_size=1, max_size=7),
    st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6))),
)
def test_dates_are_the_earliest_and_slack_is_exact(sizes, pairs):
    """Everything begins at the latest of its reasons; by its slack alone it can be later."""
    count = len(sizes)
    edges = {(max(pair), min(pair)) for pair in pairs if pair[0] != pair[1] and max(pair) < count}
    plan = Plan(
        tuple(
            act(key, start, days, needs=on(*(b for a, b in edges if a == key)))
            for key, (start, days) in enumerate(sizes)
        )
    )
    found = timetable(plan, MAY)
    for key, dates in found.dates.items():
        before = [found.dates[b].last + timedelta(days=1) for a, b in edges if a == key]
        assert dates.first == max([plan.by_key[key].first, *before])
        for more, later in ((0, False), (1, True)):
            delay = timedelta(days=dates.slack + more)
            moved_on = tuple(
                Planned(
                    one.key, one.title, dates.first + delay, dates.last + delay, needs=one.needs
                )
                if one.key == key
                else one
                for one in plan.activities
            )
            assert (timetable(Plan(moved_on), MAY).ends > found.ends) is later
    chain = found.critical
    assert found.dates[chain[-1]].last == found.ends
    for before, after in zip(chain, chain[1:], strict=False):
        assert found.dates[before].last + timedelta(days=1) == found.dates[after].first


def test_what_stops_goes_all_the_way_with_reasons():
    plan = Plan(
        (
            act(1, 9, needs=(BID,)),
            act(2, 3, needs=on(1)),
            act(3, 1, needs=(*on(2), BID)),
            act(4, 0, needs=on(1), stage=Stage.DONE),
            act(5, 0, needs=(VOTE,)),
            act(6, 0, needs=on(4)),
        )
    )
    found = what_stops(plan, BID)
    assert [(one.key, one.chain) for one in found] == [
        (3, (BID,)), (1, (BID,)), (2, (BID, *on(1))),
    ]  # fmt: skip
    assert [one.is_direct for one in found] == [True, True, False]
    assert [one.key for one in what_stops(plan, *on(1))] == [2, 3]
    circle = Plan((act(1, needs=on(2)), act(2, needs=on(1))))
    assert [one.key for one in what_stops(circle, *on(1))] == [2]


def test_a_plan_beside_what_was_agreed():
    plan = Plan((act(1, 3), act(2, 0, stage=Stage.DROPPED), act(3, 0), act(4), act(6, 0)))
    kept = [
        Kept(1, "Activity 1", MAY, MAY + timedelta(days=3)),
        Kept(2, "Activity 2", MAY, MAY),
        Kept(4, "Activity 4", MAY, MAY),
        Kept(5, "Activity 5", MAY, MAY + timedelta(days=20)),
        Kept(6, "Before", MAY, MAY + timedelta(days=4)),
    ]
    found = {one.key: one for one in moved(kept, plan)}
    assert {key: one.change for key, one in found.items()} == {
        1: Change.MOVED, 2: Change.DROPPED, 3: Change.NEW, 4: Change.MOVED, 5: Change.GONE,
        6: Change.RENAMED,
    }  # fmt: skip
    assert (found[1].begins_days, found[1].ends_days) == (3, 4)
    assert found[4].ends_days is None
    assert found[5].title == "Activity 5"
    assert end_moved(kept, plan) == -13
    assert end_moved([], plan) is None


def test_a_line_of_time_has_everything_on_it_once():
    bar = Stretch(MAY, MAY + timedelta(days=9))
    rows = [
        ToDraw(1, "One", "First", bar, kept=Stretch(MAY, MAY), under_way=True),
        ToDraw(2, "Two", "First", bar, done=True),
        ToDraw(3, "Three", "Second", marks=(MarkedDay(MAY + timedelta(days=40), "Seen"),)),
    ]
    found = layout(rows, TODAY)
    assert found.days == 41
    assert [one.begins_group for one in found.rows] == [True, False, True]
    first = found.rows[0]
    assert first.filled == first.bar
    assert first.late.start == first.bar.end
    assert first.late.end == pytest.approx(20 / 41)
    assert found.rows[1].late is None
    assert found.rows[2].marks == ((40 / 41, False),)
    assert found.today == pytest.approx(19 / 41)
    assert layout(rows, date(2031, 1, 1)).today is None
    assert layout([ToDraw(1, "One")], TODAY) is None


@pytest.mark.parametrize(("days", "most"), list(product((20, 100, 400, 2000), (3, 8))))
def test_months_are_named_as_many_as_can_be_read(days, most):
    line = layout([ToDraw(1, "One", bar=Stretch(MAY, MAY + timedelta(days=days)))], MAY)
    ticks = line.ticks(most)
    assert 1 <= len(ticks) <= most + 1
    assert all(0 <= one.at <= 1 for one in ticks)
