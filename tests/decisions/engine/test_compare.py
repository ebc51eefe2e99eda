"""Several rules on the same papers."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from spinney.decisions.engine.compare import Compared, compare, usual_rules
from spinney.decisions.engine.problem import Kind
from spinney.decisions.engine.rules import RuleDoesNotFit, rules_for
from tests.decisions.engine.money import on_money

MONEY = on_money(Kind.APPROVE, [("ab", 5), ("a", 1), ("c", 4)], 100, a=60, b=40, c=40)


def test_says_what_each_chooses_and_whom_it_leaves_with_nothing():
    shares, greedy, phragmen = compare(MONEY)
    assert (shares.chosen, shares.spent, shares.share) == (("a", "c"), 100, 1)
    assert (greedy.chosen, greedy.gained, greedy.lost) == (("a", "b"), ("b",), ("c",))
    assert [one.left_out.number for one in (shares, greedy, phragmen)] == [0, 4, 1]
    assert (shares.same, greedy.same) == (True, False)
    assert phragmen.share == Fraction(4, 5)


def test_compares_the_rules_that_are_named_with_the_first():
    first, second = compare(MONEY, ["greedy", "equal_shares"])
    assert (first.rule, second.gained, second.lost) == ("greedy", ("c",), ("b",))
    with pytest.raises(RuleDoesNotFit):
        compare(MONEY, ["greedy", "stv"])


def test_without_money_all_that_fit_are_compared():
    free = replace(MONEY, budget=None)
    assert usual_rules(free) == rules_for(free)
    assert {one.share for one in compare(free)} == {None}


def test_nothing_to_spend_and_nobody_to_please():
    (one,) = compare(replace(MONEY, budget=0, papers=()), ["greedy"])
    assert (one.code, one.share, one.satisfaction, one.left_out.of) == (
        "nobody_voted",
        None,
        None,
        0,
    )


def test_reads_back_from_json():
    for one in compare(MONEY):
        assert Compared.from_json(json.loads(json.dumps(one.to_json()))) == one
