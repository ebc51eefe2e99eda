"""Groups among thousands: by blocks of neighbours, with a bound on the whole.

The country is cut into blocks of near organisations (halved again and again across its longer
side), each block is solved by itself, and then again in new blocks that are cut differently, each
made of whole groups and those outside near them, so that a border between two blocks is inside a
third. A block is never left worse than it was. Time and memory grow with the number of
organisations, since a block has the same size however many there are.

Bound. From each block comes a price for each of its organisations. Whatever the prices, no groups
are worth more than all prices plus what groups gain over their members' prices; bounding.py bounds
that gain for every organisation, over all neighbours and not only those of its block.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from spinney.diagnostics.engine.groups.bounding import bound_of
from spinney.diagnostics.engine.groups.cutting import blocks_of, cut_again
from spinney.diagnostics.engine.groups.generation import Effort
from spinney.diagnostics.engine.groups.improving import dealt, improve
from spinney.diagnostics.engine.groups.master import Master
from spinney.diagnostics.engine.groups.pricing import Pricing
from spinney.diagnostics.engine.groups.problem import Problem
from spinney.diagnostics.engine.groups.solving import Solved, search_price
from spinney.diagnostics.engine.groups.tables import Roll, roll_of, tables_of
from spinney.diagnostics.engine.groups.weighing import keeps_rules, padded, weigh
from spinney.diagnostics.engine.groups.working import Work, crew

if TYPE_CHECKING:
    from spinney.diagnostics.engine.groups.tables import Floats, Ints, Tables

type Block = tuple[Ints, list[list[int]], int, int]

BLOCK = 40
"""Organisations in a block: enough for good groups of eight, few enough to be quick."""
PASSES = 2
"""How often the blocks are cut anew after the first time."""
TRIES_IN_ALL = 150_000
LEAST_TRIES, MOST_TRIES = 6, 30
"""Rounds of local search in a block each time: fewer, the more organisations there are."""
ROUNDS = 4
"""Rounds of pricing in a block, for the bound."""


def solve_in_blocks(
    problem: Problem, effort: Effort, *, stop: Callable[[], bool] = lambda: False,
    workers: int = 1,
) -> Solved:  # fmt: skip
    """Groups for many organisations, with the bound on their objective."""
    import numpy as np

    roll, price = roll_of(problem), search_price(problem)
    with crew(roll, price, workers) as work:
        tries = max(LEAST_TRIES, min(MOST_TRIES, effort.tries, TRIES_IN_ALL // len(roll)))
        begun: list[Block] = [(rows, [], effort.seed, tries) for rows in blocks_of(roll, BLOCK)]
        groups = _all_groups(work, begun)
        for turn in range(1, PASSES + 1):
            if stop():
                break
            groups = _all_groups(work, _blocks(roll, groups, turn, (effort.seed + turn, tries)))
        prices = np.zeros(len(roll))
        parts = _blocks(roll, groups, 0, (0, 0))
        for (rows, *_), found in zip(parts, work(price_block, parts), strict=True):
            prices[rows] = found
        bound = bound_of(roll, prices, work, effort.proof)
    return _solved(problem, roll, groups, bound, price)


def _all_groups(work: Work, blocks: list[Block]) -> list[list[int]]:
    return [group for found in work(solve_block, blocks) for group in found]


def _blocks(roll: Roll, groups: list[list[int]], turn: int, how: tuple[int, int]) -> list[Block]:
    return [(rows, inside, *how) for rows, inside in cut_again(roll, groups, BLOCK, turn)]


def solve_block(roll: Roll, price: float, block: Block) -> list[list[int]]:
    """Groups (rows of the roll) for one block; no worse than those that it brings along."""
    rows, known, seed, tries = block
    tables = tables_of(roll, rows)
    place = {int(row): at for at, row in enumerate(rows)}
    start = [[place[row] for row in group] for group in known]
    if not start:
        usual = (roll.rules.min_size + roll.rules.max_size + 1) // 2
        start = dealt(tables, price, seed, (usual,))
    found, _ = improve(tables, start, outside_price=price, seed=seed, tries=tries)
    if known and _sum(tables, found, price) < _sum(tables, start := _own(place, known), price):
        found = start
    return [[int(rows[at]) for at in group] for group in found]


def _own(place: dict[int, int], known: list[list[int]]) -> list[list[int]]:
    return [[place[row] for row in group] for group in known]


def _sum(tables: Tables, groups: list[list[int]], price: float) -> float:
    outside = len(tables) - sum(map(len, groups))
    rows = padded(groups, tables.rules.max_size)
    return float(weigh(tables, rows).sum()) - price * outside


def price_block(roll: Roll, price: float, block: Block) -> Floats:
    """A price for each organisation of a block, from a few rounds of pricing."""
    rows, known, *_ = block
    tables = tables_of(roll, rows)
    master, pricing = Master(tables, price), Pricing(tables)
    place = {int(row): at for at, row in enumerate(rows)}
    start = padded(_own(place, known), roll.rules.max_size)
    start = start[keeps_rules(tables, start)]
    master.add(start, weigh(tables, start))
    _, prices = master.prices()
    for _ in range(ROUNDS):
        priced = pricing.best(prices, most=150, patience=0)
        if not master.add(priced.groups, priced.worth):
            break
        _, raw = master.prices()
        prices = (prices + raw) / 2
    return prices


def _solved(
    problem: Problem, roll: Roll, groups: list[list[int]], bound: float, price: float
) -> Solved:
    worth = 0.0
    for at in range(0, len(groups), 100):
        some = groups[at : at + 100]
        rows = [row for group in some for row in group]
        place = {row: number for number, row in enumerate(rows)}
        inside = padded(_own(place, some), roll.rules.max_size)
        worth += float(weigh(tables_of(roll, rows), inside).sum())
    outside = len(roll) - sum(map(len, groups))
    objective = worth - problem.weights.outside_price * outside
    back = (price - problem.weights.outside_price) * outside
    people = problem.organisations
    keys = tuple(tuple(people[row].key for row in sorted(group)) for group in groups)
    return Solved(keys, objective, max(objective, bound + back), "blocks")
