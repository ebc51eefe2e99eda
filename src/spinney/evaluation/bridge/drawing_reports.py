"""Figures and pictures of a report as pages show them, and as its files hold them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from spinney.base.post.addresses import absolute
from spinney.base.web.charts import Bar, BarChart, Picture, PlanChart, PlanRow
from spinney.base.web.charts.picture import WIDE
from spinney.base.web.components.words import money, number, span
from spinney.evaluation.bridge.figures import NOT_KNOWN, Bars, Drawn, Reading, Rows, Spans
from spinney.evaluation.engine.report import Chart, Figure, Grid, Source, Table

COLOURS = """
text{font-family:"Spinney Text",Arial,sans-serif}
.pic-text{fill:#23211e}.pic-quiet{fill:#5a554e}.pic-inverse{fill:#fff}.pic-bold{font-weight:700}
.pic-axis{stroke:#7d776e;stroke-width:1;fill:none}.pic-grid{stroke:#e2ddd4;stroke-width:1}
.pic-main{fill:#1f4d3a;stroke:#1f4d3a}.pic-moss{fill:#5b7f3a;stroke:#3d5a22}
.pic-honey{fill:#c98a1b;stroke:#6b4705}.pic-rust{fill:#a63d2f;stroke:#7f2c21}
.pic-plan{fill:#e2ddd4;stroke:#7d776e}.pic-line{stroke:#1f4d3a;fill:none}
.pic-line-quiet{stroke:#7d776e;fill:none}.pic-hatch-ground{fill:#fff}
.pic-hatch-line{stroke:#5a554e;stroke-width:1.5}.pic-paper-line{stroke:#fff;stroke-width:1}
.pic-land{fill:#f0ede7;stroke:#cdc7bd}.pic-hollow{fill:#fff;stroke:#1f4d3a}
"""
"""The colours of the style sheet (frontend/sass/_pictures.scss), for files that have none."""


def _percent(value: float) -> str:
    return f"{value:.0f}%"


def _pence(value: float) -> str:
    return money(round(value))


def _of(noun: str) -> Callable[[float], str]:
    def words(value: float) -> str:
        said = f"{value:,.2f}".rstrip("0").rstrip(".")
        return f"{said} {noun}" if value == 1 else f"{said} {noun}s"

    return words


_SHOW: dict[str, Callable[[float], str]] = {
    "pence": _pence, "percent": _percent, "days": _of("day"), "hours": _of("hour"), "": number,
}  # fmt: skip


def picture_of(drawn: Bars | Spans) -> Picture:
    """A picture as pages draw it."""
    if isinstance(drawn, Bars):
        bars = [Bar(one.label, one.value, one.plan, reason=one.reason) for one in drawn.bars]
        return BarChart(
            drawn.title, bars, _SHOW[drawn.unit], drawn.value_name, drawn.plan_name, note=drawn.note
        )
    rows = [
        PlanRow(
            one.name,
            _day(one.planned_from),
            _day(one.planned_to),
            _day(one.began),
            _day(one.ended),
            now=span(_day(one.now_from), _day(one.now_to)) if one.now_from or one.now_to else "",
        )  # fmt: skip
        for one in drawn.spans
    ]
    return PlanChart(drawn.title, rows, date.fromisoformat(drawn.today))


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None


def source_of(one: Reading | Drawn, on: str) -> Source:
    """Where a figure or picture comes from, as a note says it. `on`: as of which day, in words."""
    return Source(one.source, absolute(one.path) if one.path else "", on)


def figure_for_engine(one: Reading, on: str) -> Figure:
    return Figure(one.key, one.words, one.said or NOT_KNOWN, source_of(one, on))


def picture_for_engine(one: Drawn, on: str, *, to_print: bool) -> Chart | Table:
    """A picture as a report holds it. `to_print`: with its drawing; pages draw it themselves."""
    source = source_of(one, on)
    if isinstance(one, Rows):
        return Table(one.key, one.title, Grid(one.header, one.rows), source)
    picture = picture_of(one)
    header = tuple(str(name) for name in picture.header())
    rows = tuple(tuple(str(cell) for cell in row) for row in picture.rows())
    svg = _svg(picture, one.key) if to_print and not picture.is_empty else ""
    return Chart(one.key, one.title, picture.description, svg, Grid(header, rows), source)


def _svg(picture: Picture, key: str) -> str:
    """The drawing with its colours in it."""
    svg = str(picture.draw(WIDE, key).svg("", picture.title, picture.description, key))
    head, end, rest = svg.partition(">")
    return f"{head}{end}<style>{COLOURS}</style>{rest}"
