"""A report as PDF, set with typst: tagged, with contents, charts told in words, and notes."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC
from functools import lru_cache
from importlib.resources import files
from typing import Any

from spinney.base.kernel.printing.setting import Data, as_shown, set_pdf
from spinney.evaluation.engine.report.grids import numeric_columns
from spinney.evaluation.engine.report.value import (
    NOTHING,
    Chart,
    Grid,
    Items,
    Paragraph,
    Part,
    Photo,
    Report,
    Run,
    Subheading,
    Table,
)

LEAST_FOR_CONTENTS = 4
"""A report with fewer sections needs no list of them."""
LONGEST_IN_FOOT = 70


def pdf(report: Report) -> bytes:
    """The report as PDF/A-2a and PDF/UA-1, A4. The same report gives the same bytes.

    Raises ValueError when typst cannot set it, which no text of a report should bring about.
    """
    return set_pdf(_template(), lambda plainest: _data(report, plainest), report.made_at)


@lru_cache(maxsize=1)
def _template() -> bytes:
    return (files(__package__) / "report.typ").read_bytes()


def _data(report: Report, plainest: bool) -> Data:
    said: Data = {
        "title": report.title.strip() or "Report",
        "foot": _short(report.title),
        "subtitle": report.subtitle,
        "standing": report.standing,
        "draft": report.is_draft,
        "contents": len(report.sections) >= LEAST_FOR_CONTENTS,
        "sections": [
            {"heading": one.heading, "parts": [_part(part) for part in one.parts]}
            for one in report.sections
        ],
        "notes": [
            {
                "number": one.number, "words": one.words, "said": one.said,
                "what": one.source.words, "address": one.source.address, "day": one.source.day,
            }
            for one in report.notes
        ],
    }  # fmt: skip
    shown: Data = as_shown(said, plainest=plainest)
    # Drawings are no prose: they are kept as they are, in a list beside it.
    shown["drawings"] = [svg for part in _pictures(report) if (svg := _svg(part))]
    made = report.made_at.astimezone(UTC)
    shown["made"] = [made.year, made.month, made.day]
    return _counted(shown)


def _pictures(report: Report) -> list[Chart | Photo]:
    parts = (part for one in report.sections for part in one.parts)
    return [part for part in parts if isinstance(part, Chart | Photo)]


def _svg(part: Chart | Photo) -> str:
    """A drawing, or a photograph within one: what is set is text."""
    if isinstance(part, Chart):
        return part.svg
    data = b64encode(part.content).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {part.width} {part.height}">'
        f'<image href="data:image/jpeg;base64,{data}" width="{part.width}"'
        f' height="{part.height}"/></svg>'
    )


def _counted(shown: Data) -> Data:
    """Each chart with the place of its drawing in the list; -1 where there is nothing to draw."""
    at = 0
    for section in shown["sections"]:
        for part in section["parts"]:
            if part["kind"] in ("chart", "photo"):
                part["drawing"], at = (at, at + 1) if part["drawn"] else (-1, at)
    return shown


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_IN_FOOT else title[: LONGEST_IN_FOOT - 1].rstrip() + "…"


def _part(part: Part) -> Data:
    match part:
        case Paragraph():
            return {"kind": "paragraph", "runs": _runs(part.runs)}
        case Items():
            kind = "numbered" if part.numbered else "items"
            return {"kind": kind, "items": [_runs(one) for one in part.items]}
        case Subheading():
            return {"kind": "heading", "text": part.text}
        case Table() if not part.grid.rows:
            return {
                "kind": "chart", "title": part.title, "note": part.note, "drawn": False,
                "description": NOTHING, "rows": [],
            }  # fmt: skip
        case Table():
            return {"kind": "table", "title": part.title, "note": part.note, **_grid(part.grid)}
        case Photo():
            return {"kind": "photo", "says": part.says, "drawn": True}
        case Chart():
            return {
                "kind": "chart", "title": part.title, "note": part.note, **_grid(part.grid),
                "description": part.description, "drawn": bool(part.svg),
            }  # fmt: skip


def _runs(runs: tuple[Run, ...]) -> list[Data]:
    return [{"text": one.text, "strong": one.strong, "note": one.note} for one in runs]


def _grid(grid: Grid) -> dict[str, Any]:
    return {
        "header": list(grid.header),
        "rows": [list(one) for one in grid.rows],
        "numeric": list(numeric_columns(grid)),
    }
