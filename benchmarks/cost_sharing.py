"""How quick and how right are fair shares, and the search for a group that would leave?

    script/bench cost_sharing              # 4 to 16 members against brute force; 30 and 100 drawn

**Data.** Invented costs with a fixed seed: five that are paid once by some of the members, one with
prices that fall in quantity, and one in whole steps (a van for every so many).

**References.** To 9 members every order of joining is walked (9! = 362,880): the Shapley value as
it is defined; to 16 the sum over all groups in plain Python with whole numbers and fractions. The
core: every group in plain Python. Beyond 16 the truth comes from counting how many groups of
each size take how many units (a table of sizes by units, in floating point; exact to some 12
digits, and feasible only because units are few and whole). `error` is the largest of all members'
errors, `bound` what is stated at 95 % for all of them at once, `of a share` the error against the
mean share. The search beyond 16 is by HiGHS with proof; `by chance` is the best group that
random ones, each bettered one member at a time, come to.
"""

import argparse
import itertools
import random
import time
from fractions import Fraction
from math import comb, factorial

import numpy as np

from spinney.money.engine.sharing import Curve, Draws, Game, Once, fair_shares, stability
from spinney.money.engine.sharing.game import SCALE

ORDERS = 9
TIERS = ((0, 100_000), (4_000, 90_000), (10_000, 70_000))


def a_game(count: int, seed: int = 7) -> Game:
    """An invented cost; units are whole."""
    chance = random.Random(seed + count)
    once = tuple(
        Once(chance.randint(10_000, 500_000),
             frozenset(chance.sample(range(count), chance.randint(1, count))))
        for _ in range(5)
    )  # fmt: skip
    by_price = Curve(tuple(chance.randint(0, 40) * 100 for _ in range(count)), tiers=TIERS)
    by_step = Curve(
        tuple(chance.randint(0, 40) * 100 for _ in range(count)), steps=(7_000, 250_000)
    )
    return Game(tuple(f"m{at}" for at in range(count)), once, (by_price, by_step))


def by_orders(game: Game) -> list[Fraction]:
    count = len(game.members)
    costs = game.table().tolist()
    adds = [0] * count
    for order in itertools.permutations(range(count)):
        group = 0
        for one in order:
            adds[one] += costs[group | 1 << one] - costs[group]
            group |= 1 << one
    return [Fraction(one, factorial(count) * SCALE) for one in adds]


def by_groups(game: Game) -> list[Fraction]:
    count = len(game.members)
    costs = game.table().tolist()
    shares = [Fraction(0)] * count
    for at in range(count):
        by_size = [0] * count
        for group in range(1 << count):
            if not group >> at & 1:
                by_size[group.bit_count()] += costs[group | 1 << at] - costs[group]
        for size, added in enumerate(by_size):
            shares[at] += Fraction(added, count * comb(count - 1, size) * SCALE)
    return shares


def core_by_groups(game: Game, pays: dict[str, int]) -> int:
    """The most that any group would save, in pence."""
    count, pence = len(game.members), list(pays.values())
    costs, worst = game.table().tolist(), 0
    for group in range(1, (1 << count) - 1):
        together = sum(pence[at] for at in range(count) if group >> at & 1)
        worst = max(worst, together + -costs[group] // SCALE)
    return worst


def by_counting(game: Game) -> np.ndarray:
    """Fair shares from how many groups of a size take how many units, by each curve."""
    count = len(game.members)
    shares = np.zeros(count)
    for one in game.once:
        for at in one.members:
            shares[at] += one.pence / len(one.members)
    for curve in game.curves:
        units = [one // 100 for one in curve.units]
        cost = curve.cost(np.arange(sum(units) + max(units) + 1, dtype=np.int64) * 100) / SCALE
        known: dict[int, float] = {}
        for at, own in enumerate(units):
            if own not in known:
                known[own] = _counted(units[:at] + units[at + 1 :], own, cost)
            shares[at] += known[own]
    return shares


def _counted(others: list[int], own: int, cost: np.ndarray) -> float:
    """The chance of each (size, units) of those before, whatever the order; then the mean."""
    count = len(others)
    table = np.zeros((count + 1, sum(others) + 1))
    table[0, 0] = 1.0
    for seen, taken in enumerate(others):
        # A group of a size among those seen so far, each alike: with this one, or without it.
        sizes = np.arange(count + 1)[:, None]
        new = table * np.clip((seen + 1 - sizes) / (seen + 1), 0, None)
        new[1:, taken:] += (table[:-1, : table.shape[1] - taken]) * sizes[1:] / (seen + 1)
        table = new
    units = np.arange(table.shape[1])
    return float((table * (cost[units + own] - cost[units])).sum() / (count + 1))


def by_chance(game: Game, pays: dict[str, int], tries: int) -> int:
    """The most that a group found by chance, and bettered one member at a time until that gains
    nothing, would save, in pence.
    """
    chance, count = random.Random(1), len(game.members)
    pence, worst, seen = list(pays.values()), 0, 0

    def gain_of(inside: set[int]) -> int:
        return sum(pence[one] for one in inside) - -(-game.cost(sorted(inside)) // SCALE)

    while seen < tries:
        near = chance.choice((0.5, 0.9, 0.97))
        inside = {at for at in range(count) if chance.random() < near} or {0}
        gain, better = gain_of(inside), True
        while better:
            better = False
            for at in chance.sample(range(count), count):
                turned = inside ^ {at}
                seen += 1
                if 0 < len(turned) < count and (found := gain_of(turned)) > gain:
                    inside, gain, better = turned, found, True
        worst = max(worst, gain if len(inside) < count else 0)
    return worst


def timed(deed, *args):
    start = time.perf_counter()
    found = deed(*args)
    return found, time.perf_counter() - start


def small(sizes: list[int]) -> None:
    print(f"{'members':>8}{'fair, s':>10}{'reference, s':>14}{'equal':>7}"
          f"{'core, s':>10}{'reference, s':>14}{'equal':>7}")  # fmt: skip
    for count in sizes:
        game = a_game(count)
        fair, seconds = timed(fair_shares, game)
        true, slow = timed(by_orders if count <= ORDERS else by_groups, game)
        equal = [Fraction(one.exact) for one in fair.shares] == true
        judged, quick = timed(stability, game, fair.by_member())
        worst, plain = timed(core_by_groups, game, fair.by_member())
        gain = judged.objections[0].gain if judged.objections else 0
        print(f"{count:>8}{seconds:>10.4f}{slow:>14.2f}{'yes' if equal else 'NO':>7}"
              f"{quick:>10.4f}{plain:>14.2f}{'yes' if gain == worst else 'NO':>7}")  # fmt: skip


def pounds(pence: float) -> str:
    return f"£{pence / 100:,.2f}"


def large(sizes: list[int], tries: int) -> None:
    print(f"\n{'members':>8}{'pairs':>9}{'s':>7}{'error':>9}{'of a share':>12}{'bound':>10}")
    for count in sizes:
        game = a_game(count)
        true = by_counting(game)
        for pairs in (1_000, 5_000, 20_000, 100_000):
            fair, seconds = timed(fair_shares, game, Draws(pairs=pairs))
            found = np.array([float(Fraction(one.exact)) for one in fair.shares])
            error, bound = abs(found - true).max(), max(one.within for one in fair.shares)
            of_share = error / true.mean()
            print(f"{count:>8}{pairs:>9,}{seconds:>7.2f}{pounds(error):>9}{of_share:>12.2%}"
                  f"{pounds(bound):>10}")  # fmt: skip
    print(f"\n{'members':>8}{'search, s':>11}{'proof':>7}{'saves':>12}{'by chance':>12}{'s':>7}")
    for count in sizes:
        game = a_game(count)
        pays = fair_shares(game).by_member()
        judged, seconds = timed(stability, game, pays)
        gain = judged.objections[0].gain if judged.objections else 0
        guessed, slow = timed(by_chance, game, pays, tries)
        print(f"{count:>8}{seconds:>11.2f}{'yes' if judged.looked_at == 'proof' else 'no':>7}"
              f"{pounds(gain):>12}{pounds(guessed):>12}{slow:>7.1f}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--small", type=int, nargs="*", default=[4, 6, 8, 9, 12, 14, 16])
    parser.add_argument("--large", type=int, nargs="*", default=[30, 100])
    parser.add_argument("--tries", type=int, default=200_000)
    said = parser.parse_args()
    small(said.small)
    large(said.large, said.tries)


if __name__ == "__main__":
    main()
