"""A dot for each who said something, on a scale: how far apart people are, at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from spinney.base.web.charts.canvas import Canvas, text_width, wrapped
from spinney.base.web.charts.picture import Picture
from spinney.base.web.components.words import EMPTY, counted

LABEL, DOT, STEP, FOOT, GAP = 20.0, 4.5, 10.0, 18.0, 18.0
HIGHEST = 8
"""So many dots are stacked at the most: where more said the same, a dot stands for several."""


@dataclass(frozen=True)
class DotRow:
    """What was said of one thing: `counts` by the marks of the scale, lowest first. `middle` is
    the mark in the middle of all (the first is 0; halves fall between two), `lower` and `upper`
    the middle of each half: between them lies half of all. None where nobody said anything.
    """

    label: str
    counts: Sequence[int]
    lower: float | None = None
    middle: float | None = None
    upper: float | None = None
    detail: str = ""


@dataclass(frozen=True)
class DotStrip(Picture):
    """Rows of dots over the same scale, in the order given; `unit` is what a dot stands for."""

    title: str
    scale: Sequence[str]
    strips: Sequence[DotRow]
    unit: str = "vote"

    @property
    def _each(self) -> int:
        """How many a dot stands for."""
        most = max((count for row in self.strips for count in row.counts), default=0)
        return max(1, ceil(most / HIGHEST))

    @property
    def note(self) -> str:  # type: ignore[override]  # made of the dots, not given
        dot = f"A dot is {counted(self._each, self.unit)}"
        more = " at the most" if self._each > 1 else ""
        return f"{dot}{more}. Dashed line: the middle. Within the band: at least half of them."

    @property
    def is_empty(self) -> bool:
        return not any(sum(row.counts) for row in self.strips)

    @property
    def description(self) -> str:
        if self.is_empty:
            return "Nobody has said anything."
        told = [f"{row.label}: {row.detail.rstrip('.')}" for row in self.strips if row.detail]
        return "; ".join(told) + "." if told else f"{len(self.strips)} rows of dots."

    def header(self) -> Sequence[str]:
        return ["", *self.scale, "Middle"]

    def rows(self) -> Sequence[Sequence[object]]:
        return [[row.label, *row.counts, self._said(row.middle)] for row in self.strips]

    def _said(self, middle: float | None) -> str:
        if middle is None:
            return EMPTY
        low, high = self.scale[int(middle)], self.scale[ceil(middle)]
        return low if low == high else f"{low} to {high}"

    def draw(self, width: int, uid: str) -> Canvas:
        canvas = Canvas(width)
        y = 0.0
        for row in self.strips:
            y = self._draw_row(canvas, row, y) + GAP
        canvas.height = max(1.0, y - GAP + 2)
        return canvas

    def _at(self, canvas: Canvas, mark: float) -> float:
        """How far from the left a mark of the scale stands."""
        edge = max(text_width(self.scale[0], 13), text_width(self.scale[-1], 13)) / 2 + DOT + 1
        return edge + mark * (canvas.width - 2 * edge) / max(1, len(self.scale) - 1)

    def _draw_row(self, canvas: Canvas, row: DotRow, y: float) -> float:
        """Draw one row from y down, and return where it ends."""
        for line in wrapped(
            f"{row.label}: {row.detail}" if row.detail else row.label, canvas.width
        ):
            canvas.text(0, y + 14, line)
            y += LABEL
        stacks = [ceil(count / self._each) for count in row.counts]
        ground = y + 6 + max(1, *stacks) * STEP
        self._draw_middle(canvas, row, y + 2, ground)
        canvas.line("pic-axis", (0, ground), (canvas.width, ground))
        for mark, many in enumerate(stacks):
            for place in range(many):
                high = ground - DOT - 1.5 - place * STEP
                canvas.circle("pic-main", self._at(canvas, mark), high, DOT)
        self._draw_scale(canvas, ground)
        return ground + FOOT

    def _draw_middle(self, canvas: Canvas, row: DotRow, top: float, ground: float) -> None:
        if row.lower is None or row.upper is None or row.middle is None:
            return
        left, right = self._at(canvas, row.lower), self._at(canvas, row.upper)
        canvas.rect("pic-land", left - 7, top, right - left + 14, ground - top)
        middle = self._at(canvas, row.middle)
        canvas.line("pic-axis", (middle, top), (middle, ground), stroke_dasharray="3 3")

    def _draw_scale(self, canvas: Canvas, ground: float) -> None:
        free = 0.0
        for mark, words in enumerate(self.scale):
            half = text_width(words, 13) / 2
            x = self._at(canvas, mark)
            if x - half >= free and x + half <= canvas.width:
                canvas.text(x, ground + 15, words, "pic-quiet", "middle", 13)
                free = x + half + 4
