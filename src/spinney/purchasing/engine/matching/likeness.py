"""Which words of one name stand for which words of another.

The same word; words run together; initials of several; a short or cut-off form; a slip. Each word
is used once.

    >>> from spinney.purchasing.engine.matching.lexicon import Lexicon
    >>> found = align(("hartley", "elec"), ("hartly", "electrical"), Lexicon(10, {}))
    >>> [(pair.one, pair.other, pair.how) for pair in found.pairs]
    [('elec', 'electrical', 'short'), ('hartley', 'hartly', 'spelling')]
"""

from typing import Final, Literal, NamedTuple

from rapidfuzz.distance import OSA

from spinney.purchasing.engine.matching.known import council_initials
from spinney.purchasing.engine.matching.lexicon import IN_A_HUNDRED, Lexicon
from spinney.purchasing.engine.matching.vocabulary import BODIES, FEDERATED, GENERIC, PLACES

How = Literal["same", "spacing", "initials", "short", "initial", "spelling"]
WHOLE_WORDS: Final = PLACES | FEDERATED | GENERIC | IN_A_HUNDRED.keys()
"""Words that are words: "south" is not "Southampton" cut short."""

VOWELS: Final = frozenset("aeiou")
COMMON: Final = 4
"""A word in so many names is a word of its own, unless another is far commoner."""


SLIPS_TWO: Final = 7
SLIPS_THREE: Final = 12
"""From so many letters on a word may hold two slips, and three."""

MOST_SLIPS: Final = 3


class Pair(NamedTuple):
    """A word (or run of words) of one name that stands for one of the other; `cost` 0..3."""

    one: str
    other: str
    how: How
    weight: float
    cost: float


class Alignment(NamedTuple):
    """The pairs made, and the words of each side that stand for nothing in the other."""

    pairs: list[Pair]
    left: list[str]
    right: list[str]


def align(one: tuple[str, ...], other: tuple[str, ...], lexicon: Lexicon) -> Alignment:
    """Pair the words of two names, the surest kinds first."""
    pairs: list[Pair] = []
    left, right = list(one), list(other)
    for word in one:
        if word in right:
            pairs.append(Pair(word, word, "same", lexicon.weight(word), 0.0))
            right.remove(word)
            left.remove(word)
    if left and right:
        _spaced(left, right, pairs, lexicon)
    if left and right:
        _close(left, right, pairs, lexicon)
    if left and right and (len(left) > 2 or len(right) > 2 or "council" in (left[-1], right[-1])):
        _initials(left, right, pairs, lexicon)
    return Alignment(pairs, left, right)


def _spaced(left: list[str], right: list[str], pairs: list[Pair], lexicon: Lexicon) -> None:
    """Words run together on one side: "homestart" and "home start"."""
    for words, others, turned in ((left, right, False), (right, left, True)):
        for at in range(len(words) - 1):
            for size in (2, 3):
                run = words[at : at + size]
                joined = "".join(run)
                if len(run) == size and joined in others:
                    weight = sum(lexicon.weight(word) for word in run)
                    ends = (joined, " ".join(run)) if turned else (" ".join(run), joined)
                    pairs.append(Pair(*ends, "spacing", weight, 0.3))
                    others.remove(joined)
                    del words[at : at + size]
                    return


def _initials(left: list[str], right: list[str], pairs: list[Pair], lexicon: Lexicon) -> None:
    """One word made of the first letters of the other side's words, in their order."""
    for words, others, turned in ((left, right, False), (right, left, True)):
        letters = _letters_in(tuple(words), others)
        if not letters:
            continue
        weight = sum(lexicon.weight(word) for word in words) * 0.5
        ends = (letters, " ".join(words)) if turned else (" ".join(words), letters)
        pairs.append(Pair(*ends, "initials", min(weight, lexicon.weight(letters)), 1.0))
        others.remove(letters)
        words.clear()
        return


def _letters_in(words: tuple[str, ...], others: list[str]) -> str:
    """Which of the others is made of first letters of these words; "" for none."""
    letters = "".join(word[0] for word in words)
    if len(words) > 2 and letters in others:
        return letters
    return next((word for word in others if word in council_initials(words)), "")


def _close(left: list[str], right: list[str], pairs: list[Pair], lexicon: Lexicon) -> None:
    """Slips and short forms, the closest first."""
    offers = []
    for word in left:
        for other in right:
            how, cost = like(word, other, lexicon)
            if how:
                offers.append((cost, word, other, how))
    offers.sort()
    for cost, word, other, how in offers:
        if word in left and other in right:
            weight = min(lexicon.weight(word), lexicon.weight(other))
            pairs.append(Pair(word, other, how, weight, cost))
            left.remove(word)
            right.remove(other)


def like(one: str, other: str, lexicon: Lexicon) -> tuple[How | None, float]:
    """How two different words may be one, and at what cost (0 sure … 3 hardly)."""
    key = (one, other) if one < other else (other, one)
    known = lexicon.likes.get(key)
    if known is None:
        if len(lexicon.likes) > MOST_REMEMBERED:
            lexicon.likes.clear()
        known = lexicon.likes[key] = _like(one, other, lexicon)
    return known


MOST_REMEMBERED: Final = 2_000_000


def _like(one: str, other: str, lexicon: Lexicon) -> tuple[How | None, float]:
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    if not (shorter.isalpha() and longer.isalpha()):
        return None, 0.0
    if lexicon.meant(one) == lexicon.meant(other):
        return "spelling", 0.4 if len(longer) > 5 else 0.8
    found = _slip(shorter, longer, lexicon)
    return found if found[0] else _short(shorter, longer, lexicon)


def _slip(shorter: str, longer: str, lexicon: Lexicon) -> tuple[How | None, float]:
    size = len(longer)
    if len(shorter) < 3 or size - len(shorter) > 2:
        return None, 0.0
    most = 1 + (size >= SLIPS_TWO) + (size >= SLIPS_THREE)
    distance = OSA.distance(shorter, longer, score_cutoff=most)
    if distance > most:
        return None, 0.0
    cost = distance * 6.0 / (size + 1)
    fewer, more = sorted((lexicon.count(shorter), lexicon.count(longer)))
    if fewer >= COMMON and fewer * 10 > more:
        cost += 1.5 if size < 8 else 0.7
    if shorter[0] != longer[0]:
        cost += 0.4
    return ("spelling", cost) if cost < 3 else (None, 0.0)


def _short(shorter: str, longer: str, lexicon: Lexicon) -> tuple[How | None, float]:
    if shorter[0] != longer[0] or len(longer) - len(shorter) < 2:
        return None, 0.0
    if len(shorter) == 1:
        return "initial", 1.5
    if longer.startswith(shorter):
        if shorter in WHOLE_WORDS or longer in PLACES:
            return None, 0.0
        return "short", {2: 1.4, 3: 0.9}.get(len(shorter), 0.6)
    if shorter in BODIES or len(shorter) * 10 > len(longer) * 8 or not _is_within(shorter, longer):
        return None, 0.0
    bare = not VOWELS.intersection(shorter[1:])
    if len(shorter) == 2:
        return ("short", 2.0) if shorter[-1] == longer[-1] else (None, 0.0)
    cost = 0.7 if bare and len(shorter) > 3 else 1.1 if bare else 1.6
    return "short", cost + (0.5 if lexicon.count(shorter) > COMMON * 5 else 0.0)


def _is_within(shorter: str, longer: str) -> bool:
    letters = iter(longer)
    return all(letter in letters for letter in shorter)
