"""Which group is worth most beyond what its members already bring: found, with proof.

Column generation asks again and again: given a price for each organisation, which group has the
greatest worth less its members' prices? There are billions of groups, but for a given host, set of
areas, strongest offer and deepest need in each area the worth is a plain sum over the members
(worth.py), and the best of those groups is read off a sorted list. So this branches on exactly
those: it begins with each host and set of areas, supposing the strongest offer in reach and no need
deeper than the host's; where the group that this suggests does not have such an offer (or has a
deeper need, or breaks a rule) it splits into the cases that can be, each of which costs something.
Every guess is too good, never too bad: the highest guess not yet followed up bounds all groups.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from spinney.diagnostics.engine.groups.branching import branch
from spinney.diagnostics.engine.groups.guesses import Frame, first_guesses, join
from spinney.diagnostics.engine.groups.weighing import keeps_rules, weigh

if TYPE_CHECKING:
    from spinney.diagnostics.engine.groups.tables import Floats, Ints, Tables

BATCH = 4000
"""How many guesses are looked at together: few enough to stay in fast memory."""
NOTHING = 1e-7
"""A gain below this is rounding, not worth."""


@dataclass(frozen=True)
class Priced:
    """Groups with their worth and what they gain over their members' prices for each member (best
    first), and `bound`: no group that keeps the rules gains more for each member. `followed`
    guesses were looked at.
    """

    groups: Ints
    worth: Floats
    gains: Floats
    bound: float
    followed: int


def themes_of(tables: Tables) -> Ints:
    """Every set of areas that a group could work on: (sets, focus)."""
    import numpy as np

    areas = range(tables.need.shape[1])
    return np.array(list(combinations(areas, tables.roll.focus)), dtype=np.int64)


class Pricing:
    """Finds the groups of some tables that gain most over given prices."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.themes = themes_of(tables)

    def best(self, prices: Floats, *, most: int, patience: int, least: float = 0.0) -> Priced:
        """Groups that gain more than `least` for each member, at most `most` of them, after looking
        at no more than about `patience` guesses. The bound holds however early it stops.
        """
        import numpy as np

        frame = Frame.of(self.tables, self.themes, prices)
        waiting = first_guesses(frame, least)
        # What the best guesses suggest is often good before any is followed up.
        found: list[Ints] = [waiting.take_best(BATCH)[0].groups.astype(np.int64)]
        followed, settled = 0, -np.inf
        while len(waiting) and followed < patience:
            batch, waiting = waiting.take_best(BATCH)
            followed += len(batch)
            found.append(batch.groups.astype(np.int64))
            cases, true = branch(frame, batch, least)
            settled = max(settled, true.highest())
            waiting = join([waiting, cases])
        bound = max(least, settled, waiting.highest())
        groups, worth, gains = self._gainful(found, prices, least, most)
        return Priced(groups, worth, gains, bound, followed)

    def _gainful(
        self, found: list[Ints], prices: Floats, least: float, most: int
    ) -> tuple[Ints, Floats, Floats]:
        import numpy as np

        width = self.tables.rules.max_size
        groups = np.unique(np.sort(np.vstack([*found, np.empty((0, width), int)])), axis=0)
        groups = groups[keeps_rules(self.tables, groups)]
        worth = weigh(self.tables, groups)
        there = groups >= 0
        gains = (worth - (prices[groups] * there).sum(axis=1)) / np.maximum(there.sum(axis=1), 1)
        order = np.argsort(-gains, kind="stable")[:most]
        order = order[gains[order] > least + NOTHING]
        return groups[order], worth[order], gains[order]
