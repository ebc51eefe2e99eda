"""How likely the two of each pair are one supplier, for thousands of pairs at once.

It says what `scoring.probability` says of each pair by itself (tests hold it to that), twenty times
as fast: `pairing` pairs the words, the features are columns. Pairs that are odd are left to it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from spinney.purchasing.engine.matching.arrays import NodeArrays
from spinney.purchasing.engine.matching.lexicon import Lexicon
from spinney.purchasing.engine.matching.pairing import HOWS, Paired, pair_words
from spinney.purchasing.engine.matching.scoring import (
    ALL_THE_SAME,
    FIGURES,
    HOPELESS,
    LEAST_WIDTH,
    WEIGHTS,
    probability,
)
from spinney.purchasing.engine.matching.telling_apart import (
    Alone,
    may_be_others,
    may_differ_beside,
    standing_alone,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

WORTH_KEEPING: Final = 0.1
"""Pairs less likely are forgotten: they neither join nor are asked about."""

LEAST_ALIKE: Final = 60.0
"""Pairs whose letters are less alike (0..100) are not weighed, unless one may be initials."""

SHORT_NAME: Final = 6
AT_ONCE: Final = 20_000
"""Pairs that are weighed at once: their words fit into a processor's own memory."""


def weighed(
    nodes: NodeArrays, lexicon: Lexicon, ones: NDArray[Any], others: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Of these pairs those that are worth keeping: both nodes, how likely they are one, and whether
    a person should look all the same.
    """
    worth = worth_weighing(nodes, ones, others)
    ones, others = ones[worth], others[worth]
    like, doubted = likelihoods(nodes, lexicon, ones, others)
    kept = like >= WORTH_KEEPING
    return ones[kept], others[kept], like[kept], doubted[kept]


def worth_weighing(nodes: NodeArrays, ones: NDArray[Any], others: NDArray[Any]) -> NDArray[Any]:
    """Places of the pairs that are worth the time, by a quick glance at their letters, in order and
    word by word. Names so short that they may be initials, and names with a number or with other
    names, are always worth it.
    """
    import numpy as np

    always = nodes.marked | (nodes.length < SHORT_NAME)
    worth = always[ones] | always[others]
    for letters in (nodes.letters, nodes.ordered):
        doubtful = (~worth).nonzero()[0]
        worth[doubtful] = _alike(letters, ones[doubtful], others[doubtful]) >= LEAST_ALIKE
    return np.flatnonzero(worth)


def _alike(letters: Any, ones: NDArray[Any], others: NDArray[Any]) -> NDArray[Any]:
    import numpy as np
    import pyarrow as pa
    from rapidfuzz import fuzz, process

    left, right = (letters.take(pa.array(side)).to_pylist() for side in (ones, others))
    found: NDArray[Any] = process.cpdist(
        left, right, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE, dtype=np.float32
    )
    return found


def likelihoods(
    nodes: NodeArrays, lexicon: Lexicon, ones: NDArray[Any], others: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """How likely each two nodes are one supplier, 0..1, and whether a person should look however
    likely that is.
    """
    import numpy as np

    found, doubted = np.empty(len(ones)), np.empty(len(ones), bool)
    for start in range(0, len(ones), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        found[part], doubted[part] = _likelihoods(nodes, lexicon, ones[part], others[part])
    return found, doubted


def _likelihoods(
    nodes: NodeArrays, lexicon: Lexicon, ones: NDArray[Any], others: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[Any]]:
    import numpy as np

    found = np.empty(len(ones))
    odd = nodes.odd[ones] | nodes.odd[others]
    plain = np.flatnonzero(~odd)
    one, other = ones[plain], others[plain]
    paired = pair_words(nodes, lexicon, one, other)
    left = standing_alone(nodes, paired.left, paired.left_alone, other)
    right = standing_alone(nodes, paired.right, paired.right_alone, one)
    columns = _columns(nodes, lexicon, (one, other), paired, (left, right))
    hopeless = paired.shared <= np.minimum(left.weight, right.weight) * 0.8
    total = np.zeros(len(plain))
    for weight, column in zip(WEIGHTS, columns, strict=True):
        if weight:
            total += weight * column
    likely = np.round(1 / (1 + np.exp(-np.clip(total, -30.0, 30.0))), FIGURES)
    likely[hopeless] = HOPELESS
    likely[_same_letters(nodes, one, other)] = ALL_THE_SAME
    found[plain] = likely
    odd[plain[paired.odd]] = True
    at = np.flatnonzero(odd)
    found[at] = _one_by_one(nodes, lexicon, ones[at], others[at])
    doubted = may_differ_beside(nodes, ones, others)
    doubted[plain] |= may_be_others(nodes, lexicon, (one, other), paired, (left, right))
    return found, doubted


def _one_by_one(
    nodes: NodeArrays, lexicon: Lexicon, ones: NDArray[Any], others: NDArray[Any]
) -> list[float]:
    import numpy as np

    node = {at: nodes.node(at) for at in np.unique([ones, others]).tolist()}
    return [
        probability(node[one], node[other], lexicon)
        for one, other in zip(ones.tolist(), others.tolist(), strict=True)
    ]


def _same_letters(nodes: NodeArrays, ones: NDArray[Any], others: NDArray[Any]) -> NDArray[Any]:
    same = nodes.ordered_id[ones] == nodes.ordered_id[others]
    run_together = nodes.letters_id[ones] == nodes.letters_id[others]
    run_together &= nodes.many[ones] != nodes.many[others]
    found: NDArray[Any] = (same | run_together) & (nodes.figures[ones] == nodes.figures[others])
    return found


def _columns(
    nodes: NodeArrays,
    lexicon: Lexicon,
    pairs: tuple[NDArray[Any], NDArray[Any]],
    paired: Paired,
    alone: tuple[Alone, Alone],
) -> list[NDArray[Any]]:
    """The columns of `scoring.FEATURES`."""
    import numpy as np

    (ones, others), (left, right) = pairs, alone
    fewer, chance = np.minimum(left.weight, right.weight), lexicon.chance
    conflict = fewer / chance
    extra = np.abs(left.weight - right.weight) / chance
    contained = (fewer == 0.0) & (left.weight != right.weight)
    counted = (left.weight > 0) | (right.weight > 0)
    return [
        *_weights(paired, conflict, extra, chance),
        *_places(left, right, paired, chance),
        *_ways(paired, lexicon),
        *_signs(nodes, ones, others, fewer),
        *_wholes(nodes, ones, others, paired, contained, counted),
    ]


def _weights(
    paired: Paired, conflict: NDArray[Any], extra: NDArray[Any], chance: float
) -> list[NDArray[Any]]:
    """The columns "one" to "lead_in_conflict": what is shared, and what stands alone."""
    import numpy as np

    shared = paired.shared / chance
    some = np.where(shared > 0, shared, 1.0)
    both = shared + conflict + conflict + extra
    contained = (conflict == 0.0) & (extra > 0.0)
    lead = paired.lead / chance
    return [
        np.ones(len(shared)),
        np.minimum(shared, 1.5),
        np.clip(shared - 1.0, 0.0, 1.5),
        paired.rarest / chance,
        np.where(shared > 0, shared / np.where(shared > 0, both, 1.0), 0.0),
        np.minimum(conflict, 1.5),
        (conflict > 0.0).astype(float),
        np.where(shared > 0, np.minimum(conflict / some, 2.0), 2.0),
        np.minimum(extra, 1.5),
        contained.astype(float),
        (contained & _opens_alone(paired)).astype(float),
        np.where(contained, lead, 0.0),
        np.where(conflict > 0, lead, 0.0),
    ]


def _opens_alone(paired: Paired) -> NDArray[Any]:
    found: NDArray[Any] = paired.left_alone[:, 0] | paired.right_alone[:, 0]
    return found


def _places(left: Alone, right: Alone, paired: Paired, chance: float) -> list[NDArray[Any]]:
    """The columns "generic_extra" to "federated_place"."""
    import numpy as np

    lead = paired.lead / chance
    mine, theirs = left.places > 0, right.places > 0
    extra, conflict = mine != theirs, mine & theirs
    differ = (left.weight > 0) | (right.weight > 0)
    return [
        np.minimum(2.0, left.generic + right.generic),
        extra.astype(float),
        np.where(extra, lead, 0.0),
        conflict.astype(float),
        np.where(conflict, lead, 0.0),
        _of_another_place(paired, extra, conflict, differ).astype(float),
    ]


def _of_another_place(
    paired: Paired, one_sided: NDArray[Any], both: NDArray[Any], differ: NDArray[Any]
) -> NDArray[Any]:
    """`scoring.is_of_another_place` of each pair."""
    found: NDArray[Any] = one_sided | both | differ & paired.of_federation
    found &= paired.federated
    found |= both & (paired.local_kind | paired.named & paired.namesakes)
    found |= one_sided & paired.namesakes & (paired.local_kind | paired.named)
    return found


def _ways(paired: Paired, lexicon: Lexicon) -> list[NDArray[Any]]:
    """The columns "slips" to "initials"; runs and initials make a pair odd, so there are none."""
    import numpy as np

    none = np.zeros(len(paired.shared))
    slips = np.minimum(paired.costs[HOWS.index("spelling")], 4.0)
    return [
        slips,
        slips * -math.log(lexicon.slips) / 4,
        paired.rarest_slips.astype(float),
        np.minimum(paired.costs[HOWS.index("short")], 3.0),
        np.minimum(paired.costs[HOWS.index("initial")], 2.0),
        none,
        none,
    ]


def _signs(
    nodes: NodeArrays, ones: NDArray[Any], others: NDArray[Any], fewer: NDArray[Any]
) -> list[NDArray[Any]]:
    """The columns "cut_off" to "form_conflict", of the names as wholes."""
    figures, other_figures = nodes.figures[ones], nodes.figures[others]
    forms, other_forms = nodes.forms[ones], nodes.forms[others]
    some, other_some = figures > 0, other_figures > 0
    return [
        _cut(nodes, ones, others, fewer == 0.0),
        (some != other_some).astype(float),
        (some & other_some & (figures != other_figures)).astype(float),
        ((forms > 0) & (other_forms > 0) & (forms & other_forms == 0)).astype(float),
    ]


def _wholes(
    nodes: NodeArrays,
    ones: NDArray[Any],
    others: NDArray[Any],
    paired: Paired,
    contained: NDArray[Any],
    counts_alone: NDArray[Any],
) -> list[NDArray[Any]]:
    """The columns "first_word_differs" to "single_word"."""
    import numpy as np

    support, other_support = nodes.support[ones], nodes.support[others]
    fewer, more = np.minimum(support, other_support), np.maximum(support, other_support)
    subsidiary = nodes.words.subsidiary
    names_another = (paired.left_alone & subsidiary[paired.left]).any(axis=1)
    names_another |= (paired.right_alone & subsidiary[paired.right]).any(axis=1)
    alone = paired.left_alone.any(axis=1) | paired.right_alone.any(axis=1)
    names_another &= counts_alone
    return [
        _opens_alone(paired).astype(float),
        paired.moved.astype(float),
        np.where(contained & (fewer > 1), fewer / more, 0.0),
        (~alone).astype(float),
        names_another.astype(float),
        ((nodes.many[ones] == 1) | (nodes.many[others] == 1)).astype(float),
    ]


def _cut(
    nodes: NodeArrays, ones: NDArray[Any], others: NDArray[Any], whole: NDArray[Any]
) -> NDArray[Any]:
    """Whether one is the other cut off at a width, as exports and banks do; asked of those only
    whose shorter name is `whole`.
    """
    import numpy as np
    import pyarrow as pa

    size, other_size = nodes.length[ones], nodes.length[others]
    shorter, longer = np.where(size > other_size, (others, ones), (ones, others))
    may_be = whole & (size != other_size) & (nodes.width[shorter] >= LEAST_WIDTH)
    at = np.flatnonzero(may_be)
    texts = (nodes.letters.take(pa.array(side[at])).to_pylist() for side in (shorter, longer))
    starts = [long.startswith(short) for short, long in zip(*texts, strict=True)]
    found = np.zeros(len(ones))
    found[at] = np.array(starts, float)
    return found
