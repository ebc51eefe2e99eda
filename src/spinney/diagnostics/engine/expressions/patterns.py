"""Patterns of `regex()`: whole texts matched in time that grows with the text, never explodes.

Patterns come from people's own forms, so they go to RE2, which knows no look-around and no
back-references; a pattern with these is said to be unknown rather than tried.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

LONGEST_PATTERN, LONGEST_TEXT, MEMORY = 500, 20_000, 1 << 20


class PatternRefused(ValueError):
    """A pattern that cannot be matched here; the message says why."""


def matches(pattern: str, text: str) -> bool:
    """Whether the pattern fits the whole text. Raises PatternRefused.

    >>> matches("[A-Z]{2}[0-9]+", "AB12"), matches("[0-9]+", "12 or so")
    (True, False)
    """
    return _compiled(pattern).fullmatch(text[:LONGEST_TEXT]) is not None


def check_pattern(pattern: str) -> None:
    """Raises PatternRefused for a pattern that `matches` would refuse."""
    _compiled(pattern)


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> Any:
    import re2

    if len(pattern) > LONGEST_PATTERN:
        raise PatternRefused(f"The pattern is longer than {LONGEST_PATTERN} characters.")
    options = re2.Options()
    options.log_errors = False
    options.max_mem = MEMORY
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        said = error.args[0] if error.args else ""
        words = said.decode() if isinstance(said, bytes) else str(said)
        raise PatternRefused(f"The pattern “{pattern}” cannot be used: {words}.") from error
