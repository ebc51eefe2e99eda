"""Stages in the tables ⇄ the engine's plans, and differences between plans in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from spinney.base.web.components import words
from spinney.clusters.engine.timetable import Code, Difference, Fault, PlannedStage
from spinney.clusters.models import Stage

__all__ = ["PlannedStage", "fault_words", "in_words", "kept", "plan_from", "plan_of"]

_FAULTS = {
    Fault.EMPTY: "A timetable has at least one stage.",
    Fault.NAMELESS: "Give this stage a name.",
    Fault.TWICE: "Another stage has this name. Give this one a name of its own.",
    Fault.OUT_OF_ORDER: "This date is before that of a stage above. Stages follow one another.",
}


def plan_of(stages: Iterable[Stage]) -> tuple[PlannedStage, ...]:
    """The present timetable."""
    return tuple(PlannedStage(str(s.uid), s.name, s.target_on, s.description) for s in stages)


def kept(plan: Iterable[PlannedStage]) -> list[dict[str, Any]]:
    """A plan as it is kept in a TimetableChange."""
    return [
        {
            "stage": stage.key,
            "name": stage.name,
            "target_on": stage.target_on.isoformat() if stage.target_on else None,
        }
        for stage in plan
    ]


def plan_from(rows: Iterable[dict[str, Any]]) -> tuple[PlannedStage, ...]:
    """A plan from what a TimetableChange keeps."""
    return tuple(
        PlannedStage(
            row["stage"],
            row["name"],
            date.fromisoformat(row["target_on"]) if row["target_on"] else None,
        )
        for row in rows
    )


def fault_words(faults: Iterable[tuple[Fault, int]]) -> dict[int, list[str]]:
    """What is wrong, by the place of the stage."""
    told: dict[int, list[str]] = {}
    for fault, place in faults:
        told.setdefault(place, []).append(_FAULTS[fault])
    return told


def in_words(differences: Sequence[Difference]) -> str:
    """ "Focus 31 days later; Doing added"."""
    told = [_one(d) for d in differences]
    # Stages that only changed places are said together.
    moved = [d.stage for d in differences if d.code is Code.REORDERED]
    if moved:
        told.append(f"new order of {words.listed(moved)}")
    return "; ".join(text for text in told if text)


def _one(difference: Difference) -> str:
    name = difference.stage
    match difference.code:
        case Code.MOVED:
            days = difference.days or 0
            return f"{name} {words.counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"
        case Code.RENAMED:
            return f"{difference.was} is now called {name}"
        case Code.ADDED:
            return f"{name} added"
        case Code.REMOVED:
            return f"{name} removed"
        case Code.DATED:
            return f"{name} has a date now"
        case Code.UNDATED:
            return f"{name} has no date any more"
        case Code.REWORDED:
            return f"{name} described anew"
        case _:
            return ""
