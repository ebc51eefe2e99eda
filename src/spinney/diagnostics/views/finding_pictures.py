"""Pictures of results: areas by organisation for the facilitator, and ranges for the group.

How much is shown by size and in words, never by colour alone; what is not known is hollow, and
what is withheld is hatched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spinney.base.web.charts.canvas import Canvas, cut, hatch, wrapped
from spinney.base.web.charts.picture import Picture
from spinney.base.web.components.words import EMPTY, listed

LEVELS = ("none", "a little", "quite a lot", "a great deal")


def level_words(share: float | None) -> str:
    """A share from 0 to 1 in words.

    >>> level_words(0.6), level_words(None)
    ('quite a lot', '–')
    """
    if share is None:
        return "–"
    return LEVELS[min(len(LEVELS) - 1, round(share * (len(LEVELS) - 1)))]


@dataclass(frozen=True)
class HeatRow:
    """One area with the share (0 to 1) of each organisation, in the order of the map's columns."""

    label: str
    shares: Sequence[float | None]


@dataclass(frozen=True)
class HeatMap(Picture):
    """Areas down, organisations across: the larger the square, the more."""

    title: str
    columns: Sequence[str]
    lines: Sequence[HeatRow]
    note: str = "The larger the square, the more. A ring: it did not say."

    MOST_COLUMNS = 24

    @property
    def is_empty(self) -> bool:
        return not self.lines or not 0 < len(self.columns) <= self.MOST_COLUMNS

    @property
    def description(self) -> str:
        if self.is_empty:
            return "No picture: look at the table."
        most = [line.label for line in self.lines[:3]]
        return (
            f"{len(self.lines)} areas by {len(self.columns)} organisations. Most in all:"
            f" {listed(most)}."
        )

    def header(self) -> Sequence[str]:
        return ["Area", *self.columns]

    def rows(self) -> Sequence[Sequence[object]]:
        return [[line.label, *(level_words(s) for s in line.shares)] for line in self.lines]

    def draw(self, width: int, uid: str) -> Canvas:
        canvas = Canvas(width)
        beside = width > 400
        left = width * 0.34 if beside else 0.0
        step = min(44.0, (width - left) / len(self.columns))
        y = self._numbers(canvas, left, step)
        for line in self.lines:
            if not beside:
                canvas.text(0, y + 14, cut(line.label, width))
                y += 20
            else:
                canvas.text(0, y + step / 2 + 5, cut(line.label, left - 12))
            for at, share in enumerate(line.shares):
                _square(canvas, left + at * step, y, step, share)
            y += step + (10 if not beside else 2)
        canvas.height = self._names(canvas, y + 12)
        return canvas

    def _numbers(self, canvas: Canvas, left: float, step: float) -> float:
        for at in range(len(self.columns)):
            canvas.text(
                left + at * step + step / 2, 14, str(at + 1), "pic-text pic-bold", "middle", 12
            )
        return 20.0

    def _names(self, canvas: Canvas, y: float) -> float:
        for at, name in enumerate(self.columns):
            for line in wrapped(f"{at + 1}  {name}", canvas.width):
                canvas.text(0, y + 14, line)
                y += 20
        return y + 2


def _square(canvas: Canvas, x: float, y: float, step: float, share: float | None) -> None:
    """One organisation in one area: a square within a faint frame, or a ring for no answer."""
    canvas.rect("pic-grid", x + 1, y + 1, step - 2, step - 2)
    if share is None:
        canvas.circle("pic-line-quiet", x + step / 2, y + step / 2, max(2.0, step * 0.12))
        return
    side = (step - 6) * share**0.5
    if side > 0:
        canvas.rect("pic-main", x + (step - side) / 2, y + (step - side) / 2, side, side)


@dataclass(frozen=True)
class Range:
    """What lies between two shares (the same when exact), with its words; both None with a reason
    for what is withheld.
    """

    label: str
    low: float | None
    high: float | None
    words: str
    reason: str = ""


@dataclass(frozen=True)
class RangeChart(Picture):
    """Bars that are solid as far as is sure, and hatched as far as it could be."""

    title: str
    ranges: Sequence[Range]
    value_name: str = "How much"
    note: str = "Solid: at least so much. Hatched: it may be so much. Empty: withheld."

    @property
    def is_empty(self) -> bool:
        return not self.ranges

    @property
    def description(self) -> str:
        known = [one for one in self.ranges if one.low is not None]
        if not known:
            return "Nothing can be shown."
        withheld = [one.label for one in self.ranges if one.low is None]
        told = f"{len(self.ranges)} bars. First: {known[0].label}, {known[0].words}."
        return f"{told} Withheld: {listed(withheld)}." if withheld else told

    def header(self) -> Sequence[str]:
        return ["", self.value_name]

    def rows(self) -> Sequence[Sequence[object]]:
        return [
            [one.label, one.words if one.low is not None else one.reason or EMPTY]
            for one in self.ranges
        ]

    def draw(self, width: int, uid: str) -> Canvas:
        canvas = Canvas(width)
        fill = hatch(canvas, f"{uid}-hatch")
        y, full = 0.0, width - 2.0
        for one in self.ranges:
            words = one.words if one.low is not None else "withheld"
            label = one.label if one.label.endswith("?") else f"{one.label}:"
            for line in wrapped(f"{label} {words}", width):
                canvas.text(0, y + 14, line)
                y += 20
            canvas.rect("pic-line-quiet", 0.5, y, full, 16)
            if one.low is not None and one.high is not None:
                start = one.low * full
                canvas.rect("pic-main", 0.5, y, start, 16)
                wide = (one.high - one.low) * full
                canvas.add("rect", "", x=start, y=y, width=wide, height=16, fill=fill)
            y += 30
        canvas.height = max(1.0, y)
        return canvas
