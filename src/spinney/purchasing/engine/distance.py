"""How far apart two places are, along the ground. Pure.

>>> round(km_between((53.5780, -2.4290), (53.4808, -2.2426)), 1)
16.4
"""

from __future__ import annotations

import math

EARTH_KM = 6371.0088
"""Mean radius (IUGG)."""

Position = tuple[float, float]
"""Latitude and longitude in degrees (WGS84)."""


def km_between(one: Position, other: Position) -> float:
    """Kilometres along a great circle (haversine)."""
    north = math.radians(other[0] - one[0]) / 2
    east = math.radians(other[1] - one[1]) / 2
    chord = (
        math.sin(north) ** 2
        + math.cos(math.radians(one[0])) * math.cos(math.radians(other[0])) * math.sin(east) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, chord)))
