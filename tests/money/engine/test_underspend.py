"""What will be left over: bounds that hold whatever comes, and an estimate better than either the
plan or the pace alone.
"""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.money.engine.underspend import Pace, Reason, forecast, together

PENCE = st.integers(0, 10**8)


@st.composite
def paces(draw):
    planned = tuple(draw(st.lists(PENCE, min_size=1, max_size=24)))
    spent = tuple(draw(st.lists(PENCE, max_size=len(planned))))
    return Pace("1", planned, spent, draw(PENCE), draw(PENCE))


@given(paces())
def test_the_range_holds_the_likely_and_never_falls_below_what_is_spent_and_promised(line):
    found = forecast(line)
    assert line.done + line.committed == found.bound <= found.low <= found.likely <= found.high
    assert found.left_at_least <= max(0, found.left_likely) <= max(0, line.whole - found.low)
    assert found.left_at_least <= found.free
    assert found.short == max(0, found.likely - line.whole)
    assert ("over" in {one.code for one in found.why}) == (found.likely > line.whole)


@given(st.lists(PENCE.filter(bool), min_size=1, max_size=24), st.data())
def test_what_goes_as_planned_ends_as_planned(planned, data):
    over = data.draw(st.integers(0, len(planned)))
    found = forecast(Pace("1", tuple(planned), tuple(planned[:over])))
    assert found.low == found.likely == found.high == sum(planned)


@pytest.mark.parametrize(
    ("line", "low", "likely", "high", "codes"),
    [
        (Pace("1", (100, 100), ()), 200, 200, 200, ["not_begun"]),
        (Pace("1", (100, 100), (), committed=250), 250, 250, 250,
         ["not_begun", "promised", "over"]),
        (Pace("1", (100, 100), (70, 60)), 130, 130, 130, ["ended"]),
        (Pace("1", (100, 100), (70, 60), later=20), 150, 150, 150, ["ended"]),
        # nothing was due yet: the plan stands
        (Pace("1", (0, 0, 300), (0, 0)), 300, 300, 300, ["nothing_due"]),
        # nothing spent in three of twelve months
        (Pace("1", (100,) * 12, (0,) * 3), 0, 450, 900, ["so_far"]),
        # slow all along, and slower lately
        (Pace("1", (100,) * 12, (80,) * 3 + (20,) * 3), 420, 700, 900,
         ["so_far", "lately", "uneven"]),
        # promised more than the pace says
        (Pace("1", (100,) * 4, (10, 10), committed=300), 320, 320, 320,
         ["so_far", "bound", "promised"]),
        # too fast: it will not do
        (Pace("1", (100,) * 12, (150,) * 6), 1500, 1700, 1800, ["so_far", "lately", "over"]),
    ],
)  # fmt: skip
def test_forecasts_worked_by_hand(line, low, likely, high, codes):
    found = forecast(line)
    assert (found.low, found.likely, found.high) == (low, likely, high)
    assert [one.code for one in found.why] == codes


def test_it_says_from_what():
    found = forecast(Pace("1", (100,) * 12, (80,) * 3 + (20,) * 3, committed=50))
    assert found.why == (
        Reason("so_far", (6, 300, 600)), Reason("lately", (3, 60, 300)), Reason("uneven", (166,)),
        Reason("promised", (50,)),
    )  # fmt: skip
    with pytest.raises(ValueError, match="More months"):
        forecast(Pace("1", (1,), (1, 1)))


def test_together_adds_up():
    parts = [forecast(Pace("1", (100,) * 4, (50, 50))), forecast(Pace("2", (10,) * 4, (20, 20)))]
    found = together("all", parts)
    assert (found.planned, found.likely) == (440, sum(one.likely for one in parts))
    assert found.low <= found.likely <= found.high


def test_it_errs_less_than_the_plan_and_less_than_the_bare_pace():
    """Lines of twelve months whose true pace is anywhere from nothing to a fifth too fast, with
    bills that come unevenly: after three, six and nine months the likely figure is nearer to the
    end than the plan is, and than the pace so far taken at its word; and the range holds about
    four ends in five, as it says.
    """
    dice = random.Random(20261122)
    for months in (3, 6, 9):
        errors = {"likely": 0, "plan": 0, "pace": 0}
        inside = 0
        for _ in range(400):
            pace = dice.uniform(0.3, 1.2)
            truth = [round(10_000 * max(0.0, dice.gauss(pace, 0.7))) for _ in range(12)]
            found = forecast(Pace("1", (10_000,) * 12, tuple(truth[:months])))
            end = sum(truth)
            errors["likely"] += abs(found.likely - end)
            errors["plan"] += abs(found.planned - end)
            errors["pace"] += abs(round(sum(truth[:months]) * 12 / months) - end)
            inside += found.low <= end <= found.high
        assert errors["likely"] < errors["plan"], months
        assert errors["likely"] < errors["pace"], months
        assert 300 <= inside <= 380, months
