"""Which names are worth comparing: those that share something rare.

Each node gets a few keys; nodes with a key in common are compared. In a key that many share, each
is compared with the best supported ones only (they are what the others are spellings of) and with
its neighbours in the alphabet.

    >>> from spinney.purchasing.engine.matching.lexicon import Lexicon
    >>> from spinney.purchasing.engine.matching.nodes import Node
    >>> one, other = Node("a", ("kelbrix", "plumbing")), Node("b", ("kelbrix", "heating"))
    >>> candidates([one, other], Lexicon(2, {"kelbrix": 2}))
    [(0, 1)]
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Final

from spinney.purchasing.engine.matching.known import council_initials
from spinney.purchasing.engine.matching.lexicon import Lexicon
from spinney.purchasing.engine.matching.nodes import Node
from spinney.purchasing.engine.matching.vocabulary import GENERIC

FULLY_COMPARED: Final = 14
"""Nodes of one key that are all compared with one another."""

HUBS: Final = 5
NEIGHBOURS: Final = 2
TELLING: Final = 4
"""Words of a name, the rarest, that make its keys."""


def keys_of(node: Node, lexicon: Lexicon) -> list[str]:
    """The keys of one node."""
    found: set[str] = set()
    for words in (node.words, *node.others):
        _keys(words, node, lexicon, found)
    if node.number:
        found.add("#" + node.number)
    return sorted(found)


def _keys(words: tuple[str, ...], node: Node, lexicon: Lexicon, found: set[str]) -> None:
    meant = list(dict.fromkeys(lexicon.meant(word) for word in words))
    telling = [word for word in meant if word not in GENERIC] or meant
    telling.sort(key=lambda word: (-lexicon.weight(word), word))
    telling = telling[:TELLING]
    found.update(" ".join(sorted(pair)) for pair in combinations(telling, 2))
    found.update("1" + word for word in telling[:2] if len(word) > 2)
    joined = "".join(words)
    if len(joined) > 5:
        found.add("^" + joined[:7])
        found.add("~" + "".join(letter for letter in joined if letter not in "aeiou")[:7])
    found.update("@" + letters for letters in council_initials(words))
    if len(words) > 2:
        found.add("@" + "".join(word[0] for word in words))
    for word in words:
        if 2 < len(word) < 6 and (len(words) == 1 or lexicon.count(word) < 4):
            found.add("@" + word)
    if len(words) > 1:
        found.add("&" + words[0][:4] + " " + words[1][:4])
        found.add("&" + words[1][:4] + " " + words[0][:4])


def candidates(nodes: Sequence[Node], lexicon: Lexicon) -> list[tuple[int, int]]:
    """Places of nodes to be compared, lower first, each pair once, in order."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for at, node in enumerate(nodes):
        for key in keys_of(node, lexicon):
            blocks[key].append(at)
    pairs: set[tuple[int, int]] = set()
    for block in blocks.values():
        pairs.update(_pairs_of(block, nodes))
    return sorted(pairs)


def _pairs_of(block: list[int], nodes: Sequence[Node]) -> Iterable[tuple[int, int]]:
    if len(block) < 2:
        return ()
    if len(block) <= FULLY_COMPARED:
        return combinations(block, 2)
    hubs = sorted(block, key=lambda at: (-nodes[at].support, at))[:HUBS]
    pairs = {(min(hub, at), max(hub, at)) for hub in hubs for at in block if at != hub}
    for step in range(1, NEIGHBOURS + 1):
        pairs.update(zip(block, block[step:], strict=False))
    return pairs
