"""The single transferable vote. Besides these tests, `stv_scottish` elected the same as the
`stv_scottish` of pref_voting 1.18.2 on all 2,046 ballots drawn at random on which no lot decided,
and `stv` with one place the same as its and pyrankvote 2.0.6's instant run-off on all 1,794.
"""

from fractions import Fraction
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinney.decisions.engine.files import rankings_csv
from spinney.decisions.engine.problem import Kind, Option, Paper, Problem
from spinney.decisions.engine.rules import count
from spinney.decisions.engine.rules.standing import known_marks, ranking_of
from spinney.decisions.engine.rules.stv import quota_of
from tests.decisions.engine.drawn import ballots, simple
from tests.decisions.engine.real import portland, real_lines

BOTH = pytest.mark.parametrize("rule", ["stv", "stv_scottish"])


@given(st.integers(0, 10**6), st.integers(1, 50))
def test_the_quota_is_the_least_that_too_many_cannot_have(votes, seats):
    quota = quota_of(votes, seats)
    assert quota * (seats + 1) > votes
    assert (quota - 1) * (seats + 1) <= votes


@BOTH
@given(problem=ballots(Kind.RANK))
def test_no_vote_is_lost_or_made(rule, problem):
    outcome = count(rule, problem)
    valid = sum(paper.votes for paper in problem.papers if paper.marks)
    for step in outcome.steps:
        if step.code in ("surplus", "excluded"):
            spread = sum(step.tallies.values())
            assert spread + step.numbers["exhausted"] + step.numbers["cut"] == valid
            assert step.numbers["cut"] >= 0
            assert step.numbers["cut"] == 0 or rule == "stv_scottish"
    if outcome.code == "chosen":
        assert len(outcome.chosen) == min(problem.seats, len(problem.options))


@given(ballots(Kind.RANK))
def test_a_majority_of_first_choices_wins_one_place_and_no_others_tie(problem):
    problem = Problem(problem.kind, problem.options, problem.papers, seed="s")
    first = count("plurality", problem).totals
    valid = sum(paper.votes for paper in problem.papers if paper.marks)
    sure = [key for key, votes in first.items() if 2 * votes > valid]
    if sure:
        assert count("stv", problem).chosen == tuple(sure)


@settings(max_examples=40)
@given(ballots(Kind.RANK, most_options=4, most_papers=4))
def test_equal_places_are_all_their_orders_each_with_the_same_weight(problem):
    """24 votes a paper, so that every order of up to four equal options has whole votes."""
    whole, orders = [], []
    for paper in problem.papers:
        levels = ranking_of(problem, known_marks(problem, paper))
        each = list(product(*(permutations(level) for level in levels)))
        whole.append(Paper(paper.marks, weight=24, times=paper.times))
        for order in each:
            flat = [key for level in order for key in level]
            marks = {key: place for place, key in enumerate(flat, 1)}
            orders.append(Paper(marks, weight=24 // len(each), times=paper.times))
    shared, apart = (
        count(
            "stv",
            Problem(Kind.RANK, problem.options, tuple(papers), seats=problem.seats, seed="s"),
        )
        for papers in (whole, orders)
    )
    assert shared.chosen == apart.chosen
    assert shared.steps[1:] == apart.steps[1:]


def test_a_surplus_goes_on_at_the_part_that_is_left_of_it():
    problem = simple(Kind.RANK, [("a b", 6), ("a c", 3), ("c", 2), ("b", 1)], seats=2)
    outcome = count("stv", problem)
    surplus = next(step for step in outcome.steps if step.code == "surplus")
    assert outcome.steps[1].numbers["quota"] == 5
    assert surplus.numbers["surplus"] == 4
    assert surplus.tallies == {"a": 5, "b": 1 + Fraction(6 * 4, 9), "c": 2 + Fraction(3 * 4, 9)}
    assert outcome.chosen == ("a", "b")
    scottish = count("stv_scottish", problem)
    cut = next(step for step in scottish.steps if step.code == "surplus")
    assert cut.tallies["b"] == 1 + 6 * Fraction(44444, 10**5)
    assert cut.numbers["cut"] == Fraction(4, 10**5)


def test_a_tie_is_parted_by_the_latest_round_in_which_they_were_not_equal():
    papers = [("a", 6), ("b", 4), ("c", 3), ("d c", 1), ("e a", 2)]
    outcome = count("stv", simple(Kind.RANK, papers, "abcde"))
    tie = next(tie for tie in outcome.ties if tie.options == ("b", "c"))
    assert (tie.parted_by, tie.order) == ("earlier_round", ("b", "c"))


def test_a_tie_that_changes_nobodys_election_is_told_as_such():
    idle = count("stv", simple(Kind.RANK, [("a", 9), ("b", 4), ("c", 1), ("d", 1)], "abcd"))
    assert idle.ties == ()
    unhurt = count("stv", simple(Kind.RANK, [("a", 5), ("b", 4), ("c", 1), ("d", 1)], "abcd"))
    assert [tie.mattered for tie in unhurt.ties] == [False]
    heavy = count("stv", simple(Kind.RANK, [("a", 5), ("b c", 3), ("c b", 3)], "abc"))
    assert [tie.mattered for tie in heavy.ties] == [True]


def test_a_withdrawn_option_is_passed_over():
    problem = simple(Kind.RANK, [("a b", 3), ("b", 2), ("c", 4)])
    left = Problem(Kind.RANK, (Option("b"), Option("c")), problem.papers, seed="s")
    assert count("stv", left).chosen == ("b",)


@BOTH
def test_the_scottish_ward_elects_whom_it_elected(rule):
    """Na Hearadh agus Ceann a Deas nan Loch, 3 May 2012."""
    outcome = count(rule, rankings_csv.read(real_lines("rcv/eilean_siar_2012_ward3.csv")))
    assert outcome.chosen == ("1", "3", "2")
    assert outcome.totals == {"1": 498, "2": 69, "3": 202, "4": 33}
    assert outcome.steps[1].numbers["quota"] == 201


@pytest.mark.slow
def test_portland_elects_whom_it_elected():
    """City councillors of district 1, 5 November 2024: 42,871 papers, 17 candidates, 3 places."""
    problem = portland()
    outcome = count("stv", problem)
    names = [problem.by_key[key].name for key in outcome.chosen]
    assert set(names) == {"Candace Avalos", "Jamie Dunphy", "Loretta Smith"}
    assert names[0] == "Candace Avalos"
