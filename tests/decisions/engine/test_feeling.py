"""The balance of feeling: spread, agreement, who is left out, and voices."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.decisions.engine.agreement import agreement
from spinney.decisions.engine.feeling import Feeling, feeling
from spinney.decisions.engine.problem import Kind, Paper, Problem
from spinney.decisions.engine.voices import Voices, voices_feeling
from spinney.decisions.engine.ways import WAYS
from tests.decisions.engine.drawn import ballots, simple

COUNTS = st.lists(st.integers(0, 6), min_size=1, max_size=7).filter(any)


@given(COUNTS, st.integers(2, 5))
def test_agreement_lies_between_its_ends_and_hangs_on_shares_alone(counts, more):
    index = agreement(counts)
    assert -1 <= index <= 1
    assert agreement([one * more for one in counts]) == index
    assert agreement(counts[::-1]) == index


@pytest.mark.parametrize(
    ("counts", "index"),
    [
        ([0, 7, 0, 0], 1),
        ([3, 3, 3], 0),
        ([5, 0, 0, 0, 5], -1),
        ([3, 3], 0),
        ([9], 1),
        ([0, 4, 4, 0], Fraction(2, 3)),
        # van der Eijk's own example, and what agrmt (R) gives for it: 0.6113333
        ([30, 40, 210, 130, 530, 50, 10], Fraction(917, 1500)),
    ],
)
def test_agreement_of_known_spreads(counts, index):
    assert agreement(counts) == index


@pytest.mark.parametrize("counts", [[0, 0], [], [2, -1]])
def test_nobody_has_no_agreement(counts):
    with pytest.raises(ValueError, match="at least one person"):
        agreement(counts)


@given(st.sampled_from(Kind).flatmap(ballots), st.data())
def test_what_holds_of_every_balance(problem, data):
    chosen = data.draw(st.lists(st.sampled_from(list(problem.by_key)), unique=True))
    balance = feeling(problem, chosen)
    assert Feeling.from_json(balance.to_json()) == balance
    voters = sum(paper.times for paper in problem.papers if paper.marks)
    assert balance.left_out.of == voters
    assert 0 <= balance.left_out.number <= voters
    assert balance.satisfaction is None or 0 <= balance.satisfaction <= 1
    for spread in balance.spreads.values():
        assert sum(spread.counts.values()) + spread.unmarked == voters
        if spread.how != "nobody":
            assert spread.least <= spread.lower <= spread.middle <= spread.upper <= spread.most
            assert spread.least <= spread.mean <= spread.most


def test_scores_spread_and_who_is_left_out_by_name():
    papers = tuple(
        Paper({"van": van, "shed": shed}, name)
        for name, van, shed in [
            ("Alder", 5, 0),
            ("Beech", 5, 1),
            ("Cherry", 0, 5),
            ("Dogwood", 0, 4),
        ]
    )
    base = simple(Kind.SCORE, [], ["van", "shed", "none"], most_each=5)
    balance = feeling(Problem(Kind.SCORE, base.options, papers, most_each=5), ["van"])
    van = balance.spreads["van"]
    assert (van.least, van.lower, van.middle, van.upper, van.most) == (0, 0, 2.5, 5, 5)
    assert (van.counts[5], van.counts[0], van.agreement, van.how) == (2, 2, -1, "divided")
    assert balance.spreads["none"].how == "nobody"
    assert balance.spreads["none"].unmarked == 4
    assert (balance.left_out.number, balance.left_out.voters) == (2, ("Cherry", "Dogwood"))
    assert balance.satisfaction == Fraction(1, 2)


@pytest.mark.parametrize(
    ("kind", "paper", "liked"),
    [
        (Kind.CHOOSE, "b", "b"),
        (Kind.ALLOCATE, {"a": 0, "b": 1}, "b"),
        (Kind.SCORE, {"a": 2, "b": 3, "c": 5}, "bc"),
        (Kind.RANK, "a b c d", "ab"),
        (Kind.RANK, "a bc", "abc"),
        (Kind.RANK, "d", "d"),
        (Kind.TIMES, {"a": 0, "b": 1, "c": 2}, "bc"),
    ],
)
def test_what_a_paper_likes(kind, paper, liked):
    problem = simple(kind, [paper], "abcd", most_each=5 if kind is Kind.SCORE else None)
    pleased = {key for key in "abcd" if feeling(problem, [key]).left_out.number == 0}
    assert pleased == set(liked)


@pytest.mark.parametrize(
    ("ticked", "how"),
    [(6, "agreed"), (5, "agreed"), (4, "leaning"), (3, "divided"), (2, "leaning"), (0, "agreed")],
)
def test_ticks_are_agreed_leaning_or_divided(ticked, how):
    papers = [("ab", ticked), ("b", 6 - ticked)]
    assert feeling(simple(Kind.APPROVE, papers, "ab"), ["a"]).spreads["a"].how == how


def test_a_place_that_is_missing_is_the_last():
    spread = feeling(simple(Kind.RANK, ["a b", "b"]), ["a"]).spreads["a"]
    assert spread.counts == {1: 1, 2: 0, 3: 1}
    assert feeling(simple(Kind.RANK, ["a b", "b"]), ["b"]).satisfaction == Fraction(3, 4)


@pytest.mark.parametrize(
    ("way", "counts", "how", "agree", "against"),
    [
        ("gradients", {}, "nobody", 0, 0),
        ("gradients", {"abstain": 3}, "nobody", 0, 0),
        ("gradients", {"endorse": 2, "reservations": 3}, "whole", 5, 0),
        ("gradients", {"endorse": 2, "stand_aside": 3, "abstain": 1}, "broad", 2, 0),
        ("gradients", {"endorse": 2, "disagree": 1}, "divided", 2, 1),
        ("gradients", {"endorse": 1, "disagree": 1, "off": 1}, "against", 1, 2),
        ("gradients", {"endorse": 8, "veto": 1}, "stopped", 8, 1),
        ("consent", {"consent": 4, "object": 1}, "stopped", 4, 1),
        ("consensus", {"agree": 4, "disagree": 1}, "divided", 4, 1),
        ("consensus", {"agree": 1, "disagree": 5}, "against", 1, 5),
        ("motion", {"agree": 2, "disagree": 2}, "divided", 2, 2),
        ("sense_check", {"looks_good": 4}, "agreed", 0, 0),
        ("sense_check", {"looks_good": 3, "concerned": 3}, "divided", 0, 0),
    ],
)
def test_voices(way, counts, how, agree, against):
    voices = voices_feeling(WAYS[way], counts)
    assert (voices.how, voices.agree, voices.against) == (how, agree, against)
    assert voices.abstained == counts.get("abstain", 0)
    assert Voices.from_json(voices.to_json()) == voices
