"""Fair shares are the Shapley value, their bounds are true, and no group that objects is missed."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinney.base.kernel.errors import BadInput
from spinney.money.engine.sharing import (
    Curve,
    Draws,
    Game,
    Once,
    fair_shares,
    given_game,
    least_core,
    stability,
)
from spinney.money.engine.sharing.core import Separation
from spinney.money.engine.sharing.game import SCALE

TIERS = ((0, 100_00), (50_00, 80_00), (120_00, 45_00))


@st.composite
def games(draw: st.DrawFn, most: int = 6) -> Game:
    count = draw(st.integers(2, most))
    places = st.frozensets(st.integers(0, count - 1), min_size=1)
    units = st.lists(st.integers(0, 8000), min_size=count, max_size=count).map(tuple)
    once = draw(st.lists(st.builds(Once, st.integers(0, 10**6), places), max_size=3))
    curves = draw(
        st.lists(
            st.builds(Curve, units, st.just(TIERS))
            | st.builds(Curve, units, steps=st.tuples(st.integers(500, 6000), st.just(90_000))),
            max_size=2,
        )
    )
    return Game(tuple(f"m{at}" for at in range(count)), tuple(once), tuple(curves))


def by_every_order(game: Game) -> list[Fraction]:
    """The Shapley value as it is defined: what each adds, averaged over all orders."""
    count = len(game.members)
    adds, orders = [Fraction(0)] * count, list(permutations(range(count)))
    for order in orders:
        for at, one in enumerate(order):
            adds[one] += game.cost(order[: at + 1]) - game.cost(order[:at])
    return [one / len(orders) / SCALE for one in adds]


@settings(max_examples=40, deadline=None)
@given(games(5))
def test_fair_shares_are_the_average_over_all_orders(game):
    found = fair_shares(game)
    assert [Fraction(one.exact) for one in found.shares] == by_every_order(game)
    assert sum(found.by_member().values()) == found.pence


@settings(max_examples=25, deadline=None)
@given(games(), st.data())
def test_fair_shares_keep_the_axioms(game, data):
    count = len(game.members)
    adds_nothing = Game(
        (*game.members, "nobody"), game.once,
        tuple(Curve((*one.units, 0), one.tiers, one.steps) for one in game.curves),
    )  # fmt: skip
    exact = [Fraction(one.exact) for one in fair_shares(game).shares]
    assert [Fraction(one.exact) for one in fair_shares(adds_nothing).shares] == [*exact, 0]
    other = Game(game.members, once=(Once(1234, frozenset({0, count - 1})),))
    both = Game(game.members, (*game.once, *other.once), game.curves)
    added = [Fraction(one.exact) for one in fair_shares(other).shares]
    assert [Fraction(one.exact) for one in fair_shares(both).shares] == [
        a + b for a, b in zip(exact, added, strict=True)
    ]
    order = data.draw(st.permutations(range(count)))
    turned = Game(
        game.members,
        tuple(Once(one.pence, frozenset(order.index(m) for m in one.members)) for one in game.once),
        tuple(Curve(tuple(one.units[m] for m in order), one.tiers, one.steps)
              for one in game.curves),
    )  # fmt: skip
    assert [Fraction(one.exact) for one in fair_shares(turned).shares] == [exact[m] for m in order]


def a_large_game(count: int) -> tuple[Game, list[Fraction]]:
    """Steps so large that all units fit in one: what is paid once, told as a curve. So the fair
    shares are known: equal among those who take any.
    """
    units = tuple(at % 4 * 100 for at in range(count))
    taking = sum(1 for one in units if one)
    game = Game(
        tuple(f"m{at}" for at in range(count)), curves=(Curve(units, steps=(10**6, 600_000)),)
    )
    return game, [Fraction(600_000, taking) if one else Fraction(0) for one in units]


@pytest.mark.parametrize("seed", range(8))
def test_drawn_shares_are_within_their_bound(seed):
    game, true = a_large_game(30)
    found = fair_shares(game, Draws(pairs=3000, seed=seed))
    for one, right in zip(found.shares, true, strict=True):
        assert abs(Fraction(one.exact) - right) <= Fraction(one.within)
    assert 0 < max(one.within for one in found.shares) < 600_000 / 20
    assert sum(found.by_member().values()) == found.pence == 600_000
    assert fair_shares(game, Draws(pairs=3000, seed=seed)) == found


def test_drawing_stops_when_it_is_near_enough():
    game, _ = a_large_game(20)
    found = fair_shares(game, Draws(pairs=50_000, within_pence=12_000))
    assert found.draws.pairs < 50_000
    assert max(one.within for one in found.shares) <= 12_000


@settings(max_examples=30, deadline=None)
@given(games(), st.lists(st.integers(0, 300_000), min_size=6, max_size=6))
def test_no_group_that_would_pay_less_alone_is_missed(game, pence):
    shares = dict(zip(game.members, pence, strict=False))
    found = stability(game, shares)
    count = len(game.members)
    gains = {}
    for group in range(1, (1 << count) - 1):
        inside = [at for at in range(count) if group >> at & 1]
        gains[group] = sum(pence[at] for at in inside) - -(-game.cost(inside) // SCALE)
    assert found.count == sum(gain > 0 for gain in gains.values())
    assert found.is_stable == (found.count == 0)
    if found.objections:
        assert found.objections[0].gain == max(gains.values())
    by_search = Separation(game).find([one * SCALE for one in pence[:count]])
    assert by_search.is_proven
    reached = sum(pence[at] for at in by_search.group) - game.cost(by_search.group) / SCALE
    assert abs(max(sum(pence[at] for at in range(count) if group >> at & 1)
                   - game.cost([at for at in range(count) if group >> at & 1]) / SCALE
                   for group in gains) - reached) <= 0.6  # fmt: skip


def test_where_no_sharing_is_stable_the_best_falls_short_by_as_much_as_is_said():
    # Any two need one van, three need two: two of the three would always rather go alone.
    groups = {frozenset(group): 100 for group in ("a", "b", "c", "ab", "ac", "bc")}
    game = given_game("abc", groups | {frozenset("abc"): 200})
    found = least_core(game)
    assert found.is_proven
    assert not found.has_stable_sharing
    assert found.excess == pytest.approx(100 / 3)
    told = stability(game, {"a": 67, "b": 67, "c": 66})
    assert told.count == 3
    assert told.objections[0].to_json() == {
        "members": ["a", "b"], "together": 134, "alone": 100, "gain": 34,
    }  # fmt: skip


def test_a_large_group_is_judged_with_proof():
    count = 40
    game = Game(
        tuple(f"m{at}" for at in range(count)),
        once=(Once(40_000, frozenset(range(count))), Once(9_000, frozenset({0, 1}))),
        curves=(Curve((100,) * count, tiers=((0, 100_00), (2000, 60_00))),),
    )
    fair = fair_shares(game)
    assert stability(game, fair.by_member()).looked_at == "proof"
    assert stability(game, fair.by_member()).is_stable
    unfair = fair.by_member() | {"m5": 90_000}
    found = stability(game, unfair)
    assert "m5" in found.objections[0].members
    found = least_core(game, rounds=30)
    assert sum(found.shares.values()) == pytest.approx(fair.pence)


def test_groups_that_are_not_named_part_in_the_cheapest_way():
    game = given_game("abcd", {frozenset(one): 100 for one in ("a", "b", "c", "d", "ab", "cd")})
    assert int(game.table()[-1]) == 200 * SCALE
    assert fair_shares(game).by_member() == dict.fromkeys("abcd", 50)
    assert fair_shares(game).of(1001) == {"a": 251, "b": 250, "c": 250, "d": 250}


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: given_game("ab", {frozenset("a"): 1}),
        lambda: given_game("ab", {frozenset("az"): 1}),
        lambda: given_game([str(n) for n in range(17)], {}),
        lambda: Game(("a", "a")),
        lambda: Game(("a",), once=(Once(-1, frozenset({0})),)),
        lambda: Game(("a",), curves=(Curve((10**12,), tiers=((0, 10**9),)),)),
        lambda: Game(("a",), curves=(Curve((100,), tiers=((5, 1),)),)),
        lambda: Game(("a",), curves=(Curve((100,), steps=(0, 1)),)),
        lambda: stability(Game(("a", "b")), {"a": 1}),
    ],
)
def test_a_game_that_cannot_be_is_refused(wrong):
    with pytest.raises(BadInput):
        wrong()
