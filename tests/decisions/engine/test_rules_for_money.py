"""What all rules that share out money have in common, and what each does in the odd cases."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinney.decisions.engine.problem import Kind, Option, Paper, Problem
from spinney.decisions.engine.result import Outcome
from spinney.decisions.engine.rules import RULES, RuleDoesNotFit, count, rules_for
from tests.decisions.engine.money import money_ballots, on_money, one_by_one, renamed, shuffled

FOR_MONEY = [name for name, rule in RULES.items() if rule.needs_budget]
EACH = pytest.mark.parametrize("rule", FOR_MONEY)
KINDS = [Kind.CHOOSE, Kind.APPROVE, Kind.SCORE, Kind.ALLOCATE]


@EACH
def test_odd_ballots(rule):
    a = Option("a", cost=5)

    def told(*papers, options=(a,), budget=10):
        outcome = count(rule, Problem(Kind.APPROVE, options, papers, budget=budget))
        return outcome.code, outcome.chosen, outcome.spent

    yes = Paper({"a": 1})
    assert told(yes, options=()) == ("no_options", (), 0)
    assert told() == ("nobody_voted", (), 0)
    assert told(Paper({}), Paper({})) == ("none_supported", (), 0)
    assert told(Paper({"x": 1})) == ("none_supported", (), 0)
    assert told(Paper({"a": 1}, weight=0)) == ("none_supported", (), 0)
    assert told(yes) == ("chosen", ("a",), 5)
    assert told(yes, budget=0) == ("nothing_affordable", (), 0)
    assert told(yes, budget=4) == ("nothing_affordable", (), 0)
    assert told(yes, options=(Option("a"),), budget=0) == ("chosen", ("a",), 0)
    assert told(yes, options=(a, Option("b", cost=1))) == ("chosen", ("a",), 5)


@EACH
@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_holds_of_all_ballots(rule, kind, data):
    problem = data.draw(money_ballots(kind))
    outcome = count(rule, problem)
    supported = {key for key, total in outcome.totals.items() if total}
    assert outcome.spent == sum(problem.by_key[key].cost for key in outcome.chosen)
    assert outcome.spent <= problem.budget
    assert set(outcome.chosen) <= supported
    assert len(set(outcome.chosen)) == len(outcome.chosen)
    assert Outcome.from_json(outcome.to_json()) == outcome
    assert count(rule, one_by_one(problem)) == outcome
    order = data.draw(st.permutations(problem.papers))
    assert count(rule, replace(problem, papers=tuple(order))) == outcome
    if not outcome.ties:
        assert count(rule, shuffled(problem, order)).chosen == renamed(outcome.chosen)


def test_ranked_papers_have_the_points_of_borda():
    problem = on_money(Kind.RANK, ["a b c", "ab c", "c"], 10, a=4, b=5, c=6)
    totals = {"a": Fraction(11, 2), "b": Fraction(9, 2), "c": Fraction(5)}
    for rule in ("greedy", "equal_shares"):
        assert count(rule, problem).totals == totals
    three = replace(problem, most_marks=1)
    assert count("greedy", three).totals == {"a": Fraction(3, 2), "b": Fraction(1, 2), "c": 1}


def test_rules_say_why_they_do_not_fit():
    money = on_money(Kind.RANK, ["a b"], 10, a=4, b=5)
    assert set(rules_for(money)) == set(FOR_MONEY) - {"phragmen"}
    assert not set(rules_for(replace(money, budget=None))) & set(FOR_MONEY)
    for rule, problem, code in (
        ("phragmen", money, "other_papers"),
        ("greedy", replace(money, budget=None), "needs_budget"),
        ("stv", money, "no_budget"),
        ("best", money, "unknown_rule"),
    ):
        with pytest.raises(RuleDoesNotFit) as misfit:
            count(rule, problem)
        assert misfit.value.code == code
        assert rule in str(misfit.value)
