"""A grid of cells: how many things stand at each pair of marks of two scales."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spinney.base.web.charts.canvas import Canvas
from spinney.base.web.charts.picture import Picture
from spinney.base.web.components.parts import Tone
from spinney.base.web.components.words import counted

_FILL = {Tone.GO: "pic-moss", Tone.WAITS: "pic-honey", Tone.LATE: "pic-rust"}
LABEL, ROW = 16.0, 40.0


@dataclass(frozen=True)
class GridCell:
    """One cell: the names of what stands there, and its tone (told by words elsewhere too)."""

    names: Sequence[str]
    tone: Tone = Tone.QUIET


@dataclass(frozen=True)
class GridChart(Picture):
    """Cells by row (the first on top) and column (the first on the left); `across` and `down` name
    the scales, `columns` and `lines` their marks. `unit` is what stands in the cells.
    """

    title: str
    across: str
    down: str
    columns: Sequence[str]
    lines: Sequence[str]
    cells: Sequence[Sequence[GridCell]]
    unit: str = "thing"
    note: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(cell.names for row in self.cells for cell in row)

    @property
    def description(self) -> str:
        count = sum(len(cell.names) for row in self.cells for cell in row)
        if not count:
            return "There is nothing to show yet."
        told = f"{counted(count, self.unit)}, by {self.down.lower()} and {self.across.lower()}."
        first = next((at for at in self._filled() if at), "")
        return f"{told} On top: {first}." if first else told

    def _filled(self) -> Sequence[str]:
        return [", ".join(cell.names) for row in self.cells for cell in reversed(row) if cell.names]

    def header(self) -> Sequence[str]:
        return [f"{self.down}, then {self.across.lower()}", *self.columns]

    def rows(self) -> Sequence[Sequence[object]]:
        return [
            [line, *(", ".join(cell.names) for cell in row)]
            for line, row in zip(self.lines, self.cells, strict=True)
        ]

    def draw(self, width: int, uid: str) -> Canvas:
        left, top = LABEL + 18.0, 2.0
        canvas = Canvas(width)
        step = (canvas.width - left) / max(1, len(self.columns))
        for at, (line, row) in enumerate(zip(self.lines, self.cells, strict=True)):
            y = top + at * ROW
            canvas.text(LABEL, y + ROW / 2 + 5, line[:1])
            for place, cell in enumerate(row):
                self._draw_cell(canvas, cell, left + place * step, y, step)
        foot = top + len(self.lines) * ROW
        for place, name in enumerate(self.columns):
            canvas.text(left + place * step + step / 2 - 4, foot + LABEL, name[:1])
        canvas.text(left, foot + 2 * LABEL + 4, f"{self.across} →   ↑ {self.down}")
        canvas.height = foot + 2 * LABEL + 12
        return canvas

    def _draw_cell(self, canvas: Canvas, cell: GridCell, x: float, y: float, step: float) -> None:
        css = _FILL.get(cell.tone, "pic-land")
        canvas.rect(css, x + 1, y + 1, step - 2, ROW - 2, fill_opacity="0.35")
        canvas.rect("pic-hollow", x + 1, y + 1, step - 2, ROW - 2)
        if cell.names:
            canvas.text(x + step / 2 - 5, y + ROW / 2 + 5, str(len(cell.names)), css="pic-bold")
