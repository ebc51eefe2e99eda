"""What any file of ballots is asked of: whole numbers, and marks that the kind of paper can have.

Pure.
"""

from __future__ import annotations

from spinney.decisions.engine.files.faults import FileFault
from spinney.decisions.engine.problem import Kind, Paper

MOST_DIGITS = 15
MARKS = {
    Kind.CHOOSE: (0, 1, "1 for what is chosen."),
    Kind.APPROVE: (0, 1, "1 for what is approved of."),
    Kind.SCORE: (0, None, "A score from 0."),
    Kind.ALLOCATE: (0, None, "Points from 0."),
    Kind.RANK: (1, None, "A place from 1."),
    Kind.TIMES: (0, 2, "2 for can come, 1 for if need be, 0 for cannot."),
}


def is_whole(text: str) -> bool:
    """Whether a text is a whole number from 0, of a length that a file can mean.

    >>> [is_whole(one) for one in ("12", "-1", "1.5", "٣", "²", "9" * 99)]
    [True, False, False, False, False, False]
    """
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS


def check_paper(kind: Kind, paper: Paper, line: int, named: str = "The paper") -> None:
    """Raises FileFault for marks that papers of the kind do not have, or numbers below 0."""
    least, most, expected = MARKS[kind]
    for mark in paper.marks.values():
        if mark < least or (most is not None and mark > most):
            raise FileFault(f"{named} has the mark {mark}.", line, expected)
    if paper.weight < 0 or paper.times < 0:
        raise FileFault(f"{named} counts less than nothing.", line, "A weight from 0.")
