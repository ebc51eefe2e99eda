"""The Method of Equal Shares: what it must do, and that the quick ways count as the exact one."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinney.decisions.engine.problem import Kind
from spinney.decisions.engine.rules import raising
from spinney.decisions.engine.rules.equal_shares import Ending, Way, equal_shares
from spinney.decisions.engine.rules.estimates import Estimate
from spinney.decisions.engine.rules.purses import Worth, buy
from spinney.decisions.engine.rules.raising import Sizes, raise_shares
from spinney.decisions.engine.rules.reaching import reach
from spinney.decisions.engine.rules.tally import tally_of
from spinney.decisions.engine.ties import part
from tests.decisions.engine.money import money_ballots, on_money

KINDS = st.sampled_from([Kind.APPROVE, Kind.SCORE, Kind.RANK])
BALLOTS = KINDS.flatmap(money_ballots)
WORTHS = st.sampled_from(Worth)


def rank_of(problem, tally):
    order, _ = part(problem, tally.keys, tally.support)
    return {option: order.index(key) for option, key in enumerate(tally.keys)}


def test_the_minority_has_its_share():
    """6 of 10 want a and b, 4 want c: by greedy, c's voters would have nothing."""
    problem = on_money(Kind.APPROVE, [("ab", 6), ("c", 4)], 100, a=50, b=49, c=40)
    plain = equal_shares(problem, Way(ending=Ending.NONE))
    assert plain.chosen == ("b", "c")
    assert [(step.code, *step.options) for step in plain.steps] == [
        ("shares",), ("bought", "b"), ("bought", "c"), ("too_dear", "a")
    ]  # fmt: skip
    assert dict(plain.steps[1].numbers) == {
        "cost": 49, "votes": 6, "price": Fraction(49, 6), "gave_all": 0, "backing": 6, "left": 51
    }  # fmt: skip
    assert dict(plain.steps[3].numbers) == {"cost": 50, "behind": 11}


def test_who_has_too_little_gives_all_and_others_more():
    """Three pay 8 of their 10 for a. For b (11) one of them has 2 left; the other pays 9."""
    problem = on_money(Kind.APPROVE, [("ab", 1), ("a", 2), ("b", 1)], 40, a=24, b=11)
    bought = equal_shares(problem, Way(ending=Ending.NONE)).steps[2]
    assert (bought.code, bought.options) == ("bought", ("b",))
    assert dict(bought.numbers) == {
        "cost": 11, "votes": 2, "price": 9, "gave_all": 1, "backing": Fraction(11, 9), "left": 5
    }  # fmt: skip


def test_points_make_some_pay_more():
    problem = on_money(Kind.SCORE, [{"a": 3}, {"a": 1}], 20, a=8)
    (bought,) = (step for step in equal_shares(problem).steps if step.code == "bought")
    assert bought.numbers["price"] == 2  # a point: 6 and 2 are paid


def test_shares_are_raised_until_the_next_raise_would_overspend():
    """Shares of 25: a (30) is bought for 15 each. At 40 its supporters could buy b (50) as well;
    at 70 the third voter could buy c, and the budget would be overspent.
    """
    problem = on_money(Kind.APPROVE, [("ab", 2), ("c", 1)], 85, a=30, b=50, c=70)
    raised = equal_shares(problem, Way(ending=Ending.ADD1))
    assert raised.chosen == ("a", "b")
    step = next(step for step in raised.steps if step.code == "raised")
    assert dict(step.numbers) == {
        "share": 69, "raises": 41, "raise_by": 1, "why": "would_overspend"
    }  # fmt: skip
    all_of_it = equal_shares(replace(problem, budget=1000), Way(ending=Ending.ADD1))
    assert set(all_of_it.chosen) == {"a", "b", "c"}


def test_what_is_left_is_spent_greedily():
    """Shares of 10 buy nothing; b has most votes. Raised to 11, b's two could buy it; a's one
    could not buy a before 20, when it would be too much.
    """
    problem = on_money(Kind.APPROVE, ["a", "b", "b"], 40, a=18, b=28)
    assert equal_shares(problem, Way(ending=Ending.NONE)).code == "nothing_affordable"
    greedily = equal_shares(problem, Way(ending=Ending.GREEDY))
    assert [(step.code, *step.options) for step in greedily.steps] == [
        ("shares",), ("completed_greedily", "b"), ("too_dear", "a")
    ]  # fmt: skip
    raised = equal_shares(problem)
    assert raised.chosen == ("b",)
    assert "completed_greedily" not in [step.code for step in raised.steps]


def test_greedy_is_chosen_where_more_have_more_by_it():
    papers = [("abc", 5), ("d", 4)]
    problem = on_money(Kind.APPROVE, papers, 93, a=30, b=31, c=32, d=40)
    compared = Way(ending=Ending.NONE, compared=True)
    assert set(equal_shares(problem, replace(compared, compared=False)).chosen) == {"a", "d"}
    outcome = equal_shares(problem, compared)
    assert set(outcome.chosen) == {"a", "b", "c"}
    assert dict(outcome.steps[-1].numbers) == {"for_shares": 4, "for_greedy": 5}


@settings(max_examples=150, deadline=None)
@given(BALLOTS, WORTHS)
def test_nobody_pays_more_than_the_share_and_all_is_paid(problem, worth):
    """Priceable: what is bought is paid in full by its supporters, at one price for a point or all
    they have; and no option is left for which its supporters have enough.
    """
    tally = tally_of(problem)
    if not tally.all_votes:
        return
    share = Fraction(problem.budget, tally.all_votes)
    purses = dict.fromkeys(range(len(tally.votes)), share)
    bought = buy(tally, share, worth, rank_of(problem, tally))
    for one in bought.purchases:
        paid = Fraction(0)
        for group, points in zip(
            tally.supporters[one.option], tally.points[one.option], strict=True
        ):
            pays = min(purses[group], one.price * points)
            purses[group] -= pays
            paid += pays * tally.votes[group]
        assert paid == tally.costs[one.option]
    assert min(purses.values(), default=0) >= 0
    for option, groups in enumerate(tally.supporters):
        if groups and option not in bought.options:
            behind = sum(purses[group] * tally.votes[group] for group in groups)
            assert behind == bought.behind[option]
            assert behind < tally.costs[option]


@settings(max_examples=150, deadline=None)
@given(BALLOTS, WORTHS, st.integers(0, 60))
def test_quick_ways_buy_what_the_exact_one_buys(problem, worth, share):
    tally = tally_of(problem)
    rank = rank_of(problem, tally)
    exact = buy(tally, Fraction(share), worth, rank).options
    assert Estimate(tally, worth, rank).bought(Fraction(share)) in (exact, None)
    options, room = reach(tally, share, worth, rank)
    assert options == exact
    within = (Fraction(1), Fraction(50)) if room is None else (room / 2, room * 999 / 1000)
    for more in within:
        assert set(buy(tally, share + more, worth, rank).options) == set(exact)


@settings(max_examples=60, deadline=None)
@given(BALLOTS)
def test_raising_ends_alike_by_estimates_and_by_reach(problem):
    tally = tally_of(problem)
    if not any(tally.supporters):
        return
    asked = (tally, problem.budget, Worth.COST, rank_of(problem, tally))
    small = raise_shares(*asked)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(raising, "MANY_MARKS", 0)
        assert raise_shares(*asked) == small
    over = buy(tally, Sizes().after(small.share), Worth.COST, asked[-1]).options
    spent = sum(tally.costs[option] for option in over)
    assert spent > problem.budget or small.why == "all_bought"


@given(st.sampled_from([None, 1, 100]), st.fractions(0, 9000), st.integers(0, 3000))
def test_sizes_are_the_same_however_far_one_looks_ahead(by, share, more):
    sizes, limit = Sizes(by), share + more
    one, raises = share, 0
    while sizes.after(one) < limit:
        one, raises = sizes.after(one), raises + 1
    assert sizes.last_below(share, limit) == (one, raises)


def test_a_share_of_thousands_is_raised_by_a_thousandth():
    problem = on_money(Kind.APPROVE, ["ab", "b"], 9_000_00, a=7_000_00, b=4_000_00)
    step = next(step for step in equal_shares(problem).steps if step.code == "raised")
    assert (step.numbers["raise_by"], step.numbers["share"]) == (899, 899_899)
    exact = equal_shares(problem, Way(raise_by=1))
    step = next(step for step in exact.steps if step.code == "raised")
    assert (step.numbers["raises"], step.numbers["share"]) == (449_999, 899_999)


def test_money_for_everything_buys_everything():
    """However little some votes could pay at first, and however many there are."""
    papers = [({"a": 1, "b": 1}, 1), ({"b": 1}, 5000)]
    problem = on_money(Kind.APPROVE, papers, 2_000_000, a=1_900_000, b=90_000)
    outcome = equal_shares(problem)
    assert set(outcome.chosen) == {"a", "b"}
    assert next(step.numbers["why"] for step in outcome.steps if step.code == "raised") == (
        "all_bought"
    )
    assert equal_shares(replace(problem, budget=10)).code == "nothing_affordable"


def test_estimates_are_mostly_sure():
    """An estimate that never dared would be right, too."""
    papers = [({"a": 1, "b": 1, "c": 1}, 7), ({"b": 1, "d": 1}, 5), ({"c": 1, "d": 1, "e": 1}, 4)]
    problem = on_money(Kind.APPROVE, papers, 200, a=20, b=31, c=45, d=60, e=77)
    tally = tally_of(problem)
    estimate = Estimate(tally, Worth.COST, rank_of(problem, tally))
    unsure = [share for share in range(1, 100) if estimate.bought(Fraction(share)) is None]
    assert len(unsure) < 10


@pytest.mark.parametrize("kind", [Kind.APPROVE, Kind.SCORE])
def test_buys_what_pabutools_buys(kind):
    """The library of the field (see benchmarks/ballot_count.py for how to have it)."""
    pytest.importorskip(
        "pabutools", reason="pabutools is not here: uv sync --group oracles brings it"
    )
    from tests.decisions.engine.pabutools_oracle import same_choice

    @settings(max_examples=150, deadline=None)
    @given(money_ballots(kind))
    def check(problem):
        assert same_choice(problem)

    check()
