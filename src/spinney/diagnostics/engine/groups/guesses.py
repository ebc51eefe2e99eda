"""Guesses: many suppositions about what a group would be, each with the best group under it.

A guess names a host and the areas of work, supposes how strong the strongest offer and how deep the
deepest need in each area will be, and says who is in for certain (`forced`) and who is out
(`barred`). Under a guess each organisation adds a fixed amount, so the best group is the forced and
then the largest others. `bound` is what that group gains for each of its members; it is too good by
what the suppositions get wrong and never too low for a group that the guess covers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    import numpy as np
    from numpy.typing import NDArray

    from spinney.diagnostics.engine.groups.tables import Flags, Floats, Ints, Tables

CERTAIN = 1e4
"""Added to the forced so that they are sorted first; above any worth, and exact to 1e-12."""
CHUNK = 8000


@dataclass(frozen=True)
class Frame:
    """What all guesses of one search share: the tables, the sets of areas, the prices, and for each
    organisation its bundle and everybody who cannot be with that bundle, as rows of flags;
    `bundle_needs` (organisations, areas) is the deepest need in the bundle.
    """

    tables: Tables
    themes: Ints
    prices: Floats
    bundle: Flags
    clash: Flags
    bundle_needs: Floats
    shared_need: Floats

    @classmethod
    def of(cls, tables: Tables, themes: Ints, prices: Floats) -> Frame:
        """The frame for these prices."""
        import numpy as np

        size = len(tables)
        bundle = np.zeros((size, size), dtype=bool)
        for rows in tables.bundles:
            bundle[np.ix_(rows, rows)] = True
        clash = tables.clash
        if len(tables.bundles) < size:
            # Who clashes with one of a bundle clashes with all of it.
            mixed = bundle.astype(np.float32)
            clash = mixed @ clash.astype(np.float32) @ mixed > 0
        weight = tables.roll.weights.shared / tables.roll.focus
        shared_need = weight * tables.need[:, themes].sum(axis=2).T
        deepest = tables.need.copy()
        for rows in tables.bundles:
            deepest[list(rows)] = tables.need[list(rows)].max(axis=0)
        return cls(tables, themes, prices, bundle, clash & ~bundle, deepest, shared_need)


@dataclass(frozen=True)
class Guesses:
    """Arrays with one row for each guess; `strongest` and `deepest` (g, focus) are from 0 to 1."""

    theme: Ints
    host: Ints
    strongest: Floats
    deepest: Floats
    forced: Flags
    barred: Flags
    bound: Floats
    groups: NDArray[np.int16]

    def __len__(self) -> int:
        return len(self.theme)

    def rows(self, which: Any) -> Guesses:
        """Some of the guesses."""
        return Guesses(**{one.name: getattr(self, one.name)[which] for one in fields(self)})

    def highest(self) -> float:
        """The highest bound; minus infinity when there are none."""
        return float(self.bound.max()) if len(self) else float("-inf")

    def take_best(self, number: int) -> tuple[Guesses, Guesses]:
        """The `number` guesses with the highest bounds, and the rest."""
        import numpy as np

        if len(self) <= number:
            return self, self.rows(slice(0, 0))
        order = np.argpartition(-self.bound, number)
        return self.rows(order[:number]), self.rows(order[number:])


def join(parts: Sequence[Guesses]) -> Guesses:
    """All guesses of several parts."""
    import numpy as np

    return Guesses(
        **{
            one.name: np.concatenate([getattr(part, one.name) for part in parts])
            for one in fields(Guesses)
        }
    )


def first_guesses(frame: Frame, least: float, hosts: Ints | None = None) -> Guesses:
    """One guess for each host and set of areas: the strongest offers in reach of the host, no need
    deeper than that of those who are certain. Those with no bound above `least` are left out.
    Everybody is a host when not said.
    """
    import numpy as np

    tables = frame.tables
    chosen = np.arange(len(tables)) if hosts is None else hosts
    strongest = np.zeros((len(tables), tables.offer.shape[1]))
    reach = ~frame.clash[chosen]
    strongest[chosen] = np.where(reach[:, :, None], tables.offer[None], 0.0).max(axis=1)
    host = np.repeat(chosen, len(frame.themes))
    theme = np.tile(np.arange(len(frame.themes)), len(chosen))
    areas = frame.themes[theme]
    made = Guesses(
        theme, host, strongest[host[:, None], areas], frame.bundle_needs[host[:, None], areas],
        frame.bundle[host], frame.clash[host], np.zeros(len(host)),
        np.empty((len(host), tables.rules.max_size), dtype=np.int16),
    )  # fmt: skip
    return bounded(frame, made, least)


def bounded(frame: Frame, guesses: Guesses, least: float) -> Guesses:
    """The guesses with their bounds and best groups; only those whose bound is above `least`."""
    done = []
    for at in range(0, max(1, len(guesses)), CHUNK):
        part = guesses.rows(slice(at, at + CHUNK))
        bound, groups = _best_groups(frame, part)
        done.append(replace(part, bound=bound, groups=groups).rows(bound > least))
    return join(done)


def _amounts(frame: Frame, guesses: Guesses) -> Floats:
    """What each organisation adds under each guess: (guesses, organisations)."""
    import numpy as np

    tables, areas = frame.tables, frame.themes[guesses.theme]
    gained = frame.shared_need[guesses.theme] - frame.prices - tables.cost[guesses.host, :-1]
    weight = tables.roll.weights.offers / tables.roll.focus
    needs, offers = tables.need.T * weight, tables.offer.T
    for at in range(areas.shape[1]):
        missing = guesses.strongest[:, at, None] - offers[areas[:, at]]
        gained += needs[areas[:, at]] * np.maximum(missing, 0.0)
    return gained


def _best_groups(frame: Frame, guesses: Guesses) -> tuple[Floats, NDArray[np.int16]]:
    import numpy as np

    rules = frame.tables.rules
    amounts = _amounts(frame, guesses)
    amounts += CERTAIN * guesses.forced
    amounts[guesses.barred] = -np.inf
    if rules.most_fragile is not None:
        _bar_beyond(amounts, frame.tables.fragile, rules.most_fragile)
    order = _top(amounts, min(rules.max_size, amounts.shape[1]))
    best = np.take_along_axis(amounts, order, axis=1)
    certain = guesses.forced.sum(axis=1)
    ranks = np.arange(1, best.shape[1] + 1)
    totals = best.cumsum(axis=1) - CERTAIN * np.minimum(ranks, certain[:, None])
    weights, focus = frame.tables.roll.weights, frame.tables.roll.focus
    totals -= weights.agreeing * ranks * (ranks - 1) / 2
    totals -= weights.shared / focus * guesses.deepest.sum(axis=1)[:, None]
    totals /= ranks
    totals[:, : rules.min_size - 1] = -np.inf
    totals[ranks < certain[:, None]] = -np.inf
    last = totals.argmax(axis=1)
    bound = totals[np.arange(len(totals)), last]
    bound[certain > rules.max_size] = -np.inf
    groups = np.full((len(guesses), rules.max_size), -1, dtype=np.int16)
    groups[:, : order.shape[1]] = np.where(ranks - 1 <= last[:, None], order, -1)
    return bound, groups


def _top(amounts: Floats, number: int) -> Ints:
    """The columns of the `number` largest amounts of each row, largest first."""
    import numpy as np

    if number < amounts.shape[1]:
        order = np.argpartition(-amounts, number - 1, axis=1)[:, :number]
    else:
        order = np.broadcast_to(np.arange(number), amounts.shape)
    inside = np.argsort(-np.take_along_axis(amounts, order, axis=1), axis=1, kind="stable")
    return np.take_along_axis(order, inside, axis=1)


def _bar_beyond(amounts: Floats, fragile: Flags, most: int) -> None:
    """Leave only the `most` largest fragile in each row: with a cap on one part and on the whole,
    taking the largest first is exact (a laminar matroid).
    """
    import numpy as np

    rows = np.flatnonzero(fragile)
    if len(rows) <= most:
        return
    order = np.argsort(-amounts[:, rows], axis=1, kind="stable")[:, most:]
    amounts[np.arange(len(amounts))[:, None], rows[order]] = -np.inf
