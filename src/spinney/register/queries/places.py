"""Where organisations are: near a postcode, or at work in a named place."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.db.models import F, FloatField, Q, QuerySet, Value
from django.db.models.functions import ASin, Cast, Cos, Least, Power, Radians, Sin, Sqrt

from spinney.register.models import Area, Organisation, Postcode

EARTH_KM = 6371.0088
"""Mean radius (IUGG)."""

KM_IN_MILE = 1.609344
KM_IN_DEGREE = 111.195
"""Length of a degree of latitude on a globe of that radius."""


@dataclass(frozen=True, slots=True)
class Point:
    """A position in degrees (WGS84)."""

    latitude: float
    longitude: float


def where_is(postcode: str) -> Point | None:
    """The position of a postcode, or None when no directory loaded here has it."""
    code = "".join(postcode.upper().split())
    row = Postcode.objects.filter(code=code).values_list("latitude", "longitude").first()
    return Point(*row) if row else None


def within(rows: QuerySet[Organisation], here: Point, km: float) -> QuerySet[Organisation]:
    """Organisations at most `km` away along the ground, with that distance as `distance_km`.

    A box of degrees, answered by an index, comes first; the haversine then decides. Organisations
    without a position are not in the result.
    """
    north = km / KM_IN_DEGREE
    east = north / max(0.01, math.cos(math.radians(min(89.0, abs(here.latitude) + north))))
    box = rows.filter(
        latitude__range=(here.latitude - north, here.latitude + north),
        longitude__range=(here.longitude - east, here.longitude + east),
    )
    return box.annotate(distance_km=distance_km(here)).filter(distance_km__lte=km)


def distance_km(here: Point) -> Cast:
    """Kilometres from a point along a great circle (haversine)."""
    half_north = Radians((F("latitude") - Value(here.latitude)) / 2.0)
    half_east = Radians((F("longitude") - Value(here.longitude)) / 2.0)
    chord = Power(Sin(half_north), 2) + Value(math.cos(math.radians(here.latitude))) * Cos(
        Radians(F("latitude"))
    ) * Power(Sin(half_east), 2)
    angle = ASin(Sqrt(Least(Value(1.0), chord, output_field=FloatField())))
    return Cast(Value(2 * EARTH_KM) * angle, FloatField())


def at_work_in(place: str) -> Q:
    """The condition that an organisation names this place as its area or its town.

    Names are compared without regard to case; "bolton" also finds the area "Bolton Borough".
    """
    areas = Area.objects.filter(Q(name__iexact=place) | Q(name__istartswith=place + " "))
    through = Area.organisations.through.objects.filter(area__in=areas.values("pk"))
    return Q(town__iexact=place) | Q(pk__in=through.values("organisation_id"))
