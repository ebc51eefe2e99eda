"""How much a word says: rare words tell names apart, common ones hardly do."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from spinney.base.kernel.name_words import SMALL_WORDS

SMALL_WORD_WEIGHT: Final = 0.02
LEAST_WEIGHT: Final = 0.12
"""Even "trust" or "community" says a little: a name may be nothing but such words."""

BACKGROUND: Final = 2_000
"""Names as they are in the whole country that every register is thought to hold besides its own: in
a register of ten organisations "trust" is common all the same, and a place's name is not.
"""

IN_A_THOUSAND: Final[dict[str, int]] = {
    "trust": 129,
    "association": 70,
    "community": 56,
    "school": 55,
    "club": 51,
    "church": 44,
    "foundation": 41,
    "fund": 40,
    "friend": 37,
    "st": 36,
    "charity": 35,
    "centre": 34,
    "society": 31,
    "hall": 31,
    "group": 29,
    "charitable": 29,
    "village": 22,
    "uk": 21,
    "district": 20,
    "parish": 16,
    "scout": 15,
    "preschool": 14,
    "first": 13,
    "project": 13,
    "primary": 12,
    "international": 12,
    "memorial": 11,
    "youth": 11,
    "pta": 11,
    "service": 11,
    "education": 10,
    "christian": 10,
    "north": 10,
    "art": 10,
    "west": 10,
    "academy": 10,
    "scotland": 10,
    "housing": 10,
    "development": 10,
    "east": 10,
    "house": 9,
    "ministry": 9,
    "south": 9,
    "parent": 9,
    "london": 8,
    "educational": 8,
    "playgroup": 8,
    "pcc": 8,
    "sport": 8,
    "park": 8,
    "royal": 8,
    "care": 8,
    "institute": 8,
    "benevolent": 8,
    "children": 8,
    "social": 8,
    "support": 8,
    "british": 7,
    "wi": 7,
    "welfare": 7,
    "unit": 7,
    "theatre": 7,
    "family": 6,
    "football": 6,
    "recreation": 6,
    "network": 6,
    "life": 6,
    "music": 6,
    "council": 5,
    "action": 5,
    "field": 5,
    "home": 5,
    "partnership": 5,
    "college": 5,
    "cooperative": 5,
    "training": 5,
    "women": 5,
    "health": 5,
    "young": 5,
    "branch": 5,
    "hospital": 5,
    "people": 5,
    "aid": 4,
    "relief": 4,
    "organisation": 4,
    "forum": 4,
    "fellowship": 4,
    "committee": 4,
    "town": 4,
    "nursery": 4,
    "advice": 3,
    "county": 3,
}
"""How many of a thousand names of charities, community companies and societies of the UK
hold each of the commonest words (counted in 150,000 published names, 2018).
"""


@dataclass(frozen=True, slots=True)
class Rarity:
    """Weights of words, 0 to 1, from the number of names that hold each.

    `counts` maps a canonical word (`Name.words`) to the names that hold it, among `names` names.
    A word never seen weighs 1. JSON round trip: `Rarity(**saved)`.
    """

    names: int
    counts: Mapping[str, int]

    def of(self, word: str, *, besides: int = 0) -> float:
        """Inverse document frequency of one word, scaled to 0..1, `besides` so many of the names
        that hold it: two names that are compared do not make their own word a common one.
        """
        if word in SMALL_WORDS:
            return SMALL_WORD_WEIGHT
        here = max(0, self.counts.get(word, 0) - besides)
        seen = here + IN_A_THOUSAND.get(word, 0) * BACKGROUND / 1000
        names = self.names + BACKGROUND
        weight = math.log((names + 1) / (seen + 1)) / math.log(names + 1)
        return min(1.0, max(LEAST_WEIGHT, weight))


def count_words(names: Iterable[tuple[str, ...]]) -> Rarity:
    """The rarity of every word in these readings of names.

    >>> rarity = count_words([("bolton", "trust"), ("leigh", "trust"), ("wigan", "trust")])
    >>> rarity.of("trust") < rarity.of("leigh") < rarity.of("unheard")
    True
    """
    counts: Counter[str] = Counter()
    total = 0
    for words in names:
        total += 1
        counts.update(set(words))
    return Rarity(total, dict(counts))
