"""Two problems for HiGHS: which group has most to object, and which sharing has least objections.

Q. Huangfu and J. A. J. Hall, "Parallelizing the dual revised simplex method", Mathematical
Programming Computation 10 (2018). Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spinney.money.engine.sharing.game import HUNDREDTHS, SCALE, Curve, Game

if TYPE_CHECKING:
    import highspy

NODES = 20_000


@dataclass(frozen=True, slots=True)
class Worst:
    """The group (members' places) with most to object; `is_proven`: no other has more."""

    group: tuple[int, ...]
    is_proven: bool


def _solver() -> highspy.Highs:
    import highspy

    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    # Serial, but the number of threads is left alone: HiGHS refuses to run when another solver
    # of the process was begun with another number.
    for option, value in (("output_flag", False), ("parallel", "off"), ("random_seed", 1)):
        solver.setOptionValue(option, value)
    return solver


class Separation:
    """The search for the group whose shares most exceed what it would pay alone: the members inside
    are chosen (0 or 1), and what their group pays follows, in pence:

    - what is paid once is paid as soon as one of its members is inside;
    - of the tiers of a curve one is chosen, and at least all units are bought in it;
    - steps are as many whole ones as hold all units.
    """

    def __init__(self, game: Game) -> None:
        import highspy

        self.count = len(game.members)
        self._solver = _solver()
        self._solver.setOptionValue("mip_max_nodes", NODES)
        self._solver.setOptionValue("mip_rel_gap", 0.0)
        self._solver.setOptionValue("mip_abs_gap", 0.5)
        self._columns = 0
        for _ in range(self.count):
            self._column(0.0, 1.0, whole=True)
        # Neither nobody nor everybody is a group that leaves.
        self._row(1, self.count - 1, [(at, 1.0) for at in range(self.count)])
        for one in game.once:
            paid = self._column(-one.fine / SCALE, 1.0)
            for at in one.members:
                self._row(0, highspy.kHighsInf, [(paid, 1.0), (at, -1.0)])
        for curve in game.curves:
            if curve.steps:
                self._steps(curve)
            else:
                self._tiers(curve)
        self._solver.changeObjectiveSense(highspy.ObjSense.kMaximize)

    def find(self, shares: Sequence[int]) -> Worst:
        """The group for these shares (parts of a penny)."""
        import highspy
        import numpy as np

        for at, share in enumerate(shares):
            self._solver.changeColCost(at, share / SCALE)
        self._solver.run()
        values = np.array(self._solver.getSolution().col_value)[: self.count]
        group = tuple(int(at) for at in np.flatnonzero(values > 0.5))
        status = self._solver.getModelStatus()
        return Worst(group or (0,), status == highspy.HighsModelStatus.kOptimal)

    def _column(self, gain: float, most: float, *, whole: bool = False) -> int:
        import highspy
        import numpy as np

        empty = np.empty(0, dtype=np.int32)
        self._solver.addCol(gain, 0.0, most, 0, empty, np.empty(0))
        if whole:
            self._solver.changeColIntegrality(self._columns, highspy.HighsVarType.kInteger)
        self._columns += 1
        return self._columns - 1

    def _row(self, least: float, most: float, terms: Sequence[tuple[int, float]]) -> None:
        import numpy as np

        columns = np.array([column for column, _ in terms], dtype=np.int32)
        factors = np.array([factor for _, factor in terms])
        self._solver.addRow(least, most, len(terms), columns, factors)

    def _units(self, curve: Curve) -> list[tuple[int, float]]:
        return [(at, units / HUNDREDTHS) for at, units in enumerate(curve.units) if units]

    def _steps(self, curve: Curve) -> None:
        import highspy

        each, pence = curve.steps or (1, 0)
        held = self._column(-float(pence), -(-sum(curve.units) // each), whole=True)
        taken = [(at, -units) for at, units in self._units(curve)]
        self._row(0, highspy.kHighsInf, [(held, each / HUNDREDTHS), *taken])

    def _tiers(self, curve: Curve) -> None:
        import highspy

        starts = [start / HUNDREDTHS for start, _ in curve.tiers]
        # Units are whole hundredths: a tier ends one hundredth before the next begins.
        ends = [start - 1 / HUNDREDTHS for start in starts[1:]]
        ends.append(max(sum(curve.units) / HUNDREDTHS, starts[-1]))
        chosen, taken = [], []
        for (_, rate), start, end in zip(curve.tiers, starts, ends, strict=True):
            tier = self._column(0.0, 1.0, whole=True)
            units = self._column(-rate / HUNDREDTHS, end)
            self._row(0, highspy.kHighsInf, [(units, 1.0), (tier, -start)])
            self._row(-highspy.kHighsInf, 0, [(units, 1.0), (tier, -end)])
            chosen.append((tier, 1.0))
            taken.append((units, 1.0))
        self._row(1, 1, chosen)
        used = [(at, -units) for at, units in self._units(curve)]
        self._row(0, highspy.kHighsInf, [*taken, *used])


class Master:
    """The sharing of a whole whose groups known so far object least: shares, and one excess above
    what each of these groups would pay alone, as small as can be.
    """

    def __init__(self, count: int, whole: float) -> None:
        import highspy
        import numpy as np

        self.count = count
        self._solver = _solver()
        empty, nothing = np.empty(0, dtype=np.int32), np.empty(0)
        for _ in range(count):
            self._solver.addCol(0.0, -highspy.kHighsInf, highspy.kHighsInf, 0, empty, nothing)
        self._solver.addCol(1.0, -highspy.kHighsInf, highspy.kHighsInf, 0, empty, nothing)
        everybody = np.arange(count, dtype=np.int32)
        self._solver.addRow(whole, whole, count, everybody, np.ones(count))

    def add(self, group: Sequence[int], alone: float) -> None:
        """A group (members' places), and what it would pay alone."""
        import highspy
        import numpy as np

        columns = np.array([*group, self.count], dtype=np.int32)
        factors = np.array([1.0] * len(group) + [-1.0])
        self._solver.addRow(-highspy.kHighsInf, alone, len(columns), columns, factors)

    def solve(self) -> tuple[list[float], float]:
        """The shares, and the excess."""
        self._solver.run()
        values = [float(one) for one in self._solver.getSolution().col_value]
        return values[: self.count], values[self.count]
