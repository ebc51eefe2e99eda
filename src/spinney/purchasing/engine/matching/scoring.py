"""How likely two names are one supplier's, and why.

What two names share, and what each has alone, is weighed by how rare the words are; the result is
a probability by logistic regression over `FEATURES`. The weights were fitted by
`benchmarks/supplier_fit.py`; each speaks in the direction that its name says.
"""

import math
from collections.abc import Sequence
from operator import mul
from typing import Final

from spinney.purchasing.engine.matching.likeness import Alignment, align
from spinney.purchasing.engine.matching.lexicon import Lexicon
from spinney.purchasing.engine.matching.nodes import Node
from spinney.purchasing.engine.matching.vocabulary import FEDERATED, GENERIC, SUBSIDIARY

FEATURES: Final = (
    "one",
    "beyond_chance",
    "within_chance",
    "conflict",
    "conflict_word",
    "extra",
    "extra_alone",
    "generic_extra",
    "place_extra",
    "place_conflict",
    "federated_place",
    "slips",
    "slips_expected",
    "short_forms",
    "first_letter_only",
    "spacing",
    "initials",
    "cut_off",
    "number_missing",
    "number_conflict",
    "form_conflict",
    "first_word_differs",
    "order_differs",
    "support_alike",
    "all_met",
    "trading",
    "share",
    "subsidiary",
    "single_word",
)
WEIGHTS: tuple[float, ...] = (
    -0.24, 0.20, -0.33, -0.36, -0.40, -0.05, -0.39, -1.09, -0.48, -1.14, -3.91, 0.87, -0.83, -0.05,
    -1.61, -1.08, -0.67, -0.41, -0.45, -2.50, -1.50, -0.48, 0.00, 0.00, 0.48, 0.00, 1.55, -1.00,
    -0.05,
)  # fmt: skip
COLUMN = {name: at for at, name in enumerate(FEATURES)}


def features(one: Node, other: Node, lexicon: Lexicon) -> tuple[float, ...]:
    """The values of `FEATURES` for two nodes by their main names."""
    return _features(one, other, one.words, other.words, lexicon, trading=False)[0]


def _features(one, other, left_words, right_words, lexicon, *, trading):
    found = align(left_words, right_words, lexicon)
    shared = 0.0
    slips = short = initial = spacing = initials = 0.0
    for pair in found.pairs:
        shared += pair.weight
        if pair.how == "same":
            continue
        if pair.how == "spelling":
            slips += pair.cost
        elif pair.how == "short":
            short += pair.cost
        elif pair.how == "initial":
            initial += 1
        elif pair.how == "spacing":
            spacing += 1
        else:
            initials += 1
    left, left_generic, left_places = _sides(found.left, left_words, one, other, lexicon)
    right, right_generic, right_places = _sides(found.right, right_words, other, one, lexicon)
    open_left = sum(lexicon.weight(word) for word in left)
    open_right = sum(lexicon.weight(word) for word in right)
    conflict, extra = min(open_left, open_right), abs(open_left - open_right)
    contained = conflict == 0.0
    chance = lexicon.chance
    slip_rate = -math.log(lexicon.slips)
    fewer, more = sorted((one.support, other.support))
    cut = _cut(one, other) if contained and (left or right or short) else 0.0
    federated = (left_places or right_places) and all(
        pair.one in FEDERATED or pair.one in GENERIC or pair.weight < 3.0 for pair in found.pairs
    )
    subsidiary = not SUBSIDIARY.isdisjoint((*found.left, *found.right))
    total = shared + open_left + open_right
    return (
        1.0,
        min(8.0, max(0.0, shared - chance)),
        min(8.0, max(0.0, chance - shared)),
        min(8.0, conflict),
        float(not contained),
        min(8.0, extra),
        float(contained and extra > 0),
        min(2.0, left_generic + right_generic),
        float(bool(left_places) != bool(right_places)),
        float(bool(left_places) and bool(right_places)),
        float(bool(federated)),
        min(4.0, slips),
        min(4.0, slips) * slip_rate / 4,
        min(3.0, short),
        min(2.0, initial),
        min(1.0, spacing),
        min(1.0, initials),
        cut,
        float(bool(one.numbers) != bool(other.numbers)),
        float(bool(one.numbers) and bool(other.numbers) and one.numbers != other.numbers),
        float(bool(one.forms) and bool(other.forms) and one.forms.isdisjoint(other.forms)),
        float(_first_differs(left_words, right_words, found)),
        float(_order_differs(left_words, right_words)),
        (fewer / more) if contained and extra > 0 else 0.0,
        float(not left and not right),
        float(trading),
        shared / total if total else 0.0,
        float(subsidiary),
        float(min(len(left_words), len(right_words)) == 1),
    ), found


def _sides(words, whole, mine, theirs, lexicon):
    """Words that count against, how many that hardly do, and places behind the name."""
    telling, generic, places = [], 0, []
    for word in words:
        meant = lexicon.meant(word)
        if meant in theirs.tails or word in theirs.tails:
            continue
        if meant in lexicon.places and (whole[0] != word and whole[0] != meant):
            places.append(word)
        elif meant in GENERIC:
            generic += 1
        else:
            telling.append(word)
    return telling, generic, places


def _cut(one: Node, other: Node) -> float:
    """Whether one is the other cut off at a width, as exports and banks do."""
    left, right = "".join(one.words), "".join(other.words)
    if len(left) == len(right):
        return 0.0
    shorter, longer, width = (
        (left, right, one.width) if len(left) < len(right) else (right, left, other.width)
    )
    if width >= 16 and longer.startswith(shorter):
        return 1.0
    return 0.0


def _first_differs(left, right, found: Alignment) -> bool:
    return bool(left and right) and left[0] in found.left or bool(right) and right[0] in found.right


def _order_differs(left, right) -> bool:
    if len(left) < 2 or len(right) < 2:
        return False
    mine = [word for word in left if word in right]
    theirs = [word for word in right if word in left]
    return len(mine) > 1 and mine != theirs


ALL_THE_SAME: Final = 0.97


def probability(one: Node, other: Node, lexicon: Lexicon) -> float:
    """How likely two nodes are one supplier, 0..1; by their main or their other names."""
    if one.numbers == other.numbers and sorted(one.words) == sorted(other.words):
        return ALL_THE_SAME
    best = _probability(one, other, one.words, other.words, lexicon, trading=False)
    if one.others or other.others:
        for mine in (one.words, *one.others):
            for theirs in (other.words, *other.others):
                if mine is one.words and theirs is other.words:
                    continue
                best = max(best, _probability(one, other, mine, theirs, lexicon, trading=True))
    return best


def _probability(one: Node, other: Node, mine, theirs, lexicon: Lexicon, *, trading: bool) -> float:
    if trading and mine == theirs:
        return 0.9
    values = _features(one, other, mine, theirs, lexicon, trading=trading)[0]
    total = sum(map(mul, WEIGHTS, values))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


LEAST_ALIKE: Final = 55.0
"""Pairs whose letters are less alike (0..100) are not weighed, unless one may be initials."""


def worth_weighing(ones: Sequence[Node], others: Sequence[Node]) -> list[int]:
    """Places of the pairs that are worth the time, by a quick look at their letters."""
    import numpy as np
    from rapidfuzz import fuzz, process

    if not ones:
        return []
    texts = [[" ".join(node.words) for node in side] for side in (ones, others)]
    ordered = [[" ".join(sorted(node.words)) for node in side] for side in (ones, others)]
    alike = process.cpdist(*texts, scorer=fuzz.ratio, dtype=np.float32)
    alike = np.maximum(alike, process.cpdist(*ordered, scorer=fuzz.ratio, dtype=np.float32))
    worth = alike >= LEAST_ALIKE
    for at in np.flatnonzero(~worth).tolist():
        one, other = ones[at], others[at]
        worth[at] = _unlike_letters_may_do(one) or _unlike_letters_may_do(other)
    return [int(at) for at in np.flatnonzero(worth)]


def _unlike_letters_may_do(node: Node) -> bool:
    """Whether a name may be one with another of quite other letters."""
    return bool(node.number or node.others) or len("".join(node.words)) < 6
