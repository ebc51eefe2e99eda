"""A whole register's names in memory, for reconciling a list in one go.

The same steps as search in the database (`register/queries/search.py`), for shells, notebooks and
benchmarks: candidates by their rarest shared words, by the same letters without spaces, by
initials and by words one slip away; then `matching.rank` orders them.

    >>> index = NameIndex(
    ...     [Candidate("1", ("Bolton Women's Aid",)), Candidate("2", ("Age UK Leigh",))]
    ... )
    >>> index.find("womans aid - bolton")[0].id
    '1'
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from spinney.base.kernel.name_words import SMALL_WORDS
from spinney.base.kernel.names import Name, initials, read_name
from spinney.register.engine.matching import Candidate, Match, rank
from spinney.register.engine.rarity import Rarity, count_words
from spinney.register.engine.spelling import nearest, slips

POOL: Final = 80
"""Candidates that are compared word by word; more cost time and hardly ever win."""

POSTINGS: Final = 40_000
"""Names a word may be in before it is left to rarer words to find candidates."""


class NameIndex:
    """Find organisations by name among `candidates`. Memory: about 0.7 kB for each name."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self.candidates = list(candidates)
        self._postings: dict[str, array[int]] = {}
        self._joined: dict[str, array[int]] = {}
        self._initials: dict[str, array[int]] = {}
        self._slips: dict[str, list[str]] = defaultdict(list)
        self.rarity = self._build()

    def find(self, text: str, *, limit: int = 10) -> list[Match]:
        """The best matches for a name as somebody wrote it, with their reasons."""
        name = read_name(text)
        pool = self.shortlist(name)
        return rank(name, [self.candidates[at] for at in pool], self.rarity, limit=limit)

    def shortlist(self, name: Name, size: int = POOL) -> list[int]:
        """Positions of candidates worth comparing, the likeliest first."""
        points: dict[int, float] = defaultdict(float)
        for words in name.readings:
            self._add_by_words(points, words)
            self._add(points, self._joined.get("".join(words), ()), 5.0)
            self._add(points, self._initials.get("".join(words), ()), 0.9)
        return sorted(points, key=lambda at: (-points[at], at))[:size]

    def _add_by_words(self, points: dict[int, float], words: tuple[str, ...]) -> None:
        for word in dict.fromkeys(words):
            if word in SMALL_WORDS:
                continue
            weight = self.rarity.of(word)
            self._add_word(points, word, weight)
            if self.rarity.counts.get(word, 0) < 20:
                for near in nearest(word, self._near(word) - {word})[:8]:
                    self._add_word(points, near, weight * 0.8)
        for start in range(len(words) - 1):
            self._add_word(points, words[start] + words[start + 1], 1.0)
        acronym = initials(words)
        if len(acronym) > 2:
            self._add_word(points, acronym, 0.8)

    def _add_word(self, points: dict[int, float], word: str, weight: float) -> None:
        found = self._postings.get(word)
        if found is not None and len(found) <= POSTINGS:
            for at in found:
                points[at] += weight - 0.012 * len(self.candidates[at].names[0].split()) * weight

    @staticmethod
    def _add(points: dict[int, float], found: Iterable[int], weight: float) -> None:
        for at in found:
            points[at] += weight

    def _near(self, word: str) -> set[str]:
        return {other for form in slips(word) for other in self._slips.get(form, ())}

    def _build(self) -> Rarity:
        readings: list[tuple[str, ...]] = []
        for at, candidate in enumerate(self.candidates):
            for text in candidate.names:
                for number, words in enumerate(read_name(text).readings):
                    if number == 0:
                        readings.append(words)
                    self._file(at, words)
        for word in self._postings:
            for form in slips(word):
                self._slips[form].append(word)
        return count_words(readings)

    def _file(self, at: int, words: tuple[str, ...]) -> None:
        for word in set(words) - SMALL_WORDS:
            self._put(self._postings, word, at)
        self._put(self._joined, "".join(words), at)
        acronym = initials(words)
        if len(acronym) > 2:
            self._put(self._initials, acronym, at)

    @staticmethod
    def _put(where: dict[str, "array[int]"], key: str, at: int) -> None:
        places = where.setdefault(key, array("i"))
        if not places or places[-1] != at:
            places.append(at)
