"""How long it takes to reach one another, estimated from where organisations are.

Minutes = great-circle kilometres x `detour` / `km_per_hour` x 60. Roads wind: over British roads
the way is about 1.2 to 1.4 times the straight line (Ballou, Rahardja and Sakai 2002, "Selected
country circuity factors for road travel distance estimation", Transportation Research A 36), so
1.3 stands for it. 40 km/h is a car in mixed town and country traffic; give a lower speed for a
town where people come by bus. It is an estimate: it knows no estuary, ferry or timetable.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

EARTH_KM = 6371.0088
"""The Earth's mean radius (IUGG), in kilometres."""


@dataclass(frozen=True)
class TravelEstimate:
    """How travel is estimated. `unknown_minutes` is assumed on a way to or from an organisation
    whose place is not known: neither near nor far, and it breaks no limit.
    """

    detour: float = 1.3
    km_per_hour: float = 40.0
    unknown_minutes: float = 30.0

    @property
    def minutes_per_km(self) -> float:
        """Minutes on the road for one kilometre as the crow flies."""
        return self.detour / self.km_per_hour * 60


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two points (latitude, longitude in degrees), by the haversine.

    >>> round(kilometres((54.279, -0.404), (54.486, -0.615)), 1)  # Scarborough to Whitby
    26.8
    """
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (*a, *b))
    half = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def minutes_between(points: Floats, others: Floats, estimate: TravelEstimate) -> Floats:
    """Estimated minutes from each of `points` to each of `others`: arrays (n, 2) of degrees, NaN
    where a place is not known. Returns (n, m); unknown ways are `estimate.unknown_minutes`.
    """
    import numpy as np

    here, there = np.radians(points)[:, None, :], np.radians(others)[None, :, :]
    half = (
        np.sin((there[..., 0] - here[..., 0]) / 2) ** 2
        + np.cos(here[..., 0]) * np.cos(there[..., 0])
        * np.sin((there[..., 1] - here[..., 1]) / 2) ** 2
    )  # fmt: skip
    minutes = 2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(1.0, half))) * estimate.minutes_per_km
    return np.where(np.isnan(minutes), estimate.unknown_minutes, minutes)
