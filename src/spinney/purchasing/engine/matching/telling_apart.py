"""What may tell two names apart though they are likely one, for thousands of pairs at once: a
person is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from spinney.purchasing.engine.matching.arrays import NodeArrays
from spinney.purchasing.engine.matching.lexicon import Lexicon
from spinney.purchasing.engine.matching.pairing import HOWS, Paired
from spinney.purchasing.engine.matching.scoring import LITTLE

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAYS_WHO: Final = 2.0
"""How many times `Lexicon.chance` words must weigh for a place behind them to be surely a branch's.
"""

FEW_WORDS: Final = 2
"""In names of so few words, one that is nearly the same and stands elsewhere makes another name."""

SAYS_LITTLE: Final = 0.6
"""How much of `Lexicon.chance` what is shared besides must weigh for a slip to be surely one."""

LITTLE_NAME: Final = 11
"""In names of fewer letters a slip is as likely another name: "Julia's House", "Julian House"."""

HARDLY_SHORT: Final = 0.7
"""What a short form costs (`likeness`) that leaves letters out within the word: "cld" for child."""


@dataclass(frozen=True)
class Alone:
    """What stands alone on one side of each pair: the weight of words that count against, how many
    hardly do, how many are places behind; and how many are excused, since they stand behind a name
    of the other: places (`placed`), and others.
    """

    weight: NDArray[Any]
    generic: NDArray[Any]
    places: NDArray[Any]
    excused: NDArray[Any]
    placed: NDArray[Any]


def standing_alone(
    nodes: NodeArrays, side: NDArray[Any], alone: NDArray[Any], beside: NDArray[Any]
) -> Alone:
    """What of one side of each pair stands `alone`, where `beside` are the nodes of the other."""
    import numpy as np

    words = nodes.words
    at, column = alone.nonzero()
    word = side[at, column]
    behind = nodes.in_tails(beside[at], words.means[word]) | nodes.in_tails(beside[at], word)
    excused = np.bincount(at[behind & ~words.place[word]], minlength=len(side))
    placed = np.bincount(at[behind & words.place[word]], minlength=len(side))
    at, column, word = at[~behind], column[~behind], word[~behind]
    place = (column > 0) & words.place[word]
    generic = ~place & words.generic[word]
    weights = np.zeros(side.shape)
    counts = ~place & ~generic
    weights[at[counts], column[counts]] = words.weight[word[counts]]
    total = np.zeros(len(side))
    for column_weights in weights.T:
        total += column_weights
    return Alone(
        total,
        np.bincount(at[generic], minlength=len(side)),
        np.bincount(at[place], minlength=len(side)),
        excused,
        placed,
    )


def may_differ_beside(nodes: NodeArrays, ones: NDArray[Any], others: NDArray[Any]) -> NDArray[Any]:
    """Pairs of names that something beside their words may tell apart (figures, what stands aside),
    that are of one family, or of a federation and not the same; and companies of different names
    of which one trades under another, as the other may or may not.
    """
    federated = nodes.federated[ones] | nodes.federated[others]
    federated &= nodes.ordered_id[ones] != nodes.ordered_id[others]
    found: NDArray[Any] = federated | (nodes.family[ones] == nodes.family[others])
    traded = (nodes.traded[ones] | nodes.traded[others]) & (nodes.forms[ones] > 0)
    found |= (
        traded & (nodes.forms[others] > 0) & (nodes.ordered_id[ones] != nodes.ordered_id[others])
    )
    for sign in (nodes.figures, nodes.aside):
        found |= sign[ones] != sign[others]
    return found


def may_be_others(
    nodes: NodeArrays,
    lexicon: Lexicon,
    pairs: tuple[NDArray[Any], NDArray[Any]],
    paired: Paired,
    alone: tuple[Alone, Alone],
) -> NDArray[Any]:
    """Pairs of names whose words may be those of two: other places, words that are hardly the same,
    a place behind words that others may have too.
    """
    (ones, others), (left, right) = pairs, alone
    found = _elsewhere(nodes, ones, others, left, right)
    found |= _hardly_the_same(nodes, ones, others, paired, lexicon)
    placed = (left.places > 0) != (right.places > 0)
    found |= placed & (paired.shared < SAYS_WHO * lexicon.chance)
    return found


def _elsewhere(
    nodes: NodeArrays, ones: NDArray[Any], others: NDArray[Any], left: Alone, right: Alone
) -> NDArray[Any]:
    """Pairs of names with a place each that the other has not, with a word that only stands behind
    a name of the other, or with a place that does, of several.
    """
    found: NDArray[Any] = (left.excused > 0) | (right.excused > 0)
    found |= (left.placed > 0) & (nodes.placed[others] > 1)
    found |= (right.placed > 0) & (nodes.placed[ones] > 1)
    found |= (left.places > 0) & ((right.places > 0) | (nodes.placed[others] > 0))
    found |= (right.places > 0) & (nodes.placed[ones] > 0)
    return found


def _hardly_the_same(
    nodes: NodeArrays,
    ones: NDArray[Any],
    others: NDArray[Any],
    paired: Paired,
    lexicon: Lexicon,
) -> NDArray[Any]:
    """Pairs of which a word is only nearly the same, and may well be another: the only one
    ("Argus", "Argos"), one that stands elsewhere, a letter for a word, a short form of a common
    name's word, or a slip in a short name ("Julia's House", "Julian House").
    """
    import numpy as np

    near = paired.costs.any(axis=0)
    fewer = np.minimum(nodes.many[ones], nodes.many[others])
    more = np.maximum(nodes.many[ones], nodes.many[others])
    rest = paired.shared - paired.rarest
    found: NDArray[Any] = near & (paired.moved | (more == 1))
    found |= near & (paired.lead == 0) & (fewer <= FEW_WORDS)
    found |= paired.costs[HOWS.index("initial")] > 0
    found |= (paired.costs[HOWS.index("short")] >= HARDLY_SHORT) & (rest < LITTLE)
    short = np.minimum(nodes.length[ones], nodes.length[others]) < LITTLE_NAME
    found |= short & paired.rarest_slips & (rest < SAYS_LITTLE * lexicon.chance)
    return found
