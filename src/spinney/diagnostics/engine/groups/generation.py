"""Column generation: the best groups for some tables, and proof of how good they are.

The linear problem over the groups known so far gives each organisation a price; pricing.py finds
groups worth more than their members' prices; they are taken in, and so on. The prices of any round
bound every proposal from above: no proposal is worth more than the sum of all prices plus, for each
of the groups it can have, the most that a group gains over its members' prices.

Lübbecke and Desrosiers, "Selected topics in column generation", Operations Research 53 (2005);
prices are steadied after Wentges (1997), for raw ones leap about.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spinney.diagnostics.engine.groups.improving import dealt, improve
from spinney.diagnostics.engine.groups.master import Master
from spinney.diagnostics.engine.groups.pricing import Pricing
from spinney.diagnostics.engine.groups.weighing import keeps_rules, padded, weigh

if TYPE_CHECKING:
    from collections.abc import Callable

    from spinney.diagnostics.engine.groups.tables import Floats, Tables


@dataclass(frozen=True)
class Effort:
    """How hard to try; counts, not seconds, so that the same question has the same answer.

    At most `rounds` of pricing, of `patience` guesses at first and `proof` in the end; `added`
    groups are taken in at once. `tries` of local search before and after, `nodes` of branch and
    bound for the final choice. `close` is the gap (share of the objective) that is good enough;
    while it is more than ten times that, choice and search are repeated, `choices` times in all.
    """

    rounds: int = 60
    patience: int = 4_000
    proof: int = 250_000
    added: int = 250
    tries: int = 300
    nodes: int = 100
    close: float = 2e-3
    choices: int = 3
    seed: int = 1


USUAL = Effort()
SAME_PRICE = 1e-6
TRIES_EACH = 5
"""Rounds of local search for each organisation at most: a few of them need no more."""
FEW_NEW = 12
"""Fewer new groups than this in a round, and the next looks four times as far."""


@dataclass(frozen=True)
class Generated:
    """The groups chosen (rows of the tables), what they come to, the bound that was proven, the
    prices that prove it, and the master with every group that was found.
    """

    groups: list[list[int]]
    objective: float
    bound: float
    prices: Floats
    master: Master


def generate(
    tables: Tables, effort: Effort, *, outside_price: float,
    known: list[list[int]] | None = None, stop: Callable[[], bool] = lambda: False,
) -> Generated:  # fmt: skip
    """The best groups found for the tables. `known` groups (which must keep the rules) are there
    from the beginning; `stop` is asked between rounds.
    """
    search = _Search(tables, effort, outside_price)
    search.take_in(known or [])
    search.first_choice()
    search.price_out(stop)
    for turn in range(effort.choices):
        if search.is_close(10 * effort.close if turn else effort.close) or (turn and stop()):
            break
        search.choose_again(turn)
    return Generated(
        search.groups, search.objective, max(search.bound, search.objective), search.prices,
        search.master,
    )  # fmt: skip


class _Search:
    """One run of column generation with its best groups and least bound so far."""

    def __init__(self, tables: Tables, effort: Effort, outside_price: float) -> None:
        import numpy as np

        self.tables, self.effort, self.outside_price = tables, effort, outside_price
        self.master = Master(tables, outside_price)
        self.pricing = Pricing(tables)
        self.groups: list[list[int]] = []
        self.objective = -outside_price * len(tables)
        self.bound = float("inf")
        self.prices: Floats = np.zeros(len(tables))

    def take_in(self, groups: list[list[int]]) -> None:
        """Add those groups that keep the rules to what can be chosen."""
        groups = [group for group in groups if len(group) <= self.tables.rules.max_size]
        if groups:
            rows = padded(groups, self.tables.rules.max_size)
            rows = rows[keeps_rules(self.tables, rows)]
            self.master.add(rows, weigh(self.tables, rows))

    def keep(self, groups: list[list[int]]) -> None:
        """Remember these groups when they are the best so far."""
        if not groups:
            return
        worth = weigh(self.tables, padded(groups, self.tables.rules.max_size)).sum()
        outside = len(self.tables) - sum(len(group) for group in groups)
        objective = float(worth) - self.outside_price * outside
        if objective > self.objective:
            self.groups, self.objective = groups, objective

    def first_choice(self) -> None:
        """A few quick rounds of pricing, a choice among what they found, and local search."""
        for _ in range(6):
            _, prices = self.master.prices()
            priced = self.pricing.best(prices, most=self.effort.added, patience=1)
            if not self.master.add(priced.groups, priced.worth):
                break
        start = dealt(self.tables, self.outside_price, self.effort.seed)
        self._search_from(start, self.effort.seed)

    def choose_again(self, turn: int) -> None:
        """Choose among all groups that the last prices speak for, and search on from there."""
        self.keep(
            self.master.choose(
                nodes=self.effort.nodes, near=self.bound - self.objective, prices=self.prices
            )
        )
        self._search_from(self.groups, self.effort.seed + 1 + turn)

    def _search_from(self, groups: list[list[int]], seed: int) -> None:
        found, met = improve(
            self.tables, groups, outside_price=self.outside_price, seed=seed,
            tries=min(self.effort.tries, TRIES_EACH * len(self.tables)),
        )  # fmt: skip
        self.keep(found)
        self.take_in(met)

    def is_close(self, enough: float) -> bool:
        """Whether the gap is at most this share of the objective."""
        return self.bound - self.objective <= enough * abs(self.objective)

    def price_out(self, stop: Callable[[], bool]) -> None:
        """Rounds of pricing until nothing gains; keeps the least bound and its prices."""
        patience = self.effort.patience
        for _ in range(self.effort.rounds):
            _, raw = self.master.prices()
            steady = raw if self.bound == float("inf") else (self.prices + raw) / 2
            priced = self.pricing.best(steady, most=self.effort.added, patience=patience)
            added = self.master.add(priced.groups, priced.worth)
            reached = float(steady.sum()) + len(self.tables) * priced.bound
            if reached < self.bound:
                self.bound, self.prices = reached, steady
            if self.is_close(self.effort.close) or stop():
                return
            if added < FEW_NEW:
                patience = min(4 * patience, self.effort.proof)
            if not added and patience == self.effort.proof:
                self.prices = raw if priced.followed < patience else self.prices
                if abs(steady - raw).max() < SAME_PRICE:
                    return
