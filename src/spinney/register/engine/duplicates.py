"""Whether two organisations of a register are one: for and against, with the reasons.

    >>> from spinney.register.engine.rarity import Rarity
    >>> rarity = Rarity(1000, {"alderby": 4, "mind": 60, "village": 90, "hall": 120})
    >>> mind = Body(1, ("ALDERBY MIND LIMITED",), frozenset({("GB-CHC", "9000001")}), "ZZ1 1AA")
    >>> older = Body(2, ("Alderby Mind",), frozenset(), "ZZ1 1AA")
    >>> found = judge(mind, older, rarity)
    >>> found.score > 0.9, [reason.code for reason in found.reasons]
    (True, ['same_apart_from_form', 'same_postcode', 'only_one_numbered'])
    >>> judge(Body(3, ("Village Hall",), town="Ayle"), Body(4, ("VILLAGE HALL",), town="Birch"),
    ...     rarity) is None
    True

The points are a judgement, not a fit: no list of true duplicates of this kind is published. What
they must get right is written down as tests.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from spinney.base.kernel.name_words import SMALL_WORDS
from spinney.base.kernel.names import Name, read_name
from spinney.register.engine import matching
from spinney.register.engine.matching import Reason
from spinney.register.engine.rarity import Rarity

LIKELY: Final = 0.5
"""Score from which on a pair is worth a person's look."""

START: Final = -3.2
NAME: Final = 4.0
LEAST_SHARED: Final = 0.6
"""Part of either name, by weight, that the other must have for the names to speak at all."""

TELLING: Final = 1.3
"""Summed rarity of a name's words from which on it says all that a name can say."""

POINTS: Final[dict[str, float]] = {
    "same_postcode": 2.2,
    "same_town": 0.8,
    "other_town": -1.5,
    "same_site": 2.0,
    "same_email": 2.0,
    "same_phone": 1.5,
    "other_number": -3.0,
    "registered_again": -0.3,
    "other_lists": 1.0,
    "only_one_numbered": 0.5,
}
REASONS: Final[dict[str, str]] = {
    "same_postcode": "They have the same postcode.",
    "same_town": "They are in the same town.",
    "other_town": "They are in different towns.",
    "same_site": "They have the same website.",
    "same_email": "They have the same e-mail address.",
    "same_phone": "They have the same phone number.",
    "other_number": "They have different numbers on the same register.",
    "registered_again": "One is closed: the other may be its new registration.",
    "other_lists": "Each has a number on a register that the other is not on.",
    "only_one_numbered": "Only one of them has a number on a public register.",
    "town_in_name": "One of them also has the town in its name.",
    "said_so": "Somebody said that they are the same.",
    "shared_number": "A register gives both of them the same number.",
}


@dataclass(frozen=True, slots=True)
class Body:
    """What is compared of one organisation. `numbers` are (scheme, value); `site` is a host name,
    `phone` digits; empty when unknown.
    """

    id: int
    names: tuple[str, ...]
    numbers: frozenset[tuple[str, str]] = frozenset()
    postcode: str = ""
    town: str = ""
    site: str = ""
    email: str = ""
    phone: str = ""
    parent: int | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """How likely two bodies are one (0..1), and why."""

    score: float
    reasons: tuple[Reason, ...]


def judge(left: Body, right: Body, rarity: Rarity) -> Judgement | None:
    """The judgement on a pair, or None when it is not worth a look.

    A branch is not its parent, and two branches of one parent are not each other.
    """
    if left.id == right.id or _are_family(left, right):
        return None
    judgement = weigh(left, right, rarity)
    return judgement if judgement.score >= LIKELY else None


def weigh(left: Body, right: Body, rarity: Rarity) -> Judgement:
    """All that speaks for and against, however little it is."""
    points, reasons = _by_name(left, right, rarity)
    for code in _signs(left, right):
        points += POINTS[code]
        reasons.append(Reason(code))
    score = 1 / (1 + math.exp(-(START + points)))
    return Judgement(round(score, 4), tuple(reasons))


def in_words(reason: Reason) -> str:
    """One reason as a sentence."""
    return REASONS[reason.code] if reason.code in REASONS else matching.in_words(reason)


def _are_family(left: Body, right: Body) -> bool:
    if left.parent is not None and left.parent == right.parent:
        return True
    return left.parent == right.id or right.parent == left.id


def without_town(name: Name, town: str) -> Name | None:
    """The name read without the town that stands in it; None when it does not, or is all of it.

    >>> without_town(read_name("BASE, Bolton"), "Bolton").words
    ('base',)
    >>> without_town(read_name("Friends of Bolton"), "Bolton").words
    ('friend',)
    """
    place, words = read_name(town).words, name.words
    for at in range(len(words) - len(place) + 1) if place else ():
        if words[at : at + len(place)] == place:
            rest = _trimmed(words[:at] + words[at + len(place) :])
            return replace(name, words=rest, others=()) if rest else None
    return None


def _trimmed(words: tuple[str, ...]) -> tuple[str, ...]:
    """Without the "of" or "in" that led to what was taken out at either end."""
    while words and words[-1] in SMALL_WORDS:
        words = words[:-1]
    while words and words[0] in SMALL_WORDS:
        words = words[1:]
    return words


def _by_name(left: Body, right: Body, rarity: Rarity) -> tuple[float, list[Reason]]:
    best: tuple[float, tuple[Reason, ...]] = (0.0, ())
    for mine, theirs, more in _readings(left, right):
        compared = matching.compare(mine, theirs, rarity)
        shared = min(compared.features[0], compared.features[1])
        if shared >= LEAST_SHARED:
            points = NAME * shared * _telling(mine, theirs, rarity)
            if points > best[0]:
                best = (points, compared.reasons + more)
    return best[0], list(best[1])


def _readings(left: Body, right: Body) -> Iterator[tuple[Name, Name, tuple[Reason, ...]]]:
    """Each name beside each; and, when both are in one town that only one of the two names has,
    once more without it: who says "BASE" in Bolton means "BASE, Bolton".
    """
    same_town = left.town and left.town.casefold() == right.town.casefold()
    for mine in map(read_name, left.names):
        for theirs in map(read_name, right.names):
            yield mine, theirs, ()
            if same_town:
                my_rest, their_rest = (without_town(name, left.town) for name in (mine, theirs))
                if (my_rest is None) != (their_rest is None):
                    yield my_rest or mine, their_rest or theirs, (Reason("town_in_name"),)


def _telling(mine: Name, theirs: Name, rarity: Rarity) -> float:
    """How much the rarer words of the less telling of two names say, 0..1."""
    both = (*mine.words, *theirs.words)
    said = min(
        sum(rarity.of(word, besides=both.count(word)) for word in name.words)
        for name in (mine, theirs)
    )
    return min(1.0, said / TELLING)


def _signs(left: Body, right: Body) -> list[str]:
    signs = []
    if left.postcode and left.postcode == right.postcode:
        signs.append("same_postcode")
    elif left.town and right.town:
        same = left.town.casefold() == right.town.casefold()
        signs.append("same_town" if same else "other_town")
    for name in ("site", "email", "phone"):
        value = getattr(left, name)
        if value and value == getattr(right, name):
            signs.append(f"same_{name}")
    if sign := _numbers(left, right):
        signs.append(sign)
    return signs


def _numbers(left: Body, right: Body) -> str:
    """What their numbers say. No number stands twice in a register, so a shared one cannot be."""
    mine, theirs = {scheme for scheme, _ in left.numbers}, {scheme for scheme, _ in right.numbers}
    if mine & theirs:
        return "registered_again" if left.closed != right.closed else "other_number"
    if mine and theirs:
        return "other_lists"
    return "only_one_numbered" if mine or theirs else ""
