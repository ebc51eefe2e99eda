"""An upper bound for thousands of organisations, from prices that are good only block by block.

For any prices, the objective of any groups is at most the sum of all prices plus what the groups
gain over their members' prices. Every group has a host, so its gain for each member is at most the
highest that any group at that host can gain (`gains_at`, by the guesses of pricing.py, over
everybody in reach of the host). A host has one group of at most the largest size, and no more
people than there are can be in groups: so the hosts with the highest gains are counted, each with
a full group, until all organisations are used up.

Prices are then raised where groups gain (those of the gaining groups' members), and the least bound
of a few such rounds is given; every one of them holds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from spinney.diagnostics.engine.groups.branching import branch
from spinney.diagnostics.engine.groups.cutting import blocks_of
from spinney.diagnostics.engine.groups.guesses import Frame, first_guesses, join
from spinney.diagnostics.engine.groups.pricing import themes_of
from spinney.diagnostics.engine.groups.tables import Roll, Tables, tables_of
from spinney.diagnostics.engine.groups.travel import minutes_between
from spinney.diagnostics.engine.groups.working import Work
from spinney.diagnostics.engine.groups.worth import LONGEST_HOURS

if TYPE_CHECKING:
    from spinney.diagnostics.engine.groups.tables import Floats, Ints

type Cell = tuple[Ints, Ints, Floats, float, int]

HOSTS = 20
"""Hosts looked at together."""
ROUNDS = 3
FOLLOW_UP_TO = 1000
"""Among more organisations no guesses are followed up: it would take longer than the groups."""
FOLLOWED_IN_ALL = 40_000
"""Guesses followed up over all cells: each makes the bound a little tighter and takes its time."""
RAISE = 0.6
"""The share of a group's gain by which its members' prices are raised."""


def bound_of(roll: Roll, prices: Floats, work: Work, proof: int) -> float:
    """No groups that keep the rules have a higher objective than this. At most `proof` guesses are
    followed up in each round.
    """
    import numpy as np

    least = np.inf
    cells = blocks_of(roll, HOSTS)
    most = min(proof, FOLLOWED_IN_ALL) // len(cells) if len(roll) <= FOLLOW_UP_TO else 0
    for _ in range(ROUNDS if len(roll) <= FOLLOW_UP_TO else ROUNDS - 1):
        made = work(gains_at, [(hosts, *_in_reach(roll, hosts, prices), most) for hosts in cells])
        gains = np.zeros(len(roll))
        raised = np.zeros(len(roll))
        for hosts, (gain, rise_of, rise) in zip(cells, made, strict=True):
            gains[hosts] = gain
            np.maximum.at(raised, rise_of, rise)
        least = min(least, float(prices.sum()) + _most_gain(roll, gains))
        prices = prices + RAISE * raised
    return least


def _most_gain(roll: Roll, gains: Floats) -> float:
    """The hosts with the highest gains, each with a full group, until nobody is left."""
    import numpy as np

    full = roll.rules.max_size
    groups, rest = divmod(len(roll), full)
    best = np.sort(np.maximum(gains, 0.0))[::-1]
    return float(full * best[:groups].sum() + rest * best[groups : groups + 1].sum())


def _in_reach(roll: Roll, hosts: Ints, prices: Floats) -> tuple[Ints, Floats, float]:
    """Everybody who could add to a group at one of these hosts, their prices, and the price at
    which one is reckoned to be had who offers everything: nobody left out adds more than that
    takes, not even by offers.
    """
    import numpy as np

    weights = roll.weights
    deepest = _deepest(roll)
    # No host is nearer than their middle less the way from there to the farthest of them.
    middle = np.nanmean(roll.points[hosts], axis=0, keepdims=True)
    way = minutes_between(roll.points, middle, roll.travel)[:, 0]
    way = np.maximum(0.0, way - way[hosts].max())
    most = (weights.shared + weights.offers) * deepest - prices
    most -= weights.travel * np.minimum(LONGEST_HOURS, way / 60)
    adds = most > 0
    adds[hosts] = True
    adds |= np.isin(roll.bundle, roll.bundle[adds & (roll.bundle >= 0)]) & (roll.bundle >= 0)
    chosen = np.flatnonzero(adds)
    rest = most[~adds & roll.offers.any(axis=1)]
    return chosen, prices[chosen], float(-rest.max(initial=-4.0))


def _deepest(roll: Roll) -> Floats:
    """The mean of each organisation's deepest needs, as many as a group works on."""
    import numpy as np

    needs = np.sort(roll.needs, axis=1)[:, -roll.focus :]
    return np.asarray(needs.sum(axis=1) / roll.focus)


def _with_phantoms(tables: Tables, prices: Floats, price: float) -> tuple[Tables, Floats]:
    """The tables with some who offer everything, need nothing, are near to all and have this price.
    They stand for all who were left out: whoever was in a group with some of these would have it no
    worse with phantoms, so a bound on groups with phantoms bounds those as well.
    """
    import numpy as np

    more, old = tables.rules.min_size, len(tables)
    count = tables.kinds.shape[1]
    return (
        replace(
            tables,
            members=np.append(tables.members, np.full(more, -1)),
            needs=np.insert(tables.needs, [old] * more, 0.0, axis=0),
            offers=np.insert(tables.offers, [old] * more, 1.0, axis=0),
            cost=np.pad(tables.cost, (0, more)),
            clash=np.pad(tables.clash, (0, more)),
            fragile=np.append(tables.fragile, np.zeros(more, dtype=bool)),
            kinds=np.vstack([tables.kinds, np.ones((more, count), dtype=bool)]),
            bundles=(*tables.bundles, *((old + at,) for at in range(more))),
        ),
        np.append(prices, np.full(more, price)),
    )


def gains_at(roll: Roll, price: float, cell: Cell) -> tuple[Floats, Ints, Floats]:
    """For each host of a cell the most that any group there gains for each member (a bound), and
    the members of the most gainful groups with their gains.
    """
    import numpy as np

    del price
    hosts, chosen, near_prices, phantom, most = cell
    tables, prices = _with_phantoms(tables_of(roll, chosen), near_prices, phantom)
    frame = Frame.of(tables, themes_of(tables), prices)
    waiting = first_guesses(frame, 0.0, np.searchsorted(chosen, hosts))
    settled, followed = waiting.rows(slice(0, 0)), 0
    while len(waiting) and followed < most:
        batch, waiting = waiting.take_best(500)
        followed += len(batch)
        cases, true = branch(frame, batch, 0.0)
        settled, waiting = join([settled, true]), join([waiting, cases])
    every = join([settled, waiting])
    best = np.zeros(len(tables))
    np.maximum.at(best, every.host, every.bound)
    top = every.take_best(60)[0]
    groups = top.groups.astype(np.int64)
    there = groups >= 0
    there &= groups < len(chosen)
    members = chosen[groups[there]]
    gained = np.broadcast_to(top.bound[:, None], groups.shape)[there]
    return best[np.searchsorted(chosen, hosts)], members, gained
