"""How likely two names are one supplier's.

What two names share, and what each has alone, is weighed by how rare the words are, as a share of
`Lexicon.chance`: the weight at which no second supplier would have the same words by chance. The
result is a probability by logistic regression over `FEATURES`; the weights were fitted by
`benchmarks/supplier_fit.py` and each speaks in the direction that its name says.
"""

import math
from operator import mul
from typing import Final, NamedTuple

from spinney.purchasing.engine.matching.lexicon import Lexicon
from spinney.purchasing.engine.matching.likeness import Alignment, align
from spinney.purchasing.engine.matching.nodes import Node
from spinney.purchasing.engine.matching.vocabulary import (
    BESIDE_FEDERATED,
    FEDERATED,
    GENERIC,
    LOCAL_KINDS,
    NAMED_KINDS,
    NAMESAKES,
    SUBSIDIARY,
)

FEATURES: Final = (
    "one",
    "shared",
    "beyond_chance",
    "rarest_shared",
    "share_of_both",
    "conflict",
    "any_conflict",
    "conflict_over_shared",
    "extra",
    "any_extra",
    "extra_before",
    "extra_lead",
    "lead_in_conflict",
    "generic_extra",
    "place_extra",
    "place_extra_lead",
    "place_conflict",
    "place_conflict_lead",
    "federated_place",
    "slips",
    "slips_expected",
    "slip_in_rarest",
    "short_forms",
    "first_letter_only",
    "spacing",
    "initials",
    "cut_off",
    "figures_missing",
    "figures_conflict",
    "form_conflict",
    "first_word_differs",
    "order_differs",
    "extra_well_supported",
    "all_met",
    "subsidiary",
    "single_word",
)
WEIGHTS: Final[tuple[float, ...]] = (
    -1.35, 2.34, 0.25, 0.00, 0.18, -2.02, -2.13, 0.00, -0.01, -0.83, -1.18, 0.00,
    0.66, -0.87, -0.28, 0.00, -0.83, 0.01, -3.67, -0.10, 0.00, 0.00, 0.00, -1.83,
    -1.70, -2.45, 0.20, -0.80, -6.00, -1.50, -0.09, -0.20, -0.89, 2.14, -2.50, 0.00,
)  # fmt: skip

ALL_THE_SAME: Final = 0.97
BY_OTHER_NAME: Final = 0.9
BY_INITIALS: Final = 0.4
"""How likely a council is meant by letters that other councils have too: asked, and not joined."""

HOPELESS: Final = 0.005
FIGURES: Final = 9
"""Decimal places of a likelihood: two ways to add up the same numbers say the same."""

LEAST_WIDTH: Final = 16
"""No system cuts names off at fewer letters."""

LITTLE: Final = 3.0
"""A word of less weight is shared by so many that it names nobody."""


NAMED_BY_ALL: Final = NAMED_KINDS | NAMESAKES | LOCAL_KINDS | FEDERATED | GENERIC
"""Words that tell bodies of such kinds from no other."""


SHARED_BY_FEDERATED: Final = FEDERATED | BESIDE_FEDERATED | GENERIC
"""Words that bodies of one federation share, and that name none of them."""


class _Words(NamedTuple):
    """The words of two names, paired: what is shared, and what each has alone."""

    found: Alignment
    shared: float
    rarest: float
    left: float
    right: float
    generic: int
    places: tuple[int, int]


def probability(one: Node, other: Node, lexicon: Lexicon) -> float:
    """How likely two nodes are one supplier, 0..1; by their main or their other names."""
    if one.numbers == other.numbers and _same_letters(one, other):
        return ALL_THE_SAME
    best = _likelihood(one, other, one.words, other.words, lexicon)
    if one.others or other.others:
        for mine in (one.words, *one.others):
            for theirs in (other.words, *other.others):
                if mine == theirs:
                    best = max(best, BY_OTHER_NAME)
                elif mine is not one.words or theirs is not other.words:
                    best = max(best, _likelihood(one, other, mine, theirs, lexicon))
    return best


def features(one: Node, other: Node, lexicon: Lexicon) -> tuple[float, ...]:
    """The values of `FEATURES` for two nodes by their main names."""
    words = _paired(one, other, one.words, other.words, lexicon)
    return _features(one, other, one.words, other.words, words, lexicon)


def _same_letters(one: Node, other: Node) -> bool:
    if one.words == other.words or sorted(one.words) == sorted(other.words):
        return True
    return len(one.words) != len(other.words) and "".join(one.words) == "".join(other.words)


def _likelihood(
    one: Node, other: Node, mine: tuple[str, ...], theirs: tuple[str, ...], lexicon: Lexicon
) -> float:
    words = _paired(one, other, mine, theirs, lexicon)
    if words.shared <= min(words.left, words.right) * 0.8:
        return HOPELESS
    total = sum(map(mul, WEIGHTS, _features(one, other, mine, theirs, words, lexicon)))
    found = round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), FIGURES)
    return min(found, BY_INITIALS) if _is_council_by_initials(words.found) else found


def _is_council_by_initials(found: Alignment) -> bool:
    return any(
        pair.how == "initials" and "council" in (pair.one.split()[-1], pair.other.split()[-1])
        for pair in found.pairs
    )


def _paired(
    one: Node, other: Node, mine: tuple[str, ...], theirs: tuple[str, ...], lexicon: Lexicon
) -> _Words:
    found = align(mine, theirs, lexicon)
    shared = rarest = 0.0
    for pair in found.pairs:
        shared += pair.weight
        if pair.weight > rarest:
            rarest = pair.weight
    left, left_generic, left_places = _alone(found.left, mine[0], other, lexicon)
    right, right_generic, right_places = _alone(found.right, theirs[0], one, lexicon)
    generic = left_generic + right_generic
    return _Words(found, shared, rarest, left, right, generic, (left_places, right_places))


def _alone(words: list[str], first: str, other: Node, lexicon: Lexicon) -> tuple[float, int, int]:
    """The weight of words that count against, how many hardly do, how many are places behind."""
    weight, generic, places = 0.0, 0, 0
    for word in words:
        meant = lexicon.meant(word)
        if other.tails and (meant in other.tails or word in other.tails):
            continue
        if word != first and meant in lexicon.places:
            places += 1
        elif meant in GENERIC:
            generic += 1
        else:
            weight += lexicon.weight(word)
    return weight, generic, places


def _features(
    one: Node,
    other: Node,
    mine: tuple[str, ...],
    theirs: tuple[str, ...],
    words: _Words,
    lexicon: Lexicon,
) -> tuple[float, ...]:
    found, chance = words.found, lexicon.chance
    conflict = min(words.left, words.right) / chance
    extra = abs(words.left - words.right) / chance
    shared, rarest = words.shared / chance, words.rarest / chance
    contained = conflict == 0.0 and extra > 0.0
    lead = _lead(mine, theirs, found, lexicon) / chance
    place_extra = bool(words.places[0]) != bool(words.places[1])
    place_conflict = bool(words.places[0]) and bool(words.places[1])
    return (
        1.0,
        min(shared, 1.5),
        max(0.0, min(shared - 1.0, 1.5)),
        rarest,
        shared / (shared + conflict + conflict + extra) if shared else 0.0,
        min(conflict, 1.5),
        float(conflict > 0.0),
        min(conflict / shared, 2.0) if shared else 2.0,
        min(extra, 1.5),
        float(contained),
        float(contained and _before(mine, theirs, found)),
        lead if contained else 0.0,
        lead if conflict else 0.0,
        min(2.0, words.generic),
        float(place_extra),
        lead if place_extra else 0.0,
        float(place_conflict),
        lead if place_conflict else 0.0,
        float(is_of_another_place(words, conflict > 0.0 or extra > 0.0)),
        *_ways(found, lexicon),
        *_signs(one, other, mine, theirs, words),
    )


def _ways(found: Alignment, lexicon: Lexicon) -> tuple[float, ...]:
    """The features, "slips" to "initials", of how words were paired that are not the same."""
    costs = _costs(found)
    return (
        min(costs["spelling"], 4.0),
        min(costs["spelling"], 4.0) * -math.log(lexicon.slips) / 4,
        float(costs["rarest_slips"]),
        min(costs["short"], 3.0),
        min(costs["initial"], 2.0),
        min(costs["spacing"], 1.0),
        min(costs["initials"], 1.0),
    )


def _signs(
    one: Node, other: Node, mine: tuple[str, ...], theirs: tuple[str, ...], words: _Words
) -> tuple[float, ...]:
    """The features, "cut_off" to "single_word", of the names as wholes."""
    found = words.found
    fewer, more = sorted((one.support, other.support))
    contained = min(words.left, words.right) == 0.0 and words.left != words.right
    return (
        _cut(one, other) if min(words.left, words.right) == 0.0 else 0.0,
        float(bool(one.numbers) != bool(other.numbers)),
        float(bool(one.numbers) and bool(other.numbers) and one.numbers != other.numbers),
        float(bool(one.forms) and bool(other.forms) and one.forms.isdisjoint(other.forms)),
        float(mine[0] in found.left or theirs[0] in found.right),
        float(_order_differs(mine, theirs)),
        fewer / more if contained and fewer > 1 else 0.0,
        float(not found.left and not found.right),
        float(bool(words.left or words.right) and _subsidiary(found)),
        float(len(mine) == 1 or len(theirs) == 1),
    )


def _costs(found: Alignment) -> dict[str, float]:
    """What the ways cost in which words were paired; whether the rarest of them is a slip."""
    costs = {"spelling": 0.0, "short": 0.0, "initial": 0.0, "spacing": 0.0, "initials": 0.0}
    rarest, rarest_slips = 0.0, False
    for pair in found.pairs:
        if pair.how != "same":
            costs[pair.how] += 1.0 if pair.how in ("initial", "spacing", "initials") else pair.cost
        if pair.weight > rarest:
            rarest, rarest_slips = pair.weight, pair.how == "spelling"
    costs["rarest_slips"] = rarest_slips
    return costs


def _lead(
    mine: tuple[str, ...], theirs: tuple[str, ...], found: Alignment, lexicon: Lexicon
) -> float:
    """The weight of the word that opens both names; 0 when they open differently."""
    for pair in found.pairs:
        if pair.one.split()[0] == mine[0] and pair.other.split()[0] == theirs[0]:
            return pair.weight
    return 0.0


def _before(mine: tuple[str, ...], theirs: tuple[str, ...], found: Alignment) -> bool:
    """Whether what the longer name has more stands in front."""
    return mine[0] in found.left or theirs[0] in found.right


def is_of_another_place(words: _Words, differ: bool) -> bool:
    """Whether two names are alike only in words of a federation or of what is in many places
    (saints' churches), and differ in their places; names of a federation in whatever else.
    """
    found, (left, right) = words.found, words.places
    one_sided, other = bool(left) != bool(right), bool(left and right)
    shared = [pair.one for pair in found.pairs]
    telling = {pair.one for pair in found.pairs if pair.weight >= LITTLE}
    if telling <= SHARED_BY_FEDERATED:
        if one_sided or other or (differ and not FEDERATED.isdisjoint(shared)):
            return True
    local, namesakes = not LOCAL_KINDS.isdisjoint(shared), telling <= NAMED_BY_ALL
    named = not NAMED_KINDS.isdisjoint(shared)
    return (other and (local or (named and namesakes))) or (
        one_sided and namesakes and (local or named)
    )


def _subsidiary(found: Alignment) -> bool:
    return not SUBSIDIARY.isdisjoint((*found.left, *found.right))


def _cut(one: Node, other: Node) -> float:
    """Whether one is the other cut off at a width, as exports and banks do."""
    left, right = "".join(one.words), "".join(other.words)
    shorter, longer, width = (left, right, one.width)
    if len(left) > len(right):
        shorter, longer, width = right, left, other.width
    return float(width >= LEAST_WIDTH and len(shorter) < len(longer) and longer.startswith(shorter))


def _order_differs(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    mine = [word for word in left if word in right]
    return len(mine) > 1 and mine != [word for word in right if word in left]
