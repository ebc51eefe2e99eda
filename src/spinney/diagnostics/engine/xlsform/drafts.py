"""Sections and questions of a form while it is being read: they still change."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from spinney.diagnostics.engine.definition import Question, Section
from spinney.diagnostics.engine.xlsform.tables import Row

USUAL_MOST = 20
"""How many rounds a repeat without a limit may have."""


@dataclass
class DraftQuestion:
    """A question to be; `said` are the fields of `Question`. `row` is None for one of ours."""

    row: Row
    said: dict[str, Any]

    @property
    def key(self) -> str:
        return str(self.said["key"])

    def made(self) -> Question:
        return Question(**self.said)


@dataclass
class DraftSection:
    """A section to be; `row` is None for questions outside every group."""

    row: Row | None
    said: dict[str, Any]
    questions: list[DraftQuestion] = field(default_factory=list)

    @property
    def key(self) -> str:
        return str(self.said["key"])

    def made(self) -> Section:
        return Section(**self.said, questions=tuple(one.made() for one in self.questions))


@dataclass
class Frame:
    """A group or repeat that is open. `flat` ones stand inside a page or a round: their
    questions join it. In one that is `left_out` nothing is read.
    """

    row: Row
    word: str
    name: str
    relevant: str
    one_page: bool
    repeat: bool
    flat: bool = False
    left_out: bool = False
    titled: bool = False
    section: DraftSection | None = None
    parts: int = 0


def both(*conditions: str) -> str:
    """One condition that holds when all do.

    >>> both("", "${a} = 1"), both("${a} = 1", "${b} = 2")
    ('${a} = 1', '(${a} = 1) and (${b} = 2)')
    """
    said = [one for one in conditions if one]
    return " and ".join(f"({one})" for one in said) if len(said) > 1 else "".join(said)
