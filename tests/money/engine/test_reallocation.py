"""May this underspend go there: each rule by itself, and what holds of all of them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.money.engine.reallocation import Move, Rules, Share, allows, check, suggest
from spinney.money.engine.underspend import Pace, forecast

NORTH, SOUTH = frozenset({"North"}), frozenset({"South"})
ASH = Share("1", "ash", 60_000, spent=10_000, committed=5_000, is_small=False, areas=NORTH)
ELM = Share("2", "elm", 40_000, spent=20_000, is_small=True, areas=SOUTH)
YEW = Share("3", "yew", 20_000, is_small=True, areas=NORTH)
LINES = [ASH, ELM, YEW]


def told(lines, moves, rules=Rules()):  # noqa: B008  (it is frozen)
    return {
        (one.code, one.about): (one.verdict, one.before, one.after, one.limit)
        for one in check(lines, moves, rules)
    }


def test_what_keeps_every_rule_is_allowed_and_each_rule_says_its_figures():
    found = told(LINES, [Move("1", "3", 30_000)])
    assert found[("small_share", "")] == ("holds", 60_000, 90_000, 40_000)
    assert found[("coverage", "North")] == ("holds", 2, 2, 1)
    assert found[("spent", "1")] == ("holds", 60_000, 30_000, 15_000)
    assert found[("whole", "")] == ("holds", 120_000, 120_000, 120_000)
    assert allows(check(LINES, [Move("1", "3", 30_000)], Rules()))


@pytest.mark.parametrize(
    ("lines", "moves", "code", "why"),
    [
        (LINES, [Move("2", "1", 15_000), Move("3", "1", 15_000)], "small_share", None),
        (LINES, [Move("2", "3", 20_000)], "coverage", ("nobody_left", ("elm",))),
        (LINES, [Move("1", "3", 45_001)], "spent", ("bound", ("10000", "5000"))),
        (LINES, [], "amounts", ("no_moves", ())),
        (LINES, [Move("1", "1", 5)], "amounts", ("same_line", ("1", "1"))),
        (LINES, [Move("1", "9", 5)], "amounts", ("no_such_line", ("1", "9"))),
        (LINES, [Move("1", "3", -5)], "amounts", ("no_amount", ("1", "3"))),
        (
            [replace(ASH, fund="Lottery", is_bound=True), ELM, YEW],
            [Move("1", "3", 5)], "purpose", ("other_fund", ("Lottery", "")),
        ),
        (
            [replace(ASH, fund="L", purpose="youth", is_bound=True), ELM, replace(YEW, fund="L")],
            [Move("1", "3", 5)], "purpose", ("other_purpose", ("youth", "")),
        ),
    ],
)  # fmt: skip
def test_each_rule_stands_in_the_way(lines, moves, code, why):
    broken = [one for one in check(lines, moves, Rules()) if not one.allows]
    assert [one.code for one in broken] == [code]
    if why:
        assert broken[0].why == (why,)


def test_a_rule_that_is_no_worse_than_before_does_not_stand_in_the_way():
    lines = [ASH, replace(ELM, pence=25_000), replace(YEW, is_small=False)]  # a third is 35,000
    better = told(lines, [Move("1", "2", 1_000)])
    assert better[("small_share", "")] == ("better", 25_000, 26_000, 35_000)
    same = told(lines, [Move("1", "3", 1_000)])
    assert same[("small_share", "")] == ("same", 25_000, 25_000, 35_000)
    assert allows(check(lines, [Move("1", "3", 1_000)], Rules()))
    assert told(lines, [Move("1", "2", 20_000)])[("small_share", "")][0] == "mends"
    assert told(lines, [Move("2", "1", 1)])[("small_share", "")][0] == "breaks"


def test_the_price_and_the_share_are_parameters_and_unknown_incomes_are_named():
    rules = Rules(Fraction(1, 2), price=130_000)
    assert told(LINES, [Move("1", "3", 5)], rules)[("small_share", "")][3] == 65_000
    assert "small_share" not in {
        one.code for one in check(LINES, [Move("1", "3", 5)], Rules(Fraction(0)))
    }
    unknown = check([*LINES, Share("4", "oak", 10)], [Move("1", "3", 5)], Rules())
    named = next(one for one in unknown if one.code == "small_share")
    assert named.why == (("income_not_known", ("oak",)),)


def test_an_area_that_must_be_covered_and_is_not_needs_somebody():
    rules = Rules(covered=frozenset({"North", "West"}))
    found = told(LINES, [Move("1", "3", 5)], rules)
    assert found[("coverage", "West")] == ("same", 0, 0, 1)


def test_what_is_left_over_goes_first_to_who_alone_works_in_an_area():
    """D8: two partners are short; the one whose area nobody else covers is kept going first."""
    plans = {
        "1": Pace("1", (10_000,) * 6, (1_000,) * 6, committed=5_000),
        "2": Pace("2", (4_000,) * 10, (6_000,) * 5),
        "3": Pace("3", (2_000,) * 10, (4_000,) * 5),
    }
    forecasts = {key: forecast(one) for key, one in plans.items()}
    lines = [
        Share("1", "ash", 60_000, 6_000, 5_000, is_small=True, areas=NORTH),
        Share("2", "elm", 40_000, 30_000, is_small=True, areas=SOUTH),
        Share("3", "yew", 20_000, 20_000, is_small=True, areas=NORTH),
    ]
    moves = suggest(lines, forecasts, Rules())
    assert [(one.source, one.target) for one in moves] == [("1", "2"), ("1", "3")]
    assert moves[0].pence == forecasts["2"].short
    assert sum(one.pence for one in moves) <= forecasts["1"].left_at_least
    assert allows(check(lines, moves, Rules()))


SHARES = st.lists(
    st.builds(
        Share, st.just(""), st.sampled_from(("ash", "elm", "yew")), st.integers(0, 9_000),
        st.integers(0, 3_000), st.integers(0, 3_000), st.sampled_from(("A", "B")),
        st.sampled_from(("", "p")), st.booleans(), st.none() | st.booleans(),
        st.frozensets(st.sampled_from(("North", "South"))),
    ), min_size=1, max_size=6,
).map(lambda found: [replace(one, key=str(n)) for n, one in enumerate(found)])  # fmt: skip
MOVES = st.lists(
    st.builds(
        Move, st.sampled_from("012345"), st.sampled_from("012345"), st.integers(-5, 9_000)
    ),
    max_size=5,
)  # fmt: skip


@given(SHARES, MOVES)
def test_what_is_allowed_keeps_what_every_rule_promises(lines, moves):
    if not allows(check(lines, moves, Rules())):
        return
    assert moves
    pence = {one.key: one.pence for one in lines}
    for move in moves:
        assert move.pence > 0
        source = next(one for one in lines if one.key == move.source)
        target = next(one for one in lines if one.key == move.target)
        assert not (source.is_bound or target.is_bound) or source.fund == target.fund
        pence[move.source] -= move.pence
        pence[move.target] += move.pence
    assert sum(pence.values()) == sum(one.pence for one in lines)
    for one in lines:
        assert pence[one.key] >= min(one.pence, one.bound)
    small = [one.key for one in lines if one.is_small]
    now, was = (sum(found[key] for key in small) for found in (
        pence, {one.key: one.pence for one in lines}
    ))  # fmt: skip
    assert now * 3 >= sum(pence.values()) or now >= was
    for area in ("North", "South"):
        before = any(area in one.areas and one.pence > one.spent for one in lines)
        after = any(area in one.areas and pence[one.key] > one.spent for one in lines)
        assert after or not before
