"""Time planned against time taken: stages, activities, milestones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from spinney.base.web.charts.canvas import Canvas, cut, text_width
from spinney.base.web.charts.picture import Picture
from spinney.base.web.components.words import EMPTY, MONTHS, day, span

LABEL, BAR, GAP, AXIS = 20.0, 9.0, 14.0, 24.0


@dataclass(frozen=True)
class PlanRow:
    """A stage or activity: when it was to be, and when it was. Missing dates are None; an end of
    None with a beginning means that it is going on.
    """

    name: str
    planned_from: date | None = None
    planned_to: date | None = None
    began: date | None = None
    ended: date | None = None
    was: str = ""  # what was planned before, in words, for the table
    now: str = ""  # what is planned now, where the row holds what was planned first


@dataclass(frozen=True)
class _Scale:
    """Days as px from the left."""

    left: float
    unit: float
    first: date

    def at(self, when: date) -> float:
        return self.left + (when - self.first).days * self.unit


@dataclass(frozen=True)
class PlanChart(Picture):
    """Each row has two bars: the plan (pale, dashed outline) above what happened (solid).

    What runs past its planned end is drawn in rust and cross-lined from there on.
    """

    title: str
    plan: Sequence[PlanRow]
    today: date
    note: str = "Pale and dashed: planned. Solid: as it was. Upright line: today."

    @property
    def is_empty(self) -> bool:
        """Whether no row has a bar: an axis of nothing says nothing."""
        return not any(r.began or (r.planned_from and r.planned_to) for r in self.plan)

    @property
    def description(self) -> str:
        if self.is_empty:
            return "No dates are set yet."
        late = [row.name for row in self.plan if self._is_late(row)]
        told = f"{len(self.plan)} rows, {span(self._first, self._last)}."
        return f"{told} Past the plan: {', '.join(late)}." if late else f"{told} None is late."

    def _is_late(self, row: PlanRow) -> bool:
        end = row.ended or self.today
        return row.planned_to is not None and end > row.planned_to and row.began is not None

    @property
    def _days(self) -> list[date]:
        given = [
            d
            for row in self.plan
            for d in (row.planned_from, row.planned_to, row.began, row.ended)
            if d
        ]
        return [*given, self.today]

    @property
    def _first(self) -> date:
        return min(self._days)

    @property
    def _last(self) -> date:
        return max(max(self._days), self._first + timedelta(days=28))

    def header(self) -> Sequence[str]:
        return ["", "Planned", "As it was"]

    def rows(self) -> Sequence[Sequence[object]]:
        return [[row.name, self._planned(row), self._happened(row)] for row in self.plan]

    def _planned(self, row: PlanRow) -> str:
        planned = span(row.planned_from, row.planned_to)
        if row.now:
            return f"{planned} (now planned: {row.now})"
        return f"{planned} (before: {row.was})" if row.was else planned

    def _happened(self, row: PlanRow) -> str:
        if row.began is None:
            return EMPTY
        return span(row.began, row.ended) if row.ended else f"since {day(row.began)}"

    def draw(self, width: int, uid: str) -> Canvas:
        canvas = Canvas(width)
        longest = max((text_width(row.name) for row in self.plan), default=0) + 18
        beside = longest < width * 0.32
        left = longest if beside else 1.0
        scale = _Scale(left, (width - left - 1) / (self._last - self._first).days, self._first)
        label = 2.0 if beside else LABEL
        step = label + 2 * BAR + 3 + GAP
        canvas.height = AXIS + len(self.plan) * step - GAP + 4
        self._draw_axis(canvas, scale)
        here = scale.at(self.today)
        canvas.line("pic-line", (here, AXIS - 6), (here, canvas.height), stroke_width=2)
        y = AXIS
        for row in self.plan:
            drop = label + 2 * BAR - 4 if beside else 13
            canvas.text(0, y + drop, cut(row.name, width), "pic-text pic-halo")
            self._draw_bars(canvas, row, y + label, scale)
            y += step
        return canvas

    def _draw_axis(self, canvas: Canvas, scale: _Scale) -> None:
        free = 0.0
        for tick in self._ticks(scale.unit):
            x = scale.at(tick)
            canvas.line("pic-grid", (x, AXIS - 6), (x, canvas.height))
            words = f"{MONTHS[tick.month - 1][:3]} {tick.year}"
            if x >= free and x + text_width(words, 13) < canvas.width:
                canvas.text(x, 12, words, "pic-quiet", size=13)
                free = x + text_width(words, 13) + 10

    def _ticks(self, unit: float) -> Iterator[date]:
        """First days of months, far enough apart to be read."""
        step = next((s for s in (1, 2, 3, 6, 12) if s * 30 * unit > 58), 12)
        year, month = self._first.year, self._first.month
        while True:
            month += 1
            year, month = (year + 1, 1) if month > 12 else (year, month)
            if date(year, month, 1) > self._last:
                return
            if (month - 1) % step == 0:
                yield date(year, month, 1)

    def _draw_bars(self, canvas: Canvas, row: PlanRow, y: float, scale: _Scale) -> None:
        if row.planned_from and row.planned_to:
            start, end = scale.at(row.planned_from), scale.at(row.planned_to)
            canvas.rect("pic-plan", start, y, max(3, end - start), BAR, stroke_dasharray="4 3")
        if not row.began:
            return
        y += BAR + 3
        start = scale.at(row.began)
        end = scale.at(row.ended or self.today)
        kept = min(end, scale.at(row.planned_to)) if row.planned_to else end
        if kept > start:
            canvas.rect("pic-main", start, y, max(3, kept - start), BAR)
        if self._is_late(row):
            over = max(start, kept)
            canvas.rect("pic-rust", over, y, max(3, end - over), BAR)
            for i in range(1, int((end - over) // 6)):
                x = over + i * 6
                canvas.line("pic-paper-line", (x, y), (x, y + BAR))
