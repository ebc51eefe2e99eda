"""Bars side by side, with what was planned beside what is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spinney.base.web.charts.canvas import Canvas, hatch, text_width, wrapped
from spinney.base.web.charts.picture import Picture
from spinney.base.web.components.parts import Tone
from spinney.base.web.components.words import EMPTY, listed, number

_FILL = {Tone.GO: "pic-main", Tone.WAITS: "pic-honey", Tone.LATE: "pic-rust"}
LABEL, BAR, GAP = 20.0, 18.0, 16.0


@dataclass(frozen=True)
class Bar:
    """One bar. `value` None with a reason is a withheld cell: hatched, and the reason is told.

    `plan` is what was planned or allowed, drawn as an outline behind the bar.
    """

    label: str
    value: float | None
    plan: float | None = None
    tone: Tone = Tone.GO
    reason: str = ""


@dataclass(frozen=True)
class BarChart(Picture):
    """Horizontal bars from nought, in the order given; `show` says a value in words, `beside_plan`
    a value with what was planned.
    """

    title: str
    bars: Sequence[Bar]
    show: Callable[[float], str] = number
    value_name: str = "Value"
    plan_name: str = "Planned"
    beside_plan: str = "{value} of {plan}"
    note: str = ""

    @property
    def _has_plan(self) -> bool:
        return any(bar.plan is not None for bar in self.bars)

    @property
    def is_empty(self) -> bool:
        return not self.bars

    @property
    def description(self) -> str:
        known = [bar for bar in self.bars if bar.value is not None]
        if not known:
            return "No values to show."
        most = max(known, key=lambda b: b.value or 0)
        withheld = [bar.label for bar in self.bars if bar.value is None]
        told = f"{len(self.bars)} bars. Longest: {most.label}, {self.show(most.value or 0)}."
        return f"{told} Withheld: {listed(withheld)}." if withheld else told

    def header(self) -> Sequence[str]:
        names = ["", self.value_name]
        return [*names, self.plan_name] if self._has_plan else names

    def rows(self) -> Sequence[Sequence[object]]:
        return [
            [bar.label, self._said(bar)]
            + ([EMPTY if bar.plan is None else self.show(bar.plan)] if self._has_plan else [])
            for bar in self.bars
        ]

    def _said(self, bar: Bar) -> str:
        return (bar.reason or EMPTY) if bar.value is None else self.show(bar.value)

    def _words(self, bar: Bar) -> str:
        if bar.plan is None or bar.value is None:
            return self._said(bar)
        return self.beside_plan.format(value=self._said(bar), plan=self.show(bar.plan))

    def draw(self, width: int, uid: str) -> Canvas:
        canvas = Canvas(width)
        top = max((max(b.value or 0, b.plan or 0) for b in self.bars), default=0) or 1
        room = max((text_width(self._words(b)) for b in self.bars), default=0) + 12
        beside = room < width * 0.45
        full = width - (room if beside else 2) - 1
        fill = hatch(canvas, f"{uid}-hatch") if any(b.value is None for b in self.bars) else ""
        y = 0.0
        for bar in self.bars:
            y = self._write(canvas, bar, y, beside)
            end = self._draw_bar(canvas, bar, y, full / top, fill)
            if beside:
                canvas.text(end + 8, y + 14, self._words(bar), "pic-text pic-bold")
            y += BAR + GAP
        canvas.height = max(1, y - GAP + 2)
        return canvas

    def _write(self, canvas: Canvas, bar: Bar, y: float, beside: bool) -> float:
        """The label above a bar, with its value where there is no room beside it."""
        words = bar.label if beside else f"{bar.label}: {self._words(bar)}"
        for line in wrapped(words, canvas.width):
            canvas.text(0, y + 14, line)
            y += LABEL
        return y

    def _draw_bar(self, canvas: Canvas, bar: Bar, y: float, unit: float, fill: str) -> float:
        """Draw one bar (outline of the plan, then the bar) and return where it ends."""
        end = 0.0
        if bar.plan is not None:
            end = bar.plan * unit
            canvas.rect("pic-plan", 0.5, y, end, BAR, stroke_dasharray="4 3")
        if bar.value is None:
            end = max(end, 60)
            canvas.rect("pic-line-quiet", 0.5, y, end, BAR)
            canvas.add("rect", "", x=0.5, y=y, width=end, height=BAR, fill=fill)
        else:
            inset = 3.0 if bar.plan is not None else 0.0
            long = max(bar.value * unit, 1.5)
            canvas.rect(_FILL.get(bar.tone, "pic-moss"), 0.5, y + inset, long, BAR - 2 * inset)
            end = max(end, long)
        return end
