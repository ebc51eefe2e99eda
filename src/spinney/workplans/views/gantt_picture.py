"""The Gantt chart of a plan, drawn for wide and narrow screens, with the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spinney.base.web.charts.canvas import Canvas, cut, text_width, wrapped
from spinney.base.web.charts.picture import Picture
from spinney.base.web.components.words import EMPTY, MONTHS, day, listed, span
from spinney.workplans.queries.plan_gantt import Gantt, Row, ToDraw

LABEL, BAR, THIN, GAP, AXIS, HEAD = 20.0, 13.0, 5.0, 12.0, 28.0, 26.0
DIAMOND = 7.0
MONTH_WIDTH = 74.0
BETWEEN_MONTHS = 8.0
SMALL = 14.0
LEGEND = (
    "Hollow: planned. Filled: done so far. Cross-lined: past its last day. Heavy outline: decides"
    " when all is done. Diamond: a milestone, filled when reached. Upright line: today."
)
WITH_KEPT = " Thin bar below: as it was kept."


@dataclass(frozen=True)
class _Scale:
    """Shares of the line as px from the left."""

    left: float
    width: float

    def at(self, share: float) -> float:
        return self.left + share * self.width


@dataclass(frozen=True)
class GanttPicture(Picture):
    """Every activity of a plan as a bar; `gantt` is None where nothing has a day yet."""

    title: str
    gantt: Gantt | None

    @property
    def note(self) -> str:  # type: ignore[override]
        """What the shapes mean."""
        return LEGEND + (WITH_KEPT if any(row.kept for row in self._rows) else "")

    @property
    def _rows(self) -> tuple[Row, ...]:
        return self.gantt.rows if self.gantt is not None else ()

    @property
    def is_empty(self) -> bool:
        return self.gantt is None

    @property
    def description(self) -> str:
        if self.gantt is None:
            return "No days are set yet, so there is nothing to draw."
        late = [row.source.title for row in self._rows if row.late]
        told = f"{len(self._rows)} lines, {span(self.gantt.first, self.gantt.last)}."
        return f"{told} Past their last day: {listed(late)}." if late else told

    def header(self) -> Sequence[str]:
        return ["", "From and to", "As it was kept", "How it stands", "Milestones"]

    def rows(self) -> Sequence[Sequence[object]]:
        return [_cells(row.source) for row in self._rows]

    def draw(self, width: int, uid: str) -> Canvas:
        canvas = Canvas(width)
        if self.gantt is None:
            return canvas
        beside = width >= 500
        left = 236.0 if beside else 1.0
        scale = _Scale(left, width - left - DIAMOND - 1)
        canvas.height = self._height(beside)
        self._draw_axis(canvas, self.gantt, scale)
        if self.gantt.today is not None:
            here = scale.at(self.gantt.today)
            canvas.line("pic-line", (here, AXIS - 6), (here, canvas.height), stroke_width=2)
        y = AXIS
        for row in self._rows:
            if row.begins_group:
                words = cut(row.source.group, width, 14)
                canvas.text(0, y + 15, words, "pic-text pic-bold pic-halo", size=14)
                y += HEAD
            y = self._draw_row(canvas, row, y, scale, beside)
        return canvas

    def _height(self, beside: bool) -> float:
        heads = sum(row.begins_group for row in self._rows)
        one = (0 if beside else LABEL) + BAR + THIN + GAP
        return AXIS + heads * HEAD + len(self._rows) * one

    def _draw_axis(self, canvas: Canvas, gantt: Gantt, scale: _Scale) -> None:
        taken = 0.0  # so far to the right names of months stand already
        for tick in gantt.ticks(max(1, int(scale.width / MONTH_WIDTH))):
            x = scale.at(tick.at)
            canvas.line("pic-grid", (x, AXIS - 8), (x, canvas.height))
            words = f"{MONTHS[tick.month - 1][:3]} {tick.year}"
            wide = text_width(words, 13)
            fits = x + wide <= canvas.width
            if (x if fits else x - wide) >= taken:
                canvas.text(x, 13, words, "pic-quiet", "start" if fits else "end", size=13)
                taken = (x + wide if fits else x) + BETWEEN_MONTHS

    def _draw_row(self, canvas: Canvas, row: Row, y: float, scale: _Scale, beside: bool) -> float:
        room = scale.left - 12 if beside else float(canvas.width)
        lines = wrapped(row.source.title, room, SMALL)
        if len(lines) > (2 if beside else 1):
            lines = [lines[0], cut(" ".join(lines[1:]), room, SMALL)]
        if not beside:
            lines = [cut(row.source.title, room, SMALL)]
        top = y + 12 if len(lines) == 1 else y + 6
        for number, line in enumerate(lines):
            canvas.text(0, top + 14 * number, line, "pic-text pic-halo", size=SMALL)
        y += 0 if beside else LABEL
        self._draw_bars(canvas, row, y, scale)
        for at, reached in row.marks:
            _diamond(canvas, scale.at(at), y + BAR / 2, reached)
        return y + BAR + THIN + GAP

    def _draw_bars(self, canvas: Canvas, row: Row, y: float, scale: _Scale) -> None:
        if row.bar is not None:
            heavy = 3 if row.source.critical and not row.source.done else 1.5
            start, end = scale.at(row.bar.start), scale.at(row.bar.end)
            canvas.rect("pic-hollow", start, y, max(4, end - start), BAR, stroke_width=heavy)
        if row.filled is not None:
            start, end = scale.at(row.filled.start), scale.at(row.filled.end)
            canvas.rect("pic-main", start, y, max(4, end - start), BAR)
        if row.late is not None:
            _cross_lined(canvas, scale.at(row.late.start), scale.at(row.late.end), y)
        if row.kept is not None:
            start, end = scale.at(row.kept.start), scale.at(row.kept.end)
            canvas.rect("pic-plan", start, y + BAR + 3, max(4, end - start), THIN - 1)


def _cross_lined(canvas: Canvas, start: float, end: float, y: float) -> None:
    canvas.rect("pic-honey", start, y + 3, max(3, end - start), BAR - 6)
    for number in range(1, int((end - start) // 6)):
        x = start + number * 6
        canvas.line("pic-paper-line", (x, y + 3), (x, y + BAR - 3))


def _diamond(canvas: Canvas, x: float, y: float, reached: bool) -> None:
    canvas.path("pic-paper", _points(x, y, DIAMOND + 3), closed=True)  # off what lies below
    canvas.path("pic-main" if reached else "pic-hollow", _points(x, y, DIAMOND), closed=True)


def _points(x: float, y: float, size: float) -> list[tuple[float, float]]:
    return [(x, y - size), (x + size, y), (x, y + size), (x - size, y)]


def _cells(one: ToDraw) -> list[object]:
    marks = [
        f"{mark.title}: {'reached ' if mark.reached else ''}{day(mark.day)}" for mark in one.marks
    ]
    return [
        one.title,
        span(one.bar.first, one.bar.last) if one.bar else EMPTY,
        span(one.kept.first, one.kept.last) if one.kept else EMPTY,
        one.state,
        "; ".join(marks) or EMPTY,
    ]
