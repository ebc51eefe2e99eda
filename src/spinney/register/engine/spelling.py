"""Words that were meant: near spellings found by look-up, not by comparing with every word.

Each word is stored under itself and under every form with one letter left out. Two words that
share such a form differ by one slip (a letter missing, extra, changed or swapped), so one look-up
of a misspelt word's own forms finds them in a list of any size, in memory or in any database.
Source: Garbe's symmetric-delete method (2012), with one deletion on either side.

    >>> nearest("citzens", ["citizens", "citadel", "netizens"])
    ['citizens']
"""

from collections.abc import Iterable
from typing import Final

from rapidfuzz.distance import OSA

SHORTEST_CORRECTED: Final = 4
"""Words of fewer letters are taken as written: too many others lie one slip away."""

LONGEST_KEYED: Final = 24
"""Letters of a word that make its forms; slips further on still match by the rest."""


def slips(word: str) -> frozenset[str]:
    """The word and every form of it with one letter left out; only itself when it is short.

    >>> sorted(slips("mind"))
    ['ind', 'mid', 'min', 'mind', 'mnd']
    """
    if len(word) < SHORTEST_CORRECTED:
        return frozenset({word})
    word = word[:LONGEST_KEYED]
    return frozenset({word} | {word[:at] + word[at + 1 :] for at in range(len(word))})


def nearest(word: str, among: Iterable[str]) -> list[str]:
    """Those `among` one slip away at most (two in nine letters or more), nearest first."""
    allowed = 1 if len(word) < 9 else 2
    near = ((OSA.distance(word, other, score_cutoff=allowed), other) for other in among)
    return [other for distance, other in sorted(near) if distance <= allowed]
