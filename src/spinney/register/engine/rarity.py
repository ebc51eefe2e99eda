"""How much a word says: rare words tell names apart, common ones hardly do."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from spinney.register.engine.words import SMALL_WORDS

SMALL_WORD_WEIGHT: Final = 0.02
LEAST_WEIGHT: Final = 0.12
"""Even "trust" or "community" says a little: a name may be nothing but such words."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """Weights of words, 0 to 1, from the number of names that hold each.

    `counts` maps a canonical word (`Name.words`) to the names that hold it, among `names` names.
    A word never seen weighs 1. JSON round trip: `Rarity(**saved)`.
    """

    names: int
    counts: Mapping[str, int]

    def of(self, word: str) -> float:
        """Inverse document frequency of one word, scaled to 0..1."""
        if word in SMALL_WORDS:
            return SMALL_WORD_WEIGHT
        if self.names < 2:
            return 1.0
        seen = self.counts.get(word, 0)
        weight = math.log((self.names + 1) / (seen + 1)) / math.log(self.names + 1)
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
