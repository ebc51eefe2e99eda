"""What a list of names teaches about its own words: how rare each is, which are slips of others.

A word is near another when both become the same by leaving out one letter of each (Garbe's
symmetric deletes); of the words near to it, the commonest is its *head*. All heads are found by
sorting, so that a million words take seconds.

    >>> words = {"electrical": 40, "electrcal": 1, "hill": 30, "hall": 28}
    >>> lexicon = learn(words, names=100)
    >>> lexicon.heads
    {'electrcal': 'electrical'}
    >>> lexicon.weight("hill") < lexicon.weight("unheard")
    True
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from rapidfuzz.distance import OSA

from spinney.purchasing.engine.matching.vocabulary import GENERIC, PLACES

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHORTEST: Final = 4
"""Words of fewer letters are taken as written: too many others lie one slip away."""

LONGEST: Final = 24
MANY_TIMES: Final = 6
"""How many times commoner a word's head must be for the word to be thought a slip of it."""

TELLING_LENGTH: Final = 8
"""Words so long hardly ever have a true neighbour: how many of them are slips tells how many slips
there are altogether."""

BACKGROUND: Final = 400
"""Names of the country at large that every list is thought to hold besides its own, so that in a
list of five names "plumbing" is common all the same.
"""

IN_A_HUNDRED: Final[dict[str, float]] = {
    "service": 9.0, "uk": 4.0, "group": 3.0, "company": 3.0, "solution": 2.5, "association": 1.8,
    "trust": 2.0, "centre": 1.8, "care": 1.8, "management": 1.6, "construction": 1.4, "st": 1.2,
    "community": 1.5, "building": 1.2, "builder": 1.0, "engineering": 1.2, "consultant": 1.0,
    "electrical": 1.0, "property": 1.0, "training": 1.0, "school": 1.2, "house": 1.0, "home": 1.0,
    "system": 1.2, "international": 1.0, "design": 0.9, "plumbing": 0.7, "heating": 0.7,
    "support": 0.8, "housing": 0.8, "society": 0.8, "club": 0.8, "transport": 0.7, "north": 0.7,
    "development": 0.7, "technology": 0.7, "medical": 0.7, "healthcare": 0.7, "health": 0.7,
    "holding": 0.7, "product": 0.6, "partnership": 0.6, "foundation": 0.6, "council": 0.6,
    "consultancy": 0.6, "cleaning": 0.6, "security": 0.6, "maintenance": 0.6, "supply": 0.6,
    "associate": 0.6, "son": 0.8, "hall": 0.6, "church": 0.7, "project": 0.6, "training ": 0.1,
    "contractor": 0.6, "limited": 1.0, "brother": 0.4, "national": 0.6, "british": 0.4,
    "london": 0.8, "and": 2.0, "enterprise": 0.5, "media": 0.5, "catering": 0.4, "motor": 0.5,
    "travel": 0.5, "hire": 0.5, "roofing": 0.4, "west": 0.5, "east": 0.4, "south": 0.5,
    "surgery": 0.4, "practice": 0.4, "hotel": 0.5, "garden": 0.4, "children": 0.5, "youth": 0.5,
    "day": 0.2, "hospital": 0.4, "nursery": 0.4, "academy": 0.5, "college": 0.4, "smith": 0.4,
    "jones": 0.3, "insurance": 0.3, "energy": 0.3, "water": 0.2, "food": 0.4, "office": 0.3,
}  # fmt: skip
"""Of a hundred suppliers of British bodies, about how many have each of the commonest words."""


@dataclass(frozen=True)
class Lexicon:
    """The words of one list: in how many of its names each stands (those that stand in one only
    are left out: most are slips), and what it may be a slip of.

    `heads` maps a word to the far commoner word it is a slip away from. `slips` (0..1) is the
    share of long common words that are misspelt: how far slips are to be expected at all.
    `places` are words that stand behind names here and there, besides the known ones.
    """

    names: int
    counts: Mapping[str, int]
    heads: Mapping[str, str] = field(default_factory=dict)
    slips: float = 0.01
    places: frozenset[str] = PLACES
    _weights: dict[str, float] = field(default_factory=dict, compare=False, repr=False)
    likes: dict[tuple[str, str], Any] = field(default_factory=dict, compare=False, repr=False)
    """What `likeness` has worked out for pairs of these words."""

    def weight(self, word: str) -> float:
        """How much it says (natural logarithm of one in how many names) that a name has the word.

        A slip says what its head says.
        """
        found = self._weights.get(word)
        if found is None:
            found = self._weights[word] = self._reckon(word)
        return found

    @cached_property
    def chance(self) -> float:
        """The weight beyond which two names with the same words can hardly be two suppliers."""
        return math.log(self.names + BACKGROUND)

    def meant(self, word: str) -> str:
        """The word, or the head it is a slip of."""
        return self.heads.get(word, word)

    def count(self, word: str) -> int:
        return self.counts.get(word, 0)

    def _reckon(self, word: str) -> float:
        word = self.meant(word)
        seen = self.counts.get(word, 1) + IN_A_HUNDRED.get(word, 0.0) * BACKGROUND / 100
        weight = math.log((self.names + BACKGROUND) / (seen + 0.5))
        if len(word) == 1:
            weight = min(weight, 3.0)
        return max(0.3, min(weight, 1.5) if word in GENERIC else weight)


def learn(
    counts: Mapping[str, int], *, names: int, behind: Mapping[str, int] | None = None
) -> Lexicon:
    """The lexicon of words counted in `names` names.

    `behind` counts how often each word stood behind a name (`Read.tail`): one that did so three
    times, and in no less than a third of all its places, is a place here.
    """
    heads, slips = _heads(counts)
    places = PLACES | {
        word
        for word, times in (behind or {}).items()
        if times > 2 and times * 2 > counts.get(word, 0) and len(word) > 2
    }
    several = {word: times for word, times in counts.items() if times > 1}
    return Lexicon(names, several, heads, slips, frozenset(places))


def _heads(counts: Mapping[str, int]) -> tuple[dict[str, str], float]:
    """Each slip's head, and the share of slips among what long common words are written as."""
    words = sorted(word for word in counts if SHORTEST <= len(word) <= LONGEST and word.isalpha())
    if len(words) < 2:
        return {}, 0.01
    pairs = _near_pairs(words, [counts[word] for word in words])
    heads: dict[str, str] = {}
    best: dict[str, tuple[int, int, str]] = {}
    for word, head in pairs:
        if counts[head] < MANY_TIMES * counts[word] or (word in PLACES and head in PLACES):
            continue
        distance = OSA.distance(word, head, score_cutoff=2)
        if distance > (1 if len(word) < TELLING_LENGTH else 2):
            continue
        offer = (distance, -counts[head], head)
        if word not in best or offer < best[word]:
            best[word], heads[word] = offer, head
    return heads, _slip_rate(counts, heads)


def _slip_rate(counts: Mapping[str, int], heads: Mapping[str, str]) -> float:
    wrong = sum(counts[word] for word, head in heads.items() if len(head) >= TELLING_LENGTH)
    right = sum(
        times for word, times in counts.items()
        if len(word) >= TELLING_LENGTH and times >= MANY_TIMES and word not in heads
    )  # fmt: skip
    return min(0.5, (wrong + 1) / (right + wrong + 100))


def _near_pairs(words: list[str], counts: list[int]) -> list[tuple[str, str]]:
    """(word, the commonest word with which it shares a form) for each shared form."""
    import numpy as np

    forms, owners = _forms(words)
    order = np.argsort(forms, kind="stable")
    forms, owners = forms[order], owners[order]
    starts = np.flatnonzero(np.r_[True, forms[1:] != forms[:-1]])
    sizes = np.diff(np.r_[starts, len(forms)])
    rank = np.empty(len(words), dtype=np.int64)
    rank[np.lexsort((-np.arange(len(words)), np.array(counts)))] = np.arange(len(words))
    best_rank = np.maximum.reduceat(rank[owners], starts)
    by_rank = np.argsort(rank)
    head = by_rank[np.repeat(best_rank, sizes)]
    shared = (np.repeat(sizes, sizes) > 1) & (head != owners)
    both: NDArray[np.int64] = np.unique(owners[shared] * len(words) + head[shared])
    return [(words[pair // len(words)], words[pair % len(words)]) for pair in both.tolist()]


def _forms(words: list[str]) -> "tuple[NDArray[Any], NDArray[Any]]":
    """A number for each form of each word (itself, and with one letter left out), and whose it is.

    Numbers stand for forms by their hash; two forms with one number are met again by `OSA`.
    """
    import numpy as np

    forms: list[int] = []
    owners: list[int] = []
    for at, word in enumerate(words):
        mine = {hash(word[:cut] + word[cut + 1 :]) for cut in range(len(word))}
        mine.add(hash(word))
        forms.extend(mine)
        owners.extend([at] * len(mine))
    return np.array(forms, dtype=np.int64), np.array(owners, dtype=np.int64)
