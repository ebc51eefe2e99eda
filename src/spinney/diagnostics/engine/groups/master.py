"""Choosing among known groups so that nobody is in two: HiGHS on a set partitioning problem.

Q. Huangfu and J. A. J. Hall, "Parallelizing the dual revised simplex method", Mathematical
Programming Computation 10 (2018).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import highspy

    from spinney.diagnostics.engine.groups.tables import Floats, Ints, Tables


class Master:
    """The groups known so far of some tables, and the linear problem of choosing among them.

    Beside the groups, each bundle may stay outside at its price; that column is always there.
    """

    def __init__(self, tables: Tables, outside_price: float) -> None:
        import numpy as np

        self.tables = tables
        self.width = tables.rules.max_size
        self.groups: Ints = np.empty((0, self.width), dtype=np.int64)
        self.worth: Floats = np.empty(0)
        self._known: set[bytes] = set()
        self._outside = [list(bundle) for bundle in tables.bundles]
        self._prices = np.array([-outside_price * len(bundle) for bundle in self._outside])
        self._solver = self._begin()

    def _begin(self) -> highspy.Highs:
        import highspy
        import numpy as np

        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        # Serial, but the number of threads is left alone: HiGHS refuses to run when another solver
        # of the process was begun with another number.
        for option, value in (("output_flag", False), ("parallel", "off"), ("random_seed", 1)):
            solver.setOptionValue(option, value)
        size = len(self.tables)
        ones = np.ones(size)
        no_rows = np.empty(0, dtype=np.int32)
        starts = np.zeros(size, dtype=np.int32)
        solver.addRows(size, ones, ones, 0, starts, no_rows, np.empty(0))
        solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self._add(solver, self._prices, self._outside)
        return solver

    def _add(self, solver: highspy.Highs, worth: Floats, groups: list[list[int]]) -> None:
        import numpy as np

        lengths = np.array([len(group) for group in groups], dtype=np.int32)
        starts = np.concatenate([[0], lengths.cumsum()[:-1]]).astype(np.int32)
        rows = np.array([row for group in groups for row in group], dtype=np.int32)
        count = len(groups)
        solver.addCols(
            count, worth, np.zeros(count), np.ones(count), len(rows), starts, rows,
            np.ones(len(rows)),
        )  # fmt: skip

    def add(self, groups: Ints, worth: Floats) -> int:
        """Take in groups (rows padded with -1) that keep the rules; returns how many were new."""
        import numpy as np

        ordered = np.sort(groups, axis=1)
        new = []
        for at, row in enumerate(ordered):
            key = row.tobytes()
            if key not in self._known:
                self._known.add(key)
                new.append(at)
        if new:
            self.groups = np.vstack([self.groups, ordered[new]])
            self.worth = np.concatenate([self.worth, worth[new]])
            self._add(self._solver, worth[new], [[i for i in ordered[at] if i >= 0] for at in new])
        return len(new)

    def prices(self) -> tuple[float, Floats]:
        """Best sum when groups may be taken in parts, and each organisation's price in it."""
        import numpy as np

        self._solver.run()
        duals = np.array(self._solver.getSolution().row_dual)
        return float(self._solver.getInfo().objective_function_value), duals

    def choose(
        self, *, nodes: int, keep_at_most: int | None = None,
        of: list[list[int]] | None = None, near: float = float("inf"), prices: Floats | None = None,
    ) -> list[list[int]]:  # fmt: skip
        """The best choice of whole groups that is found within `nodes` nodes of branch and bound.

        `keep_at_most` of the groups `of` may be chosen (for a proposal that differs); columns that
        lose more than `near` against `prices` are left out.
        """
        import highspy
        import numpy as np

        used = np.arange(len(self.groups))
        if prices is not None:
            gains = self.worth - (prices[self.groups] * (self.groups >= 0)).sum(axis=1)
            used = used[gains >= -near]
        solver = self._whole(used.tolist(), nodes)
        if keep_at_most is not None and of is not None:
            kept = {tuple(sorted(group)) for group in of}
            cols = [at for at, g in enumerate(used) if self._rows(int(g)) in kept]
            places = np.array(cols, dtype=np.int32) + len(self._outside)
            solver.addRow(-highspy.kHighsInf, keep_at_most, len(cols), places, np.ones(len(cols)))
        solver.run()
        values = np.array(solver.getSolution().col_value)[len(self._outside) :]
        return [list(self._rows(int(used[at]))) for at in np.flatnonzero(values > 0.5)]

    def _rows(self, number: int) -> tuple[int, ...]:
        return tuple(int(row) for row in self.groups[number] if row >= 0)

    def _whole(self, used: list[int], nodes: int) -> highspy.Highs:
        import highspy
        import numpy as np

        solver = self._begin()
        if len(used):
            groups = [list(self._rows(at)) for at in used]
            self._add(solver, self.worth[used], groups)
        count = len(used) + len(self._outside)
        kinds = np.full(count, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
        solver.changeColsIntegrality(count, np.arange(count, dtype=np.int32), kinds)
        solver.setOptionValue("mip_max_nodes", nodes)
        solver.setOptionValue("mip_rel_gap", 1e-3)
        return solver
