"""What all rules that choose without money have in common, and what each does in the odd cases."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinney.decisions.engine.problem import Kind, Option, Paper, Problem, TieBreak
from spinney.decisions.engine.result import Outcome
from spinney.decisions.engine.rules import RULES, RuleDoesNotFit, count, rules_for
from spinney.decisions.engine.ties import lot_order
from tests.decisions.engine.drawn import ballots, simple

WITHOUT_MONEY = {
    "plurality": Kind.CHOOSE,
    "approval": Kind.APPROVE,
    "score": Kind.SCORE,
    "allocate": Kind.ALLOCATE,
    "stv": Kind.RANK,
    "stv_scottish": Kind.RANK,
    "condorcet": Kind.RANK,
    "borda": Kind.RANK,
    "times": Kind.TIMES,
}
EACH = pytest.mark.parametrize(("rule", "kind"), WITHOUT_MONEY.items())


def test_none_is_left_out():
    assert set(WITHOUT_MONEY) == {name for name, rule in RULES.items() if not rule.needs_budget}


@EACH
def test_odd_ballots(rule, kind):
    one = Option("a")
    outcomes = {
        "no options": count(rule, Problem(kind, (), (Paper({}),))),
        "nobody": count(rule, Problem(kind, (one,), ())),
        "all abstain": count(rule, Problem(kind, (one, Option("b")), (Paper({}), Paper({})))),
        "unknown option": count(rule, Problem(kind, (one,), (Paper({"x": 1}),))),
        "without votes": count(rule, Problem(kind, (one,), (Paper({"a": 1}, weight=0),))),
        "one voter, one option": count(rule, Problem(kind, (one,), (Paper({"a": 1}),))),
        "more places": count(rule, Problem(kind, (one,), (Paper({"a": 1}), Paper({})), seats=3)),
    }
    assert {name: (one.code, one.chosen) for name, one in outcomes.items()} == {
        "no options": ("no_options", ()),
        "nobody": ("nobody_voted", ()),
        "all abstain": ("none_supported", ()),
        "unknown option": ("none_supported", ()),
        "without votes": ("none_supported", ()),
        "one voter, one option": ("chosen", ("a",)),
        "more places": ("chosen", ("a",)),
    }
    told = outcomes["more places"].steps
    assert told[0].numbers["empty"] == 1
    assert next(step for step in told if step.code == "places_left").numbers == {"left": 2}


@EACH
def test_no_place_to_fill_is_no_ballot(rule, kind):
    with pytest.raises(ValueError, match="at least one"):
        count(rule, Problem(kind, (Option("a"),), (Paper({"a": 1}),), seats=0))


@EACH
@settings(max_examples=40)
@given(data=st.data())
def test_what_holds_of_every_ballot(rule, kind, data):
    problem = data.draw(ballots(kind))
    outcome = count(rule, problem)
    assert Outcome.from_json(outcome.to_json()) == outcome
    assert len(set(outcome.chosen)) == len(outcome.chosen) <= problem.seats
    assert set(outcome.chosen) <= set(problem.by_key)
    assert (outcome.code == "chosen") is bool(outcome.chosen)
    repeated = tuple(
        replace(paper, times=1) for paper in problem.papers for _ in range(paper.times)
    )
    shuffled = data.draw(st.permutations(repeated))
    again = count(rule, replace(problem, papers=tuple(shuffled)))
    assert (again.chosen, again.totals) == (outcome.chosen, outcome.totals)
    options = tuple(data.draw(st.permutations(problem.options)))
    assert count(rule, replace(problem, options=options)).chosen == outcome.chosen
    as_weight = tuple(replace(p, times=1, weight=p.votes) for p in problem.papers)
    assert count(rule, replace(problem, papers=as_weight)).chosen == outcome.chosen


@EACH
@settings(max_examples=40)
@given(data=st.data())
def test_names_do_not_matter_where_nothing_is_equal(rule, kind, data):
    problem = data.draw(ballots(kind))
    outcome = count(rule, problem)
    if outcome.ties:
        return
    named = {key: f"x{9 - place}" for place, key in enumerate(problem.by_key)}
    renamed = replace(
        problem,
        options=tuple(replace(one, key=named[one.key]) for one in problem.options),
        papers=tuple(
            replace(p, marks={named[key]: mark for key, mark in p.marks.items()})
            for p in problem.papers
        ),
    )
    chosen = set(count(rule, renamed).chosen)
    assert chosen == {named[key] for key in outcome.chosen}


@given(st.sampled_from(["plurality", "approval", "score", "allocate"]), st.data())
def test_sums_choose_the_highest(rule, data):
    problem = data.draw(ballots(WITHOUT_MONEY[rule]))
    outcome = count(rule, problem)
    sums = {
        key: sum(paper.marks.get(key, 0) * paper.votes for paper in problem.papers)
        for key in problem.by_key
    }
    assert outcome.totals == sums
    rest = [total for key, total in sums.items() if key not in outcome.chosen]
    assert min((sums[key] for key in outcome.chosen), default=0) >= max(rest, default=0) or (
        len(outcome.chosen) < problem.seats
    )


def test_ties_are_parted_as_stated_and_told_with_whether_they_mattered():
    papers = ["ab", "ab", "c"]
    one = count("approval", simple(Kind.APPROVE, papers, ties=(TieBreak.EARLIER,)))
    assert (one.chosen, one.ties[0].parted_by, one.ties[0].mattered) == (("a",), "earlier", True)
    two = count("approval", simple(Kind.APPROVE, papers, seats=2))
    assert (set(two.chosen), two.ties[0].mattered) == ({"a", "b"}, False)
    lot = count("approval", simple(Kind.APPROVE, papers, seed="published"))
    assert lot.chosen == lot_order("published", ["a", "b"])[:1]


def test_a_rule_is_not_made_to_count_what_it_cannot():
    with pytest.raises(RuleDoesNotFit):
        count("stv", simple(Kind.APPROVE, ["a"]))
    assert rules_for(simple(Kind.SCORE, ["a"])) == ("score", "condorcet")


def test_score_tells_sum_mean_and_how_many():
    outcome = count("score", simple(Kind.SCORE, [{"a": 5}, {"a": 2, "b": 4}, {"b": 4, "c": 0}]))
    told = {step.code: step.tallies for step in outcome.steps}
    assert outcome.chosen == ("b",)
    assert told["sums"] == {"a": 7, "b": 8, "c": 0}
    assert told["means"] == {"a": 3.5, "b": 4, "c": 0}
    assert told["scored_by"] == {"a": 2, "b": 2, "c": 1}


def test_first_choices_that_are_shared_are_split():
    outcome = count("plurality", simple(Kind.RANK, ["ab c", "b a"]))
    assert outcome.totals == {"a": 0.5, "b": 1.5, "c": 0}


def test_ranked_options_are_approved_of_and_points_go_down_by_place():
    problem = simple(Kind.RANK, [("a b", 3), ("b c", 2)])
    assert count("approval", problem).totals == {"a": 3, "b": 5, "c": 2}
    assert count("borda", problem).totals == {"a": 6, "b": 7, "c": 2}


@pytest.mark.parametrize(
    ("papers", "chosen", "lost"),
    [
        ([{"a": 2, "b": 1, "c": 2}, {"a": 0, "b": 1, "c": 2}], "c", 0),
        ([{"a": 2, "b": 1}, {"a": 2, "b": 2}], "a", 0),
        ([{"a": 2, "b": 2}, {"a": 2, "b": 2}], "a", 0),
        ([{"c": 2}, {"a": 0, "c": 0, "b": 2}, {"b": 1, "c": 2}], "c", 1),
        ([{"a": 2}, {"b": 2}, {"b": 1}, {}], "b", 1),
    ],
)
def test_the_best_time_loses_the_fewest_then_needs_the_fewest_favours(papers, chosen, lost):
    outcome = count("times", simple(Kind.TIMES, papers))
    assert outcome.chosen == (chosen,)
    assert outcome.steps[-1].code == "lost"
    assert outcome.steps[-1].numbers["lost"] == lost
