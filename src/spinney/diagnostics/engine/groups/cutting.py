"""Cutting a country into blocks of neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spinney.diagnostics.engine.groups.tables import Floats, Ints, Roll

KM_PER_DEGREE = 111.2


def flat(roll: Roll) -> Floats:
    """Places on a plane, in kilometres (n, 2). Those with no known place are spread among the
    others, in their order: they are as near to one as to the other.
    """
    import numpy as np

    if not len(roll):
        return np.empty((0, 2))
    known = ~np.isnan(roll.points[:, 0])
    middle = np.radians(roll.points[known, 0].mean()) if known.any() else 0.0
    scale = np.array([KM_PER_DEGREE, KM_PER_DEGREE * np.cos(middle)])
    places = np.zeros((len(roll), 2))
    places[known] = roll.points[known] * scale
    if known.any():
        donors = np.flatnonzero(known)
        lost = np.flatnonzero(~known)
        places[lost] = places[donors[np.arange(len(lost)) * 7919 % len(donors)]]
    return places


def blocks_of(roll: Roll, size: int) -> list[Ints]:
    """Rows of the roll in blocks of about `size` near neighbours; bundles stay whole."""
    import numpy as np

    units: dict[int, list[int]] = {}
    for row, bundle in enumerate(roll.bundle.tolist()):
        units.setdefault(bundle if bundle >= 0 else -2 - row, []).append(row)
    return [np.sort(rows) for rows, _ in _halve(flat(roll), list(units.values()), size, 0)]


def cut_again(
    roll: Roll, groups: list[list[int]], size: int, turn: int
) -> list[tuple[Ints, list[list[int]]]]:
    """Blocks of whole groups and of those outside near them; with each the groups in it. Each
    `turn` cuts elsewhere.
    """
    import numpy as np

    placed = {row for group in groups for row in group}
    units = [*groups]
    alone: dict[int, list[int]] = {}
    for row, bundle in enumerate(roll.bundle.tolist()):
        if row not in placed:
            alone.setdefault(bundle if bundle >= 0 else -2 - row, []).append(row)
    units += alone.values()
    found = []
    for rows, inside in _halve(flat(roll), units, size, turn):
        kept = [units[at] for at in inside if at < len(groups)]
        found.append((np.sort(rows), kept))
    return found


def _halve(
    places: Floats, units: list[list[int]], size: int, turn: int
) -> list[tuple[Ints, list[int]]]:
    """Units parted across their longer side until no part has more than about `size` rows."""
    import numpy as np

    middles = np.array([places[unit].mean(axis=0) for unit in units]).reshape(-1, 2)
    weights = np.array([len(unit) for unit in units])
    waiting, done = [(np.arange(len(units)), 0)], []
    while waiting:
        part, depth = waiting.pop()
        if weights[part].sum() <= size or len(part) < 2:
            rows = np.array([row for at in part for row in units[at]], dtype=np.int64)
            if len(rows):
                done.append((rows, part.tolist()))
            continue
        spread = np.ptp(middles[part], axis=0)
        # The first cut of a turn is off the middle and all later ones with it.
        share = (0.5, 0.36, 0.64)[turn % 3] if depth < 2 else 0.5
        order = part[np.argsort(middles[part, int(spread.argmax())], kind="stable")]
        run = weights[order].cumsum()
        at = int(np.searchsorted(run, share * run[-1]))
        at = min(max(at, 1), len(order) - 1)
        waiting += [(order[:at], depth + 1), (order[at:], depth + 1)]
    return done
