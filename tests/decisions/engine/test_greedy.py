"""Greedy: most points first, as far as the money goes."""

from fractions import Fraction

import pytest

from spinney.decisions.engine.problem import Kind
from spinney.decisions.engine.rules.greedy import Limits, greedy
from tests.decisions.engine.money import on_money

PAPERS = [("abc", 3), ("ab", 2), ("a", 1), ("d", 1)]


def steps_of(outcome):
    return [(step.code, *step.options) for step in outcome.steps]


def votes(limits=Limits(), **costs):  # noqa: B008
    return greedy(on_money(Kind.APPROVE, PAPERS, 10, **costs), limits)


def test_passes_over_what_does_not_fit():
    outcome = votes(a=6, b=5, c=4, d=1)
    assert (outcome.chosen, outcome.spent) == (("a", "c"), 10)
    assert steps_of(outcome) == [
        ("bought", "a"), ("too_dear", "b"), ("bought", "c"), ("too_dear", "d")
    ]  # fmt: skip
    assert dict(outcome.steps[0].numbers) == {"cost": 6, "votes": 6, "points": 6, "left": 4}
    assert dict(outcome.steps[1].numbers) == {"cost": 5, "left": 4}


@pytest.mark.parametrize(
    ("limits", "costs", "told"),
    [
        (Limits(stop=True), (6, 5, 4, 1),
         [("bought", "a"), ("stopped", "b"), ("not_reached", "c"), ("not_reached", "d")]),
        (Limits(least=Fraction(3)), (6, 5, 4, 1),
         [("bought", "a"), ("too_dear", "b"), ("bought", "c"), ("below_least", "d")]),
        (Limits(reserve=Fraction(4, 5)), (6, 5, 4, 1),
         [("bought", "a"), ("bought_from_reserve", "b"), ("not_reached", "c"),
          ("not_reached", "d")]),
        (Limits(reserve=Fraction(4, 5), stop=True), (6, 6, 4, 1),
         [("bought", "a"), ("stopped", "b"), ("not_reached", "c"), ("not_reached", "d")]),
        (Limits(stop=True, withdrawn=frozenset("b")), (6, 5, 4, 1),
         [("bought", "a"), ("withdrawn", "b"), ("bought", "c"), ("stopped", "d")]),
        (Limits(exclusive=(frozenset("ac"),)), (1, 5, 4, 1),
         [("bought", "a"), ("bought", "b"), ("excluded", "c", "a"), ("bought", "d")]),
    ],
)  # fmt: skip
def test_what_cities_add(limits, costs, told):
    assert steps_of(votes(limits, **dict(zip("abcd", costs, strict=True)))) == told


@pytest.mark.parametrize(
    ("costs", "chosen", "mattered"),
    [((6, 5), "b", True), ((5, 5), "ab", False), ((11, 12), "", False), ((11, 5), "b", False)],
)
def test_a_tie_matters_where_another_order_would_choose_others(costs, chosen, mattered):
    a, b = costs
    outcome = greedy(on_money(Kind.APPROVE, [("ab", 2)], 10, a=a, b=b))
    (tie,) = outcome.ties
    assert set(outcome.chosen) == set(chosen)
    assert (tie.options, tie.mattered) == (("a", "b"), mattered)
    assert tie.parted_by == ("lot" if a == b else "cheaper")


def test_more_votes_part_equal_points():
    outcome = greedy(on_money(Kind.ALLOCATE, [{"a": 4}, {"b": 2}, {"b": 2}], 5, a=5, b=5))
    assert outcome.chosen == ("b",)
    assert outcome.ties[0].parted_by == "more_votes"
