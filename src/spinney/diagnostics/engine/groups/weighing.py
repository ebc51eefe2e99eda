"""The worth of many groups at once, and whether they keep the rules (worth.py on arrays)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spinney.diagnostics.engine.groups.tables import Tables

if TYPE_CHECKING:
    from spinney.diagnostics.engine.groups.tables import Flags, Floats, Ints


def weigh(tables: Tables, groups: Ints) -> Floats:
    """Worth of each row of `groups` (g, most members), padded with -1."""
    import numpy as np

    # One slice for each place in a group: sums and maxima over the first axis run over long rows.
    places = np.ascontiguousarray(groups.T)
    weights, focus = tables.roll.weights, tables.roll.focus
    needs, offers = tables.needs[places], tables.offers[places]
    spared = needs.sum(axis=0) - needs.max(axis=0)
    np.subtract(offers.max(axis=0), offers, out=offers)
    needs *= offers
    areas = (weights.shared * spared + weights.offers * needs.sum(axis=0)) / focus
    best = np.partition(areas, areas.shape[1] - focus, axis=1)[:, areas.shape[1] - focus :]
    sizes = (places >= 0).sum(axis=0)
    agreeing = weights.agreeing * sizes * (sizes - 1) / 2
    return best.sum(axis=1) - agreeing - _least_travel(tables, places)


def _least_travel(tables: Tables, places: Ints) -> Floats:
    import numpy as np

    to_host = np.zeros(places.shape)
    for place in places:
        to_host += tables.cost[place, places]
    least = np.where(places >= 0, to_host, np.inf).min(axis=0)
    return np.where(np.isfinite(least), least, 0.0)


def keeps_rules(tables: Tables, groups: Ints) -> Flags:
    """Which rows of `groups` (padded with -1) break no rule."""
    import numpy as np

    rules, there = tables.rules, groups >= 0
    sizes = there.sum(axis=1)
    fine: Flags = (sizes >= rules.min_size) & (sizes <= rules.max_size)
    if tables.clash.any():
        both = there[:, :, None] & there[:, None, :]
        fine &= ~(tables.clash[groups[:, :, None], groups[:, None, :]] & both).any(axis=(1, 2))
    if rules.most_fragile is not None:
        fine &= (tables.fragile[groups] & there).sum(axis=1) <= rules.most_fragile
    if tables.kinds.shape[1]:
        fine &= (tables.kinds[groups] & there[..., None]).any(axis=1).all(axis=1)
    for bundle in tables.bundles:
        if len(bundle) > 1:
            inside = np.isin(groups, bundle).sum(axis=1)
            fine &= (inside == 0) | (inside == len(bundle))
    return fine


def padded(groups: list[list[int]], width: int) -> Ints:
    """Groups of rows as one array, short ones filled up with -1."""
    import numpy as np

    out = np.full((len(groups), width), -1, dtype=np.int64)
    for at, group in enumerate(groups):
        out[at, : len(group)] = group
    return out
