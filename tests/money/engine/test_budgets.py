"""Budgets add up to the penny, whichever way they are looked at; and say what is odd in a line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinney.money.engine.budgets import (
    DIMENSIONS,
    Line,
    check,
    compare,
    crossed,
    scale,
    spread,
    total,
    totals,
    what_if,
)

SOME = st.sampled_from(("", "a", "b", "c"))


@st.composite
def budgets(draw):
    count = draw(st.integers(1, 8))
    lines = []
    for number in range(count):
        months = draw(st.integers(1, 14))
        weights = draw(
            st.just(())
            | st.lists(st.integers(0, 9), min_size=months, max_size=months)
            .filter(any).map(tuple)
        )  # fmt: skip
        lines.append(
            Line(
                str(number), "Line", draw(st.integers(0, 10**9)), draw(st.booleans()),
                draw(SOME), draw(SOME), draw(SOME), draw(SOME), draw(SOME), draw(SOME),
                draw(st.none() | st.just(date(2026, draw(st.integers(1, 12)), 1))), months, weights,
                draw(st.integers(0, 10**6)), draw(st.integers(0, 10**6)),
            )
        )  # fmt: skip
    return lines


@settings(max_examples=40)
@given(budgets(), st.lists(st.sampled_from(DIMENSIONS), min_size=1, max_size=3, unique=True))
def test_every_table_adds_up_to_the_whole(lines, by):
    whole = total(lines)
    parts = totals(lines, by)
    for name in ("planned", "spent", "committed", "income", "received", "left"):
        assert sum(getattr(one, name) for one in parts) == getattr(whole, name), name
    assert len({one.keys for one in parts}) == len(parts)
    if len(by) == 2:
        table = crossed(lines, *by)
        assert table.whole == sum(table.of_rows.values()) == sum(table.of_columns.values())
        assert table.whole == whole.planned == sum(table.cells.values())


@settings(max_examples=40)
@given(budgets())
def test_months_add_up_to_the_line_and_never_leave_its_days(lines):
    for line in lines:
        parts = spread(line)
        assert sum(pence for _, pence in parts) == line.pence
        assert len(parts) == (1 if line.first is None else line.months)


@settings(max_examples=40)
@given(budgets(), st.integers(0, 10**9))
def test_making_smaller_adds_up_to_the_penny(lines, pence):
    costs = [one for one in lines if not one.is_income]
    if not sum(one.pence for one in costs):
        with pytest.raises(ValueError, match="nothing to share"):
            scale(lines, pence, only=lambda one: not one.is_income)
        return
    found = scale(lines, pence, only=lambda one: not one.is_income)
    assert total(found).planned == pence
    assert total(found).income == total(lines).income


@settings(max_examples=40)
@given(budgets(), budgets())
def test_a_comparison_explains_the_whole_difference(before, after):
    changes = compare(before, after)
    sign = {True: 0, False: 1}
    told = sum(
        (one.after.pence * sign[one.after.is_income] if one.after else 0)
        - (one.before.pence * sign[one.before.is_income] if one.before else 0)
        for one in changes
    )
    assert told == total(after).planned - total(before).planned
    assert compare(before, before) == []


def test_what_changed_is_said_field_by_field():
    old = [Line("1", "Room", 100), Line("2", "Talk", 50), Line("3", "Tea", 5)]
    new = [replace(old[0], pence=80, member="7"), old[2], Line("4", "Bus", 30)]
    told = [(one.what, one.line.words, one.fields, one.difference) for one in compare(old, new)]
    assert told == [
        ("changed", "Room", ("pence", "member"), -20),
        ("added", "Bus", (), 30),
        ("removed", "Talk", (), -50),
    ]


def test_what_if_changes_a_copy_and_knows_its_lines():
    lines = [Line("1", "Room", 100), Line("2", "Talk", 50)]
    assert total(what_if(lines, {"2": {"pence": 70}})).planned == 170
    assert total(lines).planned == 150
    with pytest.raises(ValueError, match="no line 9"):
        what_if(lines, {"9": {"pence": 1}})


SOUND = Line("1", "Room", 100, first=date(2026, 3, 1), months=2)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, []),
        ({"pence": -1}, [("negative", True)]),
        ({"pence": 10**14}, [("too_large", True)]),
        ({"pence": 0}, [("zero", False)]),
        ({"words": "  "}, [("no_words", True)]),
        ({"months": 0}, [("no_months", True)]),
        ({"months": 121}, [("too_long", True)]),
        ({"profile": (1,)}, [("profile", True)]),
        ({"profile": (0, 0)}, [("profile", True)]),
        ({"profile": (2, -1)}, [("profile", True)]),
        ({"profile": (2, 1)}, []),
        ({"first": date(2026, 1, 1)}, [("outside", False)]),
        ({"months": 12}, [("outside", False)]),
    ],
)
def test_what_is_odd_in_a_line(changes, told):
    found = check([replace(SOUND, **changes)], first=date(2026, 2, 10), last=date(2026, 12, 31))
    assert [(one.code, one.forbids) for one in found] == told


def test_the_same_line_twice_is_pointed_out_once():
    found = check([SOUND, replace(SOUND, key="2"), replace(SOUND, key="3", pence=99)])
    assert [(one.key, one.code, one.other, one.forbids) for one in found] == [
        ("2", "twice", "1", False)
    ]


def test_overspent_lines_and_unknown_dimensions():
    assert Line("1", "Room", 100, spent=70, committed=40).is_over
    assert not Line("1", "Grant", 100, is_income=True, spent=140).is_over
    with pytest.raises(ValueError, match="no colour"):
        totals([SOUND], ("colour",))
