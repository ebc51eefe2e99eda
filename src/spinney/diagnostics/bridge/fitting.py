"""Words that a need and an offer have in common, for showing why they fit."""

from __future__ import annotations

import re

_WORD = re.compile(r"[a-z][a-z'’-]{3,}")
_PLAIN = frozenset(
    [
        "about",
        "also",
        "from",
        "have",
        "help",
        "help's",
        "ours",
        "over",
        "some",
        "that",
        "their",
        "them",
        "then",
        "there",
        "they",
        "this",
        "what",
        "when",
        "where",
        "which",
        "with",
        "would",
        "your",
        "need",
        "needs",
        "offer",
        "offers",
        "someone",
        "somebody",
        "anything",
    ]
)


def in_common(one: str, other: str) -> list[str]:
    """The telling words that two texts share, plural or not, in the order of the first.

    >>> in_common("A van on Fridays", "Two vans, most Fridays, with a driver")
    ['fridays']
    >>> in_common("Help with payroll", "Payroll for up to 20 staff")
    ['payroll']
    """
    known = {_stem(word) for word in _words(other)}
    found = [word for word in _words(one) if _stem(word) in known]
    return list(dict.fromkeys(found))


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if word not in _PLAIN]


def _stem(word: str) -> str:
    return word.rstrip("s") if len(word) > 4 else word
