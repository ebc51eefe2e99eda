"""A map of places: organisations as discs, with a scale. Drawn here; nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians

from spinney.base.web.charts.canvas import Canvas, text_width
from spinney.base.web.charts.picture import Picture
from spinney.base.web.components.words import MILES_IN_KM, counted, distance, initials, listed

KM_IN_DEGREE = 111.32
DISC, MARGIN, LABEL_SIZE = 12.0, 26.0, 14.0
LEAST_SPAN_KM = 1.5
Point = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Place:
    """Somewhere to be drawn: latitude and longitude in degrees (WGS 84), None when not known.

    `hollow` draws an outline (invited, not yet a member; an associate).
    """

    name: str
    latitude: float | None
    longitude: float | None
    detail: str = ""
    hollow: bool = False


def letters_for(names: Sequence[str]) -> list[str]:
    """Letters for each name's disc, no two alike: "BB", then "B2"."""
    taken: set[str] = set()
    given = []
    for name in names:
        letters, number = initials(name), 2
        while letters in taken:
            letters, number = f"{initials(name)[0]}{number}", number + 1
        taken.add(letters)
        given.append(letters)
    return given


@dataclass(frozen=True)
class PlaceMap(Picture):
    """Places as discs with letters, names where they fit, true distances, and a scale in miles.

    `outline` is rings of (latitude, longitude), such as the boundary of a borough.
    """

    title: str
    places: Sequence[Place]
    outline: Sequence[Sequence[Point]] = ()
    note: str = ""

    @property
    def _known(self) -> list[tuple[Place, str, Point]]:
        letters = letters_for([place.name for place in self.places])
        return [
            (place, letter, (place.latitude, place.longitude))
            for place, letter in zip(self.places, letters, strict=True)
            if place.latitude is not None and place.longitude is not None
        ]

    @property
    def is_empty(self) -> bool:
        return not self._known and not self.outline

    @property
    def description(self) -> str:
        known = self._known
        if not known:
            return "No address is known yet, so there is nothing to put on a map."
        points = [point for *_, point in known]
        far = max((_km(a, b) for a in points for b in points), default=0)
        told = counted(len(known), "place")
        apart = f", at most {distance(far)} apart" if far > 0 else ""
        missing = [p.name for p in self.places if p.latitude is None or p.longitude is None]
        left = f" Not on the map: {listed(missing)}." if missing else ""
        return f"{told}{apart}: {listed(place.name for place, *_ in known)}.{left}"

    def header(self) -> Sequence[str]:
        return ["Name", "On the map as", "Where"]

    def rows(self) -> Sequence[Sequence[object]]:
        letters = letters_for([place.name for place in self.places])
        return [
            [place.name, letter if place.latitude is not None else "not shown", place.detail]
            for place, letter in zip(self.places, letters, strict=True)
        ]

    def draw(self, width: int, uid: str) -> Canvas:
        view = _View.fitting([p for *_, p in self._known], self.outline, width)
        canvas = Canvas(width, view.height)
        canvas.rect("pic-map-ground", 0, 0, width, view.height, rx=4)
        for ring in self.outline:
            canvas.path("pic-land", [view.at(point) for point in ring], closed=True)
        true = [view.at(point) for *_, point in self._known]
        discs = _apart(true, (DISC + 1, DISC + 1, width - DISC - 1, view.height - 30))
        for spot, disc in zip(true, discs, strict=True):
            if hypot(spot[0] - disc[0], spot[1] - disc[1]) > 3:
                canvas.line("pic-line-quiet", spot, disc)
                canvas.circle("pic-main", *spot, 2.5)
        self._draw_discs(canvas, discs)
        self._draw_scale(canvas, view)
        return canvas

    def _draw_discs(self, canvas: Canvas, discs: list[Point]) -> None:
        taken = [_around(x, y) for x, y in discs]
        taken.append((0, canvas.height - 28, 130, canvas.height))
        for (place, letters, _), (x, y) in zip(self._known, discs, strict=True):
            label = _free_spot(place.name, (x, y), taken, canvas)
            if label:
                taken.append(label)
                at, anchor = _anchor(label, x)
                canvas.text(at, label[1] + 13, place.name, "pic-text pic-halo", anchor, LABEL_SIZE)
            canvas.circle("pic-hollow" if place.hollow else "pic-main", x, y, DISC, stroke_width=2)
            css = "pic-text" if place.hollow else "pic-inverse"
            canvas.text(x, y + 4.2, letters, f"{css} pic-bold", "middle", 12)

    def _draw_scale(self, canvas: Canvas, view: _View) -> None:
        miles = next(
            (m for m in (50, 20, 10, 5, 2, 1, 0.5, 0.2) if m / MILES_IN_KM * view.px_in_km <= 110),
            0.1,
        )
        long = miles / MILES_IN_KM * view.px_in_km
        y = canvas.height - 10
        points = [(10.0, y - 5), (10.0, y), (10 + long, y), (10 + long, y - 5)]
        canvas.path("pic-line-quiet", points)
        canvas.text(10, y - 8, f"{miles:g} mile{'' if miles == 1 else 's'}", "pic-quiet", size=12)


def _km(one: Point, other: Point) -> float:
    """Distance of two near points (flat earth; good to 0.1 % within a country)."""
    up = (one[0] - other[0]) * KM_IN_DEGREE
    along = (one[1] - other[1]) * KM_IN_DEGREE * cos(radians((one[0] + other[0]) / 2))
    return hypot(up, along)


@dataclass(frozen=True)
class _View:
    """A flat projection, true at its middle latitude, fitted to a width."""

    north: float
    west: float
    px_in_km: float
    km_along: float  # km in a degree of longitude
    left: float
    top: float
    height: float

    @classmethod
    def fitting(cls, points: list[Point], outline: Sequence[Sequence[Point]], width: int) -> _View:
        every = points + [point for ring in outline for point in ring] or [(52.5, -1.5)]
        north, south = max(p[0] for p in every), min(p[0] for p in every)
        west, east = min(p[1] for p in every), max(p[1] for p in every)
        along = KM_IN_DEGREE * cos(radians((north + south) / 2))
        wide, high = (east - west) * along, (north - south) * KM_IN_DEGREE
        inner = width - 2 * MARGIN
        most = width * (0.62 if width > 400 else 1.1)
        scale = inner / max(wide, LEAST_SPAN_KM)
        if high * scale > most - 2 * MARGIN - 24:
            scale = (most - 2 * MARGIN - 24) / high
        height = min(most, max(width * 0.4, high * scale + 2 * MARGIN + 24))
        left = MARGIN + (inner - wide * scale) / 2
        top = MARGIN + (height - 24 - 2 * MARGIN - high * scale) / 2
        return cls(north, west, scale, along, left, top, height)

    def at(self, point: Point) -> Point:
        x = self.left + (point[1] - self.west) * self.km_along * self.px_in_km
        return x, self.top + (self.north - point[0]) * KM_IN_DEGREE * self.px_in_km


def _apart(spots: list[Point], bounds: Box) -> list[Point]:
    """The spots moved as little as need be so that no two discs overlap, inside the bounds."""
    moved = [list(spot) for spot in spots]
    least = 2 * DISC + 3
    for _ in range(200):
        still = True
        for i, one in enumerate(moved):
            for j, other in enumerate(moved[:i]):
                dx, dy = one[0] - other[0], one[1] - other[1]
                gap = hypot(dx, dy)
                if gap >= least:
                    continue
                still = False
                if gap < 0.01:  # the same spot: part them in directions that differ by index
                    dx, dy, gap = cos(i * 2.4 + j), cos(i * 2.4 + j + 1.57), 1.0
                push = (least - gap) / 2 / gap
                one[0], one[1] = one[0] + dx * push, one[1] + dy * push
                other[0], other[1] = other[0] - dx * push, other[1] - dy * push
        for spot in moved:
            spot[0] = min(max(spot[0], bounds[0]), bounds[2])
            spot[1] = min(max(spot[1], bounds[1]), bounds[3])
        if still:
            break
    return [(x, y) for x, y in moved]


def _around(x: float, y: float) -> Box:
    return x - DISC - 1, y - DISC - 1, x + DISC + 1, y + DISC + 1


def _spots(width: float, x: float, y: float) -> Iterator[Box]:
    """Where a label of a width may stand beside a disc, best first."""
    near, high = DISC + 4, 17.0
    corners = (
        (x + near, y - high / 2),
        (x - near - width, y - high / 2),
        (x - width / 2, y + DISC + 2),
        (x - width / 2, y - DISC - high - 1),
        (x + near - 4, y + 4),
        (x + near - 4, y - high - 4),
        (x - near - width + 4, y + 4),
        (x - near - width + 4, y - high - 4),
    )
    for left, top in corners:
        yield left, top, left + width, top + high


def _free_spot(name: str, at: Point, taken: list[Box], canvas: Canvas) -> Box | None:
    """The first spot in which the name collides with nothing, or None: the letters must do."""
    for box in _spots(text_width(name, LABEL_SIZE), *at):
        inside = box[0] >= 2 and box[1] >= 2 and box[2] <= canvas.width - 2
        if inside and box[3] <= canvas.height - 2 and not any(_touch(box, one) for one in taken):
            return box
    return None


def _anchor(box: Box, x: float) -> tuple[float, str]:
    """Where a label's text begins, ends or has its middle, so that it keeps close to its disc."""
    if box[0] >= x:
        return box[0], "start"
    return (box[2], "end") if box[2] <= x else ((box[0] + box[2]) / 2, "middle")


def _touch(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
