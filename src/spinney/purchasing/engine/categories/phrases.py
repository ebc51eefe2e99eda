"""Texts as plain words, and phrases looked up in them. Pure.

>>> plain("Light, Heat & Power (Office)")
('light', 'heat', 'power', 'office')
>>> table = phrases((0.9, {"water": "water", "catering": "water coolers"}))
>>> heard("Water Cooler hire", table)
[('water cooler', 'catering', 0.9)]
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

Phrases = Mapping[tuple[str, ...], tuple[str, float]]
"""Words (each without plural "s") to a category and how sure the phrase makes it."""


def words_of(text: str) -> frozenset[str]:
    """The words of a list in a text."""
    return frozenset(text.split())


FORMS = words_of(
    """
        ltd limited plc llp lp inc co company uk gb group holdings services service solutions
        international europe emea com www net org global direct online business the cic cio
    """
)
"""Words that say nothing about who it is or what is sold."""

_APART = re.compile(r"[^a-z0-9]+")
_SILENT = frozenset({"and", "of", "the", "for", "amp", "a"})
_LONGEST = 5


@lru_cache(maxsize=200_000)
def plain(text: str) -> tuple[str, ...]:
    """The words of a text: lower case, no punctuation, no "and" and the like."""
    lowered = text.lower().replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    return tuple(word for word in _APART.split(lowered) if word and word not in _SILENT)


def single(word: str) -> str:
    """A word without plural "s"."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] not in "su" else word


def phrases(
    sure_and_words: tuple[float, Mapping[str, str]], *, soft: str = "", soft_sure: float = 0.6
) -> Phrases:
    """A table of phrases from lists by category, separated by semicolons. Those named in `soft`
    tell less, because they are said of many things.
    """
    sure, by_category = sure_and_words
    weak = {_singles(phrase) for phrase in soft.split(";")}
    table: dict[tuple[str, ...], tuple[str, float]] = {}
    for category, listed in by_category.items():
        for phrase in listed.split(";"):
            if words := _singles(phrase):
                table.setdefault(words, (category, soft_sure if words in weak else sure))
    return table


def heard(text: str, table: Phrases) -> list[tuple[str, str, float]]:
    """Each phrase of the table in a text, with category and sureness: the longest that fits at
    each place, from left to right, none overlapping.
    """
    said = plain(text)
    words = tuple(single(word) for word in said)
    found: list[tuple[str, str, float]] = []
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            if hit := table.get(words[at : at + size]):
                found.append((" ".join(said[at : at + size]), *hit))
                at += size
                break
        else:
            at += 1
    return found


def _singles(phrase: str) -> tuple[str, ...]:
    return tuple(single(word) for word in plain(phrase))
