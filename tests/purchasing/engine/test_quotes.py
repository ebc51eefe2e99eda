"""Quotes made comparable and ranked: totals, marks, ties, other weights."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinney.purchasing.engine.pledges import PriceStep
from spinney.purchasing.engine.quotes import (
    Asked,
    Criterion,
    Offer,
    Ranking,
    compare,
    total_of,
    yearly_of,
)

ASKED = Asked(Decimal(10), months=12, payments_a_year=12)
PRICE, HELP = Criterion("price", 60, is_price=True), Criterion("help", 40)


def offer(key, pence, **more):
    return Offer(key, (PriceStep(Decimal(1), pence),), **more)


def test_a_total_says_each_of_its_parts():
    found = total_of(offer("a", 1_001, one_off_pence=99), ASKED)
    assert (found.running_pence, found.one_off_pence) == (120_120, 99)
    assert found.vat_pence == 24_044  # a fifth of 120,219 is 24,043.8
    assert found.with_vat_pence == 120_120 + 99 + 24_044


def test_a_price_with_vat_costs_the_same_as_that_price_without_it_and_a_fifth():
    assert total_of(offer("a", 1_200, includes_vat=True), ASKED).with_vat_pence == (
        total_of(offer("b", 1_000), ASKED).with_vat_pence
    )


@pytest.mark.parametrize(
    ("times", "months", "yearly", "total"),
    [(0, 36, 12_000, 12_000), (1, 36, 12_000, 36_000), (12, 18, 144_000, 216_000)],
)
def test_how_often_a_price_is_paid(times, months, yearly, total):
    asked = Asked(Decimal(10), months, times)
    one = offer("a", 1_000)
    assert (yearly_of(one, asked), total_of(one, asked).with_vat_pence) == (yearly, total)


def test_prices_by_quantity_take_the_step_that_is_reached():
    steps = (PriceStep(Decimal(5), 900), PriceStep(Decimal(10), 800))
    assert total_of(Offer("a", steps), ASKED).unit_pence == 800
    few = Asked(Decimal(2), 12, 12)
    assert not total_of(Offer("a", steps), few).is_known
    assert compare([Offer("a", steps)], [Criterion("p", 100, True)], {}, few).unpriced == ("a",)


def test_twice_the_price_has_half_the_marks():
    found = compare([offer("a", 100), offer("b", 200)], [Criterion("p", 100, True)], {}, ASKED)
    assert [(one.offer, one.score) for one in found.ranked] == [("a", 100), ("b", 50)]


def test_what_members_mark_can_outweigh_the_price_and_other_weights_say_so():
    marks = {"a": {"help": [1, 2]}, "b": {"help": [5, 5]}}
    found = compare([offer("a", 100), offer("b", 110)], [PRICE, HELP], marks, ASKED)
    assert found.winners == ("b",)
    a = next(one for one in found.ranked if one.offer == "a")
    assert [(one.mark, one.by, one.points) for one in a.marks] == [
        (5, 0, 60), (Fraction(3, 2), 2, 12),
    ]  # fmt: skip
    swings = {(one.criterion, one.weight, one.winners) for one in found.swings}
    # At 89 for the price: a 89 + 11 × 0.3 = 92.3, b 89 × 10/11 + 11 = 91.9; at 88 still b.
    assert swings == {("price", 89, ("a",)), ("help", 11, ("a",))}


def test_equal_scores_share_a_place():
    found = compare([offer("b", 100), offer("a", 100)], [Criterion("p", 100, True)], {}, ASKED)
    assert found.winners == ("a", "b")
    assert [one.place for one in found.ranked] == [1, 1]


def test_what_nobody_has_marked_is_told():
    found = compare([offer("a", 100)], [PRICE, HELP], {}, ASKED)
    assert not found.is_complete
    assert found.ranked[0].score == 60


def test_weights_add_up_to_a_hundred():
    with pytest.raises(ValueError, match="add up to 100"):
        compare([offer("a", 100)], [PRICE], {}, ASKED)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 10_000), min_size=1, max_size=5),
    st.integers(1, 99),
    st.lists(st.lists(st.integers(0, 5), max_size=3), min_size=5, max_size=5),
)
def test_scores_lie_between_nought_and_a_hundred_and_order_the_quotes(prices, weight, given_marks):
    offers = [offer(str(number), pence) for number, pence in enumerate(prices)]
    criteria = [Criterion("price", weight, True), Criterion("help", 100 - weight)]
    marks = {str(number): {"help": row} for number, row in enumerate(given_marks)}
    found = compare(offers, criteria, marks, ASKED)
    scores = [one.score for one in found.ranked]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= one <= 100 for one in scores)
    assert all(sum(m.points for m in one.marks) == one.score for one in found.ranked)
    for swing in found.swings:
        other = [
            Criterion(one.key, swing.weight if one.key == swing.criterion else 100 - swing.weight,
                      one.is_price) for one in criteria
        ]  # fmt: skip
        if all(one.weight for one in other):
            winners = compare(offers, other, marks, ASKED).winners
            assert set(winners) == set(swing.winners) != set(found.winners)
    assert Ranking.from_json(json.loads(json.dumps(found.to_json()))) == found
