"""Fair shares of a cost by quantity, from orders drawn by chance, with a true bound of the error.

Orders come in pairs, each with its reverse: who comes early in one comes late in the other, so that
much of the chance cancels (R. Y. Rubinstein and D. P. Kroese, "Simulation and the Monte Carlo
Method", on antithetic variates). What a member adds in a pair, on average, lies between the least
and the most that it can add anywhere, which the curve itself gives. With m pairs drawn apart from
one another, mean and true share are therefore nearer than the smaller of two bounds, each at half
of what is left of 1 - confidence for one member in one round:

- R sqrt(ln(2/d) / 2m), R the range (W. Hoeffding, "Probability Inequalities for Sums of Bounded
  Random Variables", JASA 58, 1963);
- sqrt(2 V ln(4/d) / m) + 7 R ln(4/d) / (3 (m - 1)), V the variance that was seen (A. Maurer and
  M. Pontil, "Empirical Bernstein Bounds and Sample Variance Penalization", COLT 2009, both sides).

All members' bounds hold together with the confidence that is stated. Pure; the seed decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import log, sqrt
from typing import TYPE_CHECKING

from spinney.money.engine.sharing.game import SCALE, Curve

if TYPE_CHECKING:
    from numpy.random import Generator

    from spinney.money.engine.sharing.game import Floats, Ints

AT_ONCE = 2_000_000
"""So many single additions are reckoned at one time: some 16 megabytes an array."""


@dataclass(frozen=True, slots=True)
class Draws:
    """How orders are drawn: at most so many `pairs` from a `seed`; fewer where all shares are
    `within_pence` already (0: all pairs). `confidence` that every bound holds.
    """

    pairs: int = 20_000
    seed: int = 1953
    confidence: float = 0.95
    within_pence: int = 0


def sampled(
    curves: Sequence[Curve], count: int, how: Draws
) -> tuple[Draws, list[Fraction], list[float]]:
    """What was drawn; each member's share; and how near that is to the true one, in parts of a
    penny. The shares add up to what all pay for these curves.
    """
    import numpy as np

    chance = np.random.default_rng(how.seed)
    rounds = _rounds(how)
    spread = _ranges(curves, count)
    sums, squares, seen = np.zeros(count), np.zeros(count), 0
    centre = np.zeros(count)
    within = np.full(count, np.inf)
    for until in rounds:
        while seen < until:
            pairs = min(until - seen, max(AT_ONCE // (2 * count), 1))
            found = _pairs(curves, count, pairs, chance)
            if not seen:
                centre = found.mean(axis=0)
            sums += (found - centre).sum(axis=0)
            squares += ((found - centre) ** 2).sum(axis=0)
            seen += pairs
        variance = np.maximum(squares - sums**2 / seen, 0) / max(seen - 1, 1)
        within = _bound(variance, spread, seen, (1 - how.confidence) / count / len(rounds))
        if within.max() <= how.within_pence * SCALE:
            break
    shares = [Fraction(round(float(one))) for one in centre + sums / seen]
    return replace(how, pairs=seen), shares, within.tolist()


def _rounds(how: Draws) -> list[int]:
    """After how many pairs to look whether it is enough."""
    if not how.within_pence:
        return [how.pairs]
    ends = [how.pairs]
    while ends[0] >= 1000:
        ends.insert(0, ends[0] // 2)
    return ends


def _bound(variance: Floats, spread: Floats, pairs: int, risk: float) -> Floats:
    import numpy as np

    half = risk / 2
    hoeffding = spread * sqrt(log(2 / half) / (2 * pairs))
    rest = log(4 / half)
    bernstein = np.sqrt(2 * variance * rest / pairs) + 7 * spread * rest / (3 * max(pairs - 1, 1))
    return np.minimum(hoeffding, bernstein)


def _pairs(curves: Sequence[Curve], count: int, pairs: int, chance: Generator) -> Floats:
    """What each member adds, averaged over an order and its reverse; a row a pair."""
    import numpy as np

    orders = chance.permuted(np.tile(np.arange(count), (pairs, 1)), axis=1)
    adds = np.zeros((pairs, count))
    for curve in curves:
        units = np.array(curve.units, dtype=np.int64)[orders]
        until = units.cumsum(axis=1)
        total = until[:, -1:]
        after = total - until
        forward = curve.cost(until) - curve.cost(until - units)
        backward = curve.cost(after + units) - curve.cost(after)
        adds += (forward + backward) / 2
    found = np.empty_like(adds)
    np.put_along_axis(found, orders, adds, axis=1)
    return found


def _ranges(curves: Sequence[Curve], count: int) -> Floats:
    """The most less the least that each member can add anywhere."""
    import numpy as np

    spread = np.zeros(count)
    for curve in curves:
        by_units = {units: _range(curve, units) for units in set(curve.units)}
        spread += np.array([by_units[units] for units in curve.units], dtype=float)
    return spread


def _range(curve: Curve, units: int) -> int:
    """Between the units at which the curve turns, what is added grows or falls in a straight line:
    its ends are at those units, and where the member's own end falls on them.
    """
    import numpy as np

    others = sum(curve.units) - units
    if curve.steps:
        each, pence = curve.steps
        return (-(-units // each) - units // each) * pence * SCALE
    ends = {0, others}
    for turn in curve.turns():
        ends |= {turn, turn - units}
    starts: Ints = np.array([one for one in sorted(ends) if 0 <= one <= others], dtype=np.int64)
    adds = curve.cost(starts + units) - curve.cost(starts)
    return int(adds.max() - adds.min())
