"""What an expression may look at while it is worked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from spinney.diagnostics.engine.expressions.values import Nodes


def _none(key: str) -> Nodes:
    return ()


def _name(key: str, choice: str) -> str:
    return choice


@dataclass(frozen=True)
class Scope:
    """`nodes` gives the answers to a question as seen from here (its own round's alone inside a
    repeat), `every` those of all rounds; both give one node a round for a repeat's key. `label`
    gives the words of a choice. `this` is the answer being checked, `position` the round (from
    1; 0 outside repeats), `columns` those of one choice while choices are filtered.
    """

    today: date
    nodes: Callable[[str], Nodes] = _none
    every: Callable[[str], Nodes] = _none
    label: Callable[[str, str], str] = _name
    this: str = ""
    position: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)
    now: datetime | None = None
