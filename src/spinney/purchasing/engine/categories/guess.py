"""What a guess at a category consists of, and what people's corrections say. Pure values.

>>> Guess("energy", 0.95, Why("known_name", "british gas")).doubtful
False
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

DOUBTFUL_UNDER = 0.6
"""Below this, a guess is shown among the doubtful: more likely than not is not yet enough."""

LessonKind = Literal["name", "own_words", "line"]


@dataclass(frozen=True, slots=True)
class Why:
    """Why a category was chosen: a code (see `saying`) and the words or number that told it."""

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Guess:
    """A category's key, how sure it is (0 to 1), why, and what else it could be (or empty)."""

    category: str
    sure: float
    why: Why
    also: str = ""

    @property
    def doubtful(self) -> bool:
        """Somebody should look at it."""
        return self.sure < DOUBTFUL_UNDER


@dataclass(frozen=True, slots=True)
class Lesson:
    """A correction by a person. `key`: the supplier's name as written ("name"), the words of the
    file ("own_words"), or the key of one line ("line"). `source`: whose lines it is about, as in
    the column `source` of lines; empty: everybody's.
    """

    kind: LessonKind
    key: str
    category: str
    source: str = ""


@dataclass(frozen=True)
class Lessons:
    """Corrections in the order in which they were made: the later wins."""

    made: tuple[Lesson, ...] = field(default=())
