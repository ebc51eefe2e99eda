"""Which words of one name stand for which of the other, for thousands of pairs at once.

It says what `likeness.align` says of each pair by itself. Pairs where words may be run together or
be initials are found here (`Paired.odd`), and are left to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rapidfuzz.distance import OSA

from spinney.purchasing.engine.matching.arrays import MOST_WORDS, NO_WORD, NodeArrays, WordArrays
from spinney.purchasing.engine.matching.lexicon import Lexicon
from spinney.purchasing.engine.matching.likeness import MOST_SLIPS, SLIPS_THREE, SLIPS_TWO, like
from spinney.purchasing.engine.matching.scoring import LITTLE

if TYPE_CHECKING:
    from numpy.typing import NDArray

HOWS: Final = ("", "spelling", "short", "initial")


@dataclass
class Paired:
    """For each pair: the words of both sides (numbers), which of them stand for nothing in the
    other (`alone`), and what is told by those that do. `costs` is what each kind of `HOWS` cost;
    `lead` the weight of the word that opens both; `of_federation` whether one of the shared words
    is of a federation, `federated` whether all are what bodies of one share, `local_kind` whether
    one of them is of what each place has its own of, `named` of what is called the same in many
    places, `namesakes` whether all are such names; `moved` whether the same words stand in another
    order.
    """

    left: NDArray[Any]
    right: NDArray[Any]
    left_alone: NDArray[Any]
    right_alone: NDArray[Any]
    shared: NDArray[Any]
    rarest: NDArray[Any]
    rarest_slips: NDArray[Any]
    costs: NDArray[Any]
    lead: NDArray[Any]
    federated: NDArray[Any]
    of_federation: NDArray[Any]
    local_kind: NDArray[Any]
    named: NDArray[Any]
    namesakes: NDArray[Any]
    moved: NDArray[Any]
    odd: NDArray[Any]


def pair_words(
    nodes: NodeArrays, lexicon: Lexicon, ones: NDArray[Any], others: NDArray[Any]
) -> Paired:
    """The words of `ones` beside those of `others` (places of nodes that are not odd)."""
    words = nodes.words
    found = _same_words(words, nodes.rows[ones], nodes.rows[others])
    at, here, there = (found.left_alone[:, :, None] & found.right_alone[:, None, :]).nonzero()
    found.odd |= _may_be_run_together(found, words, at, here, there)
    _pair_close(found, words, lexicon, (at, here, there))
    found.odd |= _may_be_initials(words, found.left, found.left_alone, found.right,
                                  found.right_alone)  # fmt: skip
    found.odd |= _may_be_initials(words, found.right, found.right_alone, found.left,
                                  found.left_alone)  # fmt: skip
    return found


def _same_words(words: WordArrays, left: NDArray[Any], right: NDArray[Any]) -> Paired:
    import numpy as np

    pairs = len(left)
    same = (left[:, :, None] == right[:, None, :]) & (left != NO_WORD)[:, :, None]
    met = same.any(axis=2)
    place = same.argmax(axis=2)
    weights = np.where(met, words.weight[left], 0.0)
    federated = (~met | words.federated[left] | (weights < LITTLE)).all(axis=1)
    shared, highest = np.zeros(pairs), np.full(pairs, -1)
    moved = np.zeros(pairs, bool)
    for column in range(MOST_WORDS):
        shared += weights[:, column]
        moved |= met[:, column] & (place[:, column] < highest)
        highest = np.where(met[:, column], np.maximum(highest, place[:, column]), highest)
    return Paired(
        left=left,
        right=right,
        left_alone=(left != NO_WORD) & ~met,
        right_alone=(right != NO_WORD) & ~same.any(axis=1),
        shared=shared,
        rarest=weights.max(axis=1),
        rarest_slips=np.zeros(pairs, bool),
        costs=np.zeros((len(HOWS), pairs)),
        lead=np.where(same[:, 0, 0], weights[:, 0], 0.0),
        federated=federated,
        of_federation=(met & words.federation[left]).any(axis=1),
        local_kind=(met & words.kind[left]).any(axis=1),
        named=(met & words.named[left]).any(axis=1),
        namesakes=(~met | words.namesake[left] | (weights < LITTLE)).all(axis=1),
        moved=moved,
        odd=np.zeros(pairs, bool),
    )


def _pair_close(
    found: Paired,
    words: WordArrays,
    lexicon: Lexicon,
    meetings: tuple[NDArray[Any], NDArray[Any], NDArray[Any]],
) -> None:
    """Slips and short forms, the closest of each pair first."""
    import numpy as np

    at, here, there = meetings
    mine, theirs = found.left[at, here], found.right[at, there]
    how, cost = _how_like(words, lexicon, mine, theirs)
    some = how.nonzero()[0]
    some = some[np.lexsort((theirs[some], mine[some], cost[some], at[some]))]
    while len(some):
        pairs = at[some]
        first = some[np.r_[True, pairs[1:] != pairs[:-1]]]
        _take(found, words, first, meetings, (how, cost))
        free = found.left_alone[at[some], here[some]] & found.right_alone[at[some], there[some]]
        some = some[free]


def _take(
    found: Paired,
    words: WordArrays,
    chosen: NDArray[Any],
    meetings: tuple[NDArray[Any], NDArray[Any], NDArray[Any]],
    likes: tuple[NDArray[Any], NDArray[Any]],
) -> None:
    """Let one meeting of each pair (of those that have any left) be a pair of words."""
    import numpy as np

    at, here, there = (one[chosen] for one in meetings)
    how, cost = (one[chosen] for one in likes)
    mine = found.left[at, here]
    weight = np.minimum(words.weight[mine], words.weight[found.right[at, there]])
    found.left_alone[at, here] = False
    found.right_alone[at, there] = False
    found.shared[at] += weight
    found.costs[how, at] += np.where(how == HOWS.index("initial"), 1.0, cost)
    rarer = weight > found.rarest[at]
    found.rarest[at] = np.maximum(found.rarest[at], weight)
    found.rarest_slips[at[rarer]] = how[rarer] == HOWS.index("spelling")
    found.of_federation[at] |= words.federation[mine]
    found.local_kind[at] |= words.kind[mine]
    found.named[at] |= words.named[mine]
    found.namesakes[at] &= words.namesake[mine] | (weight < LITTLE)
    found.federated[at] &= words.federated[mine] | (weight < LITTLE)
    opening = (here == 0) & (there == 0)
    found.lead[at[opening]] = weight[opening]


def _how_like(
    words: WordArrays, lexicon: Lexicon, mine: NDArray[Any], theirs: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """How (a place in `HOWS`) each two words may be one, and at what cost: asked of
    `likeness.like` once for each two words of which it is not plain that they are not.
    """
    import numpy as np

    how, cost = np.zeros(len(mine), np.int64), np.zeros(len(mine))
    some = _may_be_like(words, mine, theirs)
    keys = mine[some].astype(np.int64) * len(words.text) + theirs[some]
    unique, whose = np.unique(keys, return_inverse=True)
    ones, others = np.divmod(unique, len(words.text))
    asked = zip(words.texts(ones), words.texts(others), strict=True)
    answers = [like(one, other, lexicon) for one, other in asked]
    if answers:
        how[some] = np.array([HOWS.index(way or "") for way, _cost in answers])[whose]
        cost[some] = np.array([one for _way, one in answers])[whose]
    return how, cost


def _may_be_like(words: WordArrays, mine: NDArray[Any], theirs: NDArray[Any]) -> NDArray[Any]:
    """Places where `likeness.like` may find something: the same meaning, few slips, or a first
    letter that fits a short form.
    """
    import numpy as np
    from rapidfuzz import process

    alpha = words.alpha[mine] & words.alpha[theirs]
    means = words.means[mine] == words.means[theirs]
    apart = np.abs(words.length[mine] - words.length[theirs])
    shorter = np.minimum(words.length[mine], words.length[theirs])
    short = (apart >= 2) & (words.first[mine] == words.first[theirs])
    near = (alpha & ~means & ~short & (apart <= 2) & (shorter > 2)).nonzero()[0]
    slips = process.cpdist(
        words.texts(mine[near]), words.texts(theirs[near]),
        scorer=OSA.distance, score_cutoff=MOST_SLIPS, dtype=np.int32,
    )  # fmt: skip
    found = alpha & (means | short)
    longer = np.maximum(words.length[mine], words.length[theirs])[near]
    allowed = 1 + (longer >= SLIPS_TWO) + (longer >= SLIPS_THREE)
    found[near[slips <= allowed]] = True
    return np.flatnonzero(found)


def _may_be_run_together(
    found: Paired, words: WordArrays, at: NDArray[Any], here: NDArray[Any], there: NDArray[Any]
) -> NDArray[Any]:
    """Pairs in which a word of one side may be two or three of the other's, run together."""
    import numpy as np

    odd = np.zeros(len(found.left), bool)
    for some, others, alone, one, other in (
        (found.left, found.right, found.left_alone, here, there),
        (found.right, found.left, found.right_alone, there, here),
    ):
        lengths = np.where(alone, words.length[some], 0)
        two, three = _with_those_behind(lengths)
        mine, theirs = some[at, one], others[at, other]
        size = words.length[theirs]
        fits = (size == two[at, one]) | (size == three[at, one])
        fits &= words.first[mine] == words.first[theirs]
        places = fits.nonzero()[0]
        texts = zip(words.texts(mine[places]), words.texts(theirs[places]), strict=True)
        starts = [long.startswith(short) for short, long in texts]
        odd[at[places[np.array(starts, bool)]]] = True
    return odd


def _with_those_behind(lengths: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """The letters of each word with the next one that stands alone, and with the next two; -1
    where there is none.
    """
    import numpy as np

    two, three = np.full_like(lengths, -1), np.full_like(lengths, -1)
    next_one = np.zeros(len(lengths), lengths.dtype)
    next_two = np.zeros(len(lengths), lengths.dtype)
    for column in range(MOST_WORDS - 1, -1, -1):
        mine = lengths[:, column]
        both, all_three = (mine > 0) & (next_one > 0), (mine > 0) & (next_two > 0)
        two[:, column] = np.where(both, mine + next_one, -1)
        three[:, column] = np.where(all_three, mine + next_one + next_two, -1)
        next_two = np.where(mine > 0, next_one, next_two)
        next_one = np.where(mine > 0, mine, next_one)
    return two, three


def _may_be_initials(
    words: WordArrays,
    some: NDArray[Any],
    alone: NDArray[Any],
    others: NDArray[Any],
    others_alone: NDArray[Any],
) -> NDArray[Any]:
    """Pairs in which a word of the other side may be the first letters of those alone, or of a
    council.
    """
    import numpy as np

    many = alone.sum(axis=1)
    opening = words.first[some[np.arange(len(some)), alone.argmax(axis=1)]]
    fits = others_alone & (words.length[others] == many[:, None])
    fits &= words.first[others] == opening[:, None]
    found: NDArray[Any] = fits.any(axis=1) & (many > 2)
    councils = (alone & words.council[some]).any(axis=1) & (many > 1)
    found |= councils & (others_alone & words.letters[others]).any(axis=1)
    return found
