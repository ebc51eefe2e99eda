"""Local search: members move and change places between groups as long as the whole gains.

Every single move (to another group, outside, in from outside) and every exchange of two members is
weighed at once; the best is made. From where nothing gains any more, some groups are dissolved and
filled again (ruin and recreate; Schrimpf et al., Journal of Computational Physics 159 (2000)), and
the new state is kept when it is no worse.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spinney.diagnostics.engine.groups.tables import sub_tables
from spinney.diagnostics.engine.groups.weighing import keeps_rules, padded, weigh

if TYPE_CHECKING:
    import numpy as np

    from spinney.diagnostics.engine.groups.tables import Flags, Floats, Ints, Tables

LEAST_GAIN = 1e-9
SLACK = 0.015
"""Up to this share below the best so far is no reason to turn back (record-to-record travel; Dueck,
Journal of Computational Physics 104 (1993)): it leads out of dead ends.
"""
EVERY = 8
"""After so many rounds everybody may move again, not only those of the groups dealt out."""
BROKEN = 10.0
"""Taken from the worth of a group that breaks a rule: more than any group is worth, so that mending
it gains, and leaving it broken does not stop the search.
"""


class State:
    """Groups in the making: `where` holds each organisation's group, -1 for outside. Those who must
    stay with others (`fixed`) are not moved about.
    """

    def __init__(self, tables: Tables, groups: list[list[int]], outside_price: float) -> None:
        import numpy as np

        self.tables, self.price = tables, outside_price
        self.where = np.full(len(tables), -1)
        for number, group in enumerate(groups):
            self.where[group] = number
        self.count = len(groups)
        self.fixed = np.zeros(len(tables), dtype=bool)
        for bundle in tables.bundles:
            if len(bundle) > 1:
                self.fixed[list(bundle)] = True

    def groups(self) -> list[list[int]]:
        """The groups as lists of rows."""
        import numpy as np

        found = [np.flatnonzero(self.where == number).tolist() for number in range(self.count)]
        return [group for group in found if group]

    def rows(self) -> Ints:
        """Every group's rows, padded to one place more than the largest has or may have."""
        import numpy as np

        sizes = np.bincount(self.where[self.where >= 0], minlength=self.count)
        found = np.full((self.count, max(self.tables.rules.max_size, int(sizes.max())) + 1), -1)
        for number in range(self.count):
            found[number, : sizes[number]] = np.flatnonzero(self.where == number)
        return found

    def objective(self) -> float:
        """Worth of all groups less the price of those outside."""
        outside = int((self.where < 0).sum())
        worth = float(self._value(self.rows()).sum()) if self.count else 0.0
        return worth - self.price * outside

    def climb(self, most: int = 200) -> None:
        """Make the best move again and again until none gains."""
        for _ in range(most):
            if not self._best_move():
                return

    def _value(self, groups: Ints) -> Floats:
        """Worth of candidate groups, much less where a rule is broken; nothing for an empty one."""
        import numpy as np

        fine = keeps_rules(self.tables, groups) | (groups < 0).all(axis=1)
        return np.where(fine, 0.0, -BROKEN) + weigh(self.tables, groups)

    def _best_move(self) -> bool:
        import numpy as np

        if not self.count:
            return False
        base = self.rows()
        now = self._value(base)
        free = np.flatnonzero(~self.fixed)
        without = self._without(base, now, free)
        moves = [self._relocations(base, now, free, without), self._exchanges(base, now, free)]
        gain, change = max(moves, key=lambda move: move[0])
        if gain <= LEAST_GAIN:
            return False
        for who, to in change:
            self.where[who] = to
        return True

    def _without(self, base: Ints, now: Floats, free: Ints) -> Floats:
        """What a group gains when a member leaves (the price paid by one who is now outside)."""
        import numpy as np

        inside = self.where[free] >= 0
        left = base[self.where[free[inside]]].copy()
        left[left == free[inside][:, None]] = -1
        change = np.full(len(free), self.price)
        change[inside] = self._value(left) - now[self.where[free[inside]]]
        return change

    def _relocations(
        self, base: Ints, now: Floats, free: Ints, without: Floats
    ) -> tuple[float, list[tuple[int, int]]]:
        import numpy as np

        who = np.repeat(np.arange(len(free)), self.count)
        to = np.tile(np.arange(self.count), len(free))
        moved = base[to].copy()
        moved[:, -1] = free[who]
        gain = self._value(moved) - now[to] + without[who]
        gain[self.where[free[who]] == to] = -np.inf
        leave = np.where(self.where[free] >= 0, without - self.price, -np.inf)
        best, out = int(gain.argmax()) if len(gain) else -1, int(leave.argmax())
        if best < 0 or leave[out] > gain[best]:
            return float(leave[out]), [(int(free[out]), -1)]
        return float(gain[best]), [(int(free[who[best]]), int(to[best]))]

    def _exchanges(
        self, base: Ints, now: Floats, free: Ints
    ) -> tuple[float, list[tuple[int, int]]]:
        import numpy as np

        group = self.where[free]
        first, second = np.nonzero(group[:, None] < group[None, :])
        if not len(first):
            return -np.inf, []
        a, b, ga, gb = free[first], free[second], group[first], group[second]
        with_a = base[gb].copy()
        with_a[with_a == b[:, None]] = np.broadcast_to(a[:, None], with_a.shape)[
            with_a == b[:, None]
        ]
        gain = self._value(with_a) - now[gb]
        both = np.flatnonzero(ga >= 0)
        with_b = base[ga[both]].copy()
        place = with_b == a[both][:, None]
        with_b[place] = np.broadcast_to(b[both][:, None], with_b.shape)[place]
        gain[both] += self._value(with_b) - now[ga[both]]
        best = int(gain.argmax())
        return float(gain[best]), [(int(a[best]), int(gb[best])), (int(b[best]), int(ga[best]))]

    def ruin(self, chance: np.random.Generator, dissolve: int) -> None:
        """Dissolve some groups and deal their members, and all outside, out again at random, now
        and then into a group more or less.
        """
        import numpy as np

        used = np.unique(self.where[self.where >= 0])
        chosen = chance.choice(used, size=min(dissolve, len(used)), replace=False)
        loose: Flags = np.isin(self.where, np.append(chosen, -1)) & ~self.fixed
        who = chance.permutation(np.flatnonzero(loose))
        rules, count = self.tables.rules, len(chosen) + int(chance.integers(-1, 2))
        if not count * rules.min_size <= len(who) <= count * rules.max_size:
            count = max(1, -(-len(who) // rules.max_size))
        kept = np.unique(self.where[self.fixed & (self.where >= 0)])
        empty = np.setdiff1d(np.arange(self.count + count), np.union1d(used, kept))
        into = np.concatenate([chosen, empty])[:count]
        self.where[who] = into[np.arange(len(who)) % count] if count else -1
        self.count = max(self.count, int(self.where.max()) + 1)


def dealt(
    tables: Tables, outside_price: float, seed: int, sizes: Sequence[int] = ()
) -> list[list[int]]:
    """Groups to begin with: everybody dealt out at random into groups of several sizes, and moved
    about until nothing gains; the best of these. They may break rules still.
    """
    import numpy as np

    chance = np.random.default_rng(seed)
    size, rules = len(tables), tables.rules
    best, found = -np.inf, []
    several = range(max(rules.min_size, rules.max_size - 3), rules.max_size + 1)
    for members in sizes or several:
        count = max(1, -(-size // members))
        state = State(tables, [], outside_price)
        state.count = count
        state.where[chance.permutation(size)] = np.arange(size) % count
        for bundle in tables.bundles:
            state.where[list(bundle)] = state.where[bundle[0]]
        state.climb()
        if state.objective() > best:
            best, found = state.objective(), state.groups()
    return found


def improve(
    tables: Tables, groups: list[list[int]], *, outside_price: float, seed: int, tries: int
) -> tuple[list[list[int]], list[list[int]]]:
    """The best groups found from these by `tries` rounds of ruin and climb, and every group met in
    a local optimum (to choose among). Groups that break a rule at the end are dissolved.
    """
    import numpy as np

    chance = np.random.default_rng(seed)
    whole = State(tables, groups, outside_price)
    whole.climb()
    met = whole.groups()
    best, keep = whole.objective(), whole.where.copy()
    for number in range(tries):
        used = np.unique(whole.where[whole.where >= 0])
        chosen = chance.choice(used, size=min(2 + number % 3, len(used)), replace=False)
        slack = (SLACK * abs(best) - (best - whole.objective())) if number % 4 else 0.0
        met += _redeal(whole, chosen, chance, max(0.0, slack))
        if number % EVERY == EVERY - 1:
            whole.climb()
            met += whole.groups()
        if whole.objective() > best + LEAST_GAIN:
            best, keep = whole.objective(), whole.where.copy()
    whole.where, whole.count = keep, int(keep.max(initial=-1)) + 1
    found = [group for group in whole.groups() if len(group) <= tables.rules.max_size]
    if found:
        fine = keeps_rules(tables, padded(found, tables.rules.max_size))
        found = [group for group, good in zip(found, fine, strict=True) if good]
    return found, met


def _redeal(
    whole: State, chosen: Ints, chance: np.random.Generator, slack: float
) -> list[list[int]]:
    """Deal out the chosen groups and all outside again; the new groups stay when they lose no
    more than `slack`. Returns the groups met.
    """
    import numpy as np

    rows = np.flatnonzero(np.isin(whole.where, np.append(chosen, -1)))
    part = sub_tables(whole.tables, rows)
    state = State(part, [], whole.price)
    _, state.where = np.unique(whole.where[rows], return_inverse=True)
    state.where -= int((whole.where[rows] < 0).any())
    state.count = len(chosen)
    before = state.objective()
    state.ruin(chance, len(chosen))
    state.climb()
    if state.objective() >= before - slack - LEAST_GAIN:
        new = whole.count + np.arange(state.count)
        new[: len(chosen)] = chosen
        whole.where[rows] = np.where(state.where >= 0, new[state.where], -1)
        whole.count = max(whole.count, int(whole.where.max()) + 1)
    return [rows[group].tolist() for group in state.groups()]
