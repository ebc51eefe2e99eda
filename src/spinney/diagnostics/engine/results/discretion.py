"""Names, places and numbers that somebody may want to take out of words before others read them.

Only a suggestion: it finds what looks like them, and a person decides.

>>> [one.words for one in telling("Ring Ada Green on 01204 555 123 or mail ada@example.org.")]
['Ada Green', '01204 555 123', 'ada@example.org']
>>> without("Ring Ada Green on 01204 555 123.")
'Ring […] on […].'
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

GAP = "[…]"

_PATTERNS = (
    ("mail", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("address", re.compile(r"(?:https?://|www\.)\S+[\w/]")),
    ("phone", re.compile(r"(?<![\w£])\+?\d(?:[\s().-]{0,2}\d){8,13}(?!\w)")),
    ("postcode", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b")),
    ("title", re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Rev)\.?\s+[A-Z][\w’'-]+")),
    ("name", re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][a-z][\w’'-]*(?:\s+[A-Z][a-z][\w’'-]*)*")),
)
_EVERYDAY = frozenset(
    {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
    | {"January", "February", "March", "April", "May", "June", "July", "August", "September"}
    | {"October", "November", "December", "English", "Internet"}
)


@dataclass(frozen=True)
class Telling:
    """Words from `start` to `end` that could tell who wrote them, and what they look like: mail,
    address, phone, postcode, title, name, or known (a name on the register or of somebody asked).
    """

    start: int
    end: int
    words: str
    sort: str


def telling(text: str, known: Iterable[str] = ()) -> list[Telling]:
    """What in a text could tell who wrote it, in order, none overlapping. `known`: names of
    organisations, people and places that are looked for as they stand.
    """
    found = [
        Telling(match.start(), match.end(), match.group(), "known")
        for name in known
        if len(name) > 2
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
    ]
    for sort, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if match.group() not in _EVERYDAY:
                found.append(Telling(match.start(), match.end(), match.group(), sort))
    return _apart(found)


def _apart(found: list[Telling]) -> list[Telling]:
    kept: list[Telling] = []
    for one in sorted(found, key=lambda each: (each.start, each.start - each.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def without(text: str, known: Iterable[str] = ()) -> str:
    """The text with a gap in place of each."""
    parts, at = [], 0
    for one in telling(text, known):
        parts += [text[at : one.start], GAP]
        at = one.end
    return "".join([*parts, text[at:]])
