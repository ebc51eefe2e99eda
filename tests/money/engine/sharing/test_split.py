"""Shares add up to the penny and limits hold; who comes or goes bears the days it is there."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.periods import Period
from spinney.money.engine.sharing import (
    RULES,
    Band,
    Limits,
    Member,
    Rule,
    Sharing,
    compare,
    share,
    true_up,
)

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
DAYS = st.none() | st.dates(date(2025, 6, 1), date(2027, 6, 1))
MIX = (("equal", 1), ("use", 2), ("bands", 1))


def a_rule(kind: str) -> Rule:
    return Rule(kind, mix=MIX if kind == "mixed" else ())


MEMBERS = st.lists(
    st.builds(
        Member,
        key=st.uuids().map(str),
        income_pence=st.none() | st.integers(0, 10**10),
        staff=st.none() | st.decimals(0, 500, places=2),
        units=st.none() | st.decimals(0, 1000, places=2),
        parts=st.none() | st.integers(0, 20),
        first_day=DAYS,
        last_day=DAYS,
    ).filter(lambda one: not one.first_day or not one.last_day or one.first_day <= one.last_day),
    min_size=1, max_size=6, unique_by=lambda one: one.key,
)  # fmt: skip
LIMITS = st.builds(
    Limits,
    least_pence=st.none() | st.integers(0, 3000),
    most_pence=st.none() | st.integers(3000, 10**7),
    least_percent=st.none() | st.integers(0, 10),
    most_percent=st.none() | st.integers(20, 100),
)


@settings(max_examples=80, deadline=None)
@given(
    st.integers(0, 10**7), st.sampled_from(RULES), MEMBERS, LIMITS, st.sampled_from([None, YEAR])
)
def test_shares_add_up_and_limits_hold(pence, kind, members, limits, period):
    if period and not any(one.days_in(period) for one in members):
        with pytest.raises(BadInput, match="Nobody"):
            share(pence, a_rule(kind), members, limits=limits, period=period)
        return
    found = share(pence, a_rule(kind), members, limits=limits, period=period)
    assert found.is_whole + bool(found.missing) + bool(found.impossible) == 1
    assert Sharing.from_json(json.loads(json.dumps(found.to_json()))) == found
    for one, part in zip(members, found.parts, strict=False):
        there = Fraction(one.days_in(period), 365) if period else Fraction(1)
        assert limits.least(pence, there) <= part.pence <= limits.most(pence)
        assert abs(part.pence - Fraction(part.exact)) < 1
        assert sum((why.exact for why in part.pieces), Fraction(0)) == Fraction(part.natural)
    if found.is_whole:
        assert sum(one.pence for one in found.parts) == pence
        free = [
            Fraction(one.exact) / Fraction(one.natural)
            for one in found.parts if one.held in ("", "spread") and Fraction(one.natural)
        ]  # fmt: skip
        assert len(set(free)) <= 1, "who is not held bears the rest in proportion"


ASH = Member("ash", 300, 2, Decimal("1.5"), 3)
ELM = Member("elm", 100, 8, 3, 0)


@pytest.mark.parametrize(
    ("rule", "parts"),
    [
        (Rule("equal"), [5_000, 5_000]), (Rule("income"), [7_500, 2_500]),
        (Rule("staff"), [2_000, 8_000]), (Rule("use"), [3_333, 6_667]),
        (Rule("fixed"), [10_000, 0]),
        (Rule("bands", (Band(0, 1), Band(200, 3))), [7_500, 2_500]),
        (Rule("mixed", mix=(("equal", 1), ("fixed", 1))), [7_500, 2_500]),
    ],
)  # fmt: skip
def test_each_rule_goes_by_its_own_measure(rule, parts):
    assert [one.pence for one in share(10_000, rule, [ASH, ELM]).parts] == parts


def test_who_has_nothing_to_go_by_is_named():
    found = share(100, Rule("mixed", mix=(("income", 1), ("use", 1))), [ASH, Member("elm", 5)])
    assert [(one.member, one.what) for one in found.missing] == [("elm", "use")]
    assert share(100, Rule("staff"), [Member("ash", staff=0)]).missing


def test_a_days_cost_is_borne_by_those_who_are_there():
    late = Member("late", first_day=date(2026, 10, 1))
    gone = Member("gone", last_day=date(2026, 6, 30))
    found = share(36_500, Rule("equal"), [Member("all"), late, gone], period=YEAR)
    # £1 a day: 181 days shared by all and gone, 92 alone, 92 shared by all and late.
    assert found.by_member() == {"all": 22_850, "late": 4_600, "gone": 9_050}
    assert [(one.first, one.last, one.of) for one in found.parts[0].pieces] == [
        ("2026-01-01", "2026-06-30", 2),
        ("2026-07-01", "2026-09-30", 1),
        ("2026-10-01", "2026-12-31", 2),
    ]
    by_use = [Member("all", units=10), Member("gone", units=10, last_day=date(2026, 3, 31))]
    assert share(100, Rule("use"), by_use, period=YEAR).by_member() == {"all": 50, "gone": 50}


def test_a_smallest_share_counts_by_the_days_and_one_who_was_never_there_bears_nothing():
    gone = Member("gone", 10, last_day=date(2026, 7, 2))
    before = Member("before", None, last_day=date(2025, 7, 2))
    members = [Member("all", 10**8), gone, before]
    found = share(100_000, Rule("income"), members, limits=Limits(least_pence=3650), period=YEAR)
    assert found.by_member() == {"all": 98_170, "gone": 1_830, "before": 0}
    assert found.parts[1].held == "least"


@pytest.mark.parametrize(
    ("limits", "code", "pence"),
    [
        (Limits(least_pence=60), "least_above_cost", 120),
        (Limits(most_pence=40), "most_below_cost", 80),
        (Limits(least_pence=40, most_percent=30), "least_above_most", 40),
    ],
)
def test_limits_that_cannot_hold_are_said(limits, code, pence):
    found = share(100, Rule("equal"), [ASH, ELM], limits=limits).impossible
    assert (found.code, found.pence) == (code, pence)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Rule("whim"), lambda: Rule("mixed"), lambda: Rule("mixed", mix=(("mixed", 1),)),
        lambda: Rule("bands", (Band(5, 1),)), lambda: Rule("bands", (Band(0, 0),)),
        lambda: Limits(least_pence=2, most_pence=1), lambda: Limits(least_percent=-1),
        lambda: share(-1, Rule("equal"), [ASH]), lambda: share(1, Rule("equal"), []),
        lambda: share(1, Rule("equal"), [ASH, ASH]),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(BadInput):
        wrong()


def test_a_true_up_settles_what_was_paid_against_what_it_cost():
    budget, actual = (share(cost, Rule("equal"), [ASH, ELM]) for cost in (10_000, 9_001))
    lines = true_up(budget, actual, {"ash": 5_000, "left": 200})
    assert [(one.member, one.more) for one in lines] == [
        ("ash", -499), ("elm", 4_500), ("left", -200),
    ]  # fmt: skip
    assert sum(one.more for one in lines) == 9_001 - 5_200
    assert [one.more for one in true_up(budget, actual)] == [-499, -500]
    with pytest.raises(BadInput):
        true_up(budget, share(1, Rule("use"), [Member("ash")]))


def test_rules_are_set_side_by_side_with_what_each_would_pay_alone():
    rules = {"now": (Rule("equal"), Limits()), "then": (Rule("income"), Limits())}
    first, second = compare(10_000, rules, [ASH, ELM], alone={"ash": 6_000, "elm": 9_000})
    assert (first.dearer, second.dearer) == ((), ("ash",))
    assert (second.changes, second.least, second.most) == ({"ash": 2500, "elm": -2500}, 2500, 7500)
