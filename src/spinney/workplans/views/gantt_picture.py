"""The Gantt chart of a plan, drawn for wide and narrow screens, with the same as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spinney.base.web.charts.canvas import Canvas, cut, hatch, text_width, wrapped
from spinney.base.web.charts.picture import Picture
from spinney.base.web.components.words import EMPTY, MONTHS, day, listed, span
from spinney.workplans.queries.plan_gantt import Gantt, Row, ToDraw

BAR, THIN, GAP, AXIS = 13.0, 5.0, 12.0, 28.0
DIAMOND = 7.0
MONTH_WIDTH = 74.0
BETWEEN_MONTHS = 8.0
SMALL, LINE = 14.0, 14.0
MOST_LINES_BESIDE, MOST_LINES_ABOVE = 2, 3
ELBOW, HEAD = 5.0, 4.0
LEGEND = (
    "Hollow: planned. Filled: done so far. Cross-lined: past its last day. Heavy outline: decides"
    " when all is done. Diamond: a milestone, filled when reached. Upright line: today."
)
WITH_WAITS = " Hatched: waits for something that is not done."
WITH_ARROWS = " Arrow, on wide screens and on paper: from what it waits for."
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
        rows = self._rows
        waits = WITH_WAITS if any(row.bar and row.source.waits for row in rows) else ""
        arrows = WITH_ARROWS if any(_waits(rows)) else ""
        return LEGEND + waits + arrows + (WITH_KEPT if any(row.kept for row in rows) else "")

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
        waits = [row.source.title for row in self._rows if row.source.waits]
        told = f"{len(self._rows)} lines, {span(self.gantt.first, self.gantt.last)}."
        told += f" Past their last day: {listed(late)}." if late else ""
        return told + (f" Waiting for something: {listed(waits)}." if waits else "")

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
        lines = _lines_of(self._rows, width, left - 12 if beside else float(width), beside)
        canvas.height = lines[-1].foot if lines else AXIS
        self._draw_axis(canvas, self.gantt, scale)
        if self.gantt.today is not None:
            here = scale.at(self.gantt.today)
            canvas.line("pic-line", (here, AXIS - 6), (here, canvas.height), stroke_width=2)
        arrows = _arrows(lines, scale) if beside else []
        for arrow in arrows:
            canvas.path("pic-line-quiet", arrow)
        hatched = (
            hatch(canvas, f"{uid}-waits") if any(row.source.waits for row in self._rows) else ""
        )
        for line in lines:
            _write(canvas, line)
            _draw_bars(canvas, line.row, line.bar, scale, hatched)
            for at, reached in line.row.marks:
                _diamond(canvas, scale.at(at), line.bar + BAR / 2, reached)
        for arrow in arrows:
            _arrow_head(canvas, arrow[-1])
        return canvas

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


@dataclass(frozen=True)
class _Line:
    """Where a row stands: the name of its group and its own in lines, its bar, its foot."""

    row: Row
    group: tuple[str, ...]
    group_top: float
    names: tuple[str, ...]
    names_top: float
    bar: float

    @property
    def foot(self) -> float:
        return self.bar + BAR + THIN + GAP

    @property
    def middle(self) -> float:
        return self.bar + BAR / 2


def _lines_of(rows: Sequence[Row], width: float, room: float, beside: bool) -> list[_Line]:
    found: list[_Line] = []
    for row in rows:
        top = found[-1].foot if found else AXIS
        group = _in_lines(row.source.group, width, 2) if row.begins_group else []
        y = top + len(group) * LINE + (12 if group else 0)
        names = _in_lines(row.source.title, room, MOST_LINES_BESIDE if beside else MOST_LINES_ABOVE)
        bar = y if beside else y + len(names) * LINE + 6
        names_top = y + (6 if beside and len(names) > 1 else 12)
        found.append(_Line(row, tuple(group), top + 15, tuple(names), names_top, bar))
    return found


def _in_lines(words: str, room: float, most: int) -> list[str]:
    lines = wrapped(words, room, SMALL)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), room, SMALL)]


def _write(canvas: Canvas, line: _Line) -> None:
    for number, words in enumerate(line.group):
        y = line.group_top + LINE * number
        canvas.text(0, y, words, "pic-text pic-bold pic-halo", size=SMALL)
    for number, words in enumerate(line.names):
        canvas.text(0, line.names_top + LINE * number, words, "pic-text pic-halo", size=SMALL)


def _draw_bars(canvas: Canvas, row: Row, y: float, scale: _Scale, hatched: str) -> None:
    if row.bar is not None:
        heavy = 3 if row.source.critical and not row.source.done else 1.5
        start, end = scale.at(row.bar.start), scale.at(row.bar.end)
        if row.source.waits:
            canvas.rect("", start, y, max(4, end - start), BAR, fill=hatched)
        css = "pic-line" if row.source.waits else "pic-hollow"
        canvas.rect(css, start, y, max(4, end - start), BAR, stroke_width=heavy)
    if row.filled is not None:
        start, end = scale.at(row.filled.start), scale.at(row.filled.end)
        canvas.rect("pic-main", start, y, max(4, end - start), BAR)
    if row.late is not None:
        _cross_lined(canvas, scale.at(row.late.start), scale.at(row.late.end), y)
    if row.kept is not None:
        start, end = scale.at(row.kept.start), scale.at(row.kept.end)
        canvas.rect("pic-plan", start, y + BAR + 3, max(4, end - start), THIN - 1)


@dataclass(frozen=True)
class _Wait:
    """What is waited for and what waits for it, by their keys: from the end of the one to the start
    of the other, in shares of the line.
    """

    before: int
    after: int
    end: float
    start: float


def _waits(rows: Sequence[Row]) -> Iterator[_Wait]:
    """Every wait of which both ends are drawn."""
    bars = {row.source.key: (row, row.bar) for row in rows if row.bar is not None}
    for after, (row, bar) in bars.items():
        for key in row.source.waits_for:
            if key in bars:
                before, drawn = bars[key]
                yield _Wait(key, after, (before.late or drawn).end, bar.start)


def _arrows(lines: Sequence[_Line], scale: _Scale) -> list[list[tuple[float, float]]]:
    """The corners of each arrow: from the end of what is waited for to what waits."""
    places = {line.row.source.key: line for line in lines}
    return [
        _corners(places[wait.before], places[wait.after], scale.at(wait.end), scale.at(wait.start))
        for wait in _waits([line.row for line in lines])
    ]


def _corners(
    before: _Line, after: _Line, end: float, start: float
) -> list[tuple[float, float]]:  # fmt: skip
    """From the end of one bar (px) to the start of another, with right angles between."""
    out = end + ELBOW
    if start >= out + HEAD:
        turns = [(out, before.middle), (out, after.middle)]
    else:
        between = after.bar - ELBOW if after.bar > before.bar else after.bar + BAR + THIN + ELBOW
        turns = [
            (out, before.middle), (out, between), (start - 2 * ELBOW, between),
            (start - 2 * ELBOW, after.middle),
        ]  # fmt: skip
    return [(end, before.middle), *turns, (start, after.middle)]


def _arrow_head(canvas: Canvas, tip: tuple[float, float]) -> None:
    x, y = tip
    back = [(x, y), (x - 2 * HEAD, y - HEAD), (x - 2 * HEAD, y + HEAD)]
    canvas.path("pic-quiet", back, closed=True)


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
