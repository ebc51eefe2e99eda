"""Names that read the same, gathered: what is compared with one another.

>>> from spinney.purchasing.engine.matching.reading import read
    >>> nodes = gather([read("Ash Lane Ltd"), read("ASH LANE LIMITED")], Lexicon(2, {}))
>>> [(node.words, node.members) for node in nodes]
[(('ash', 'lane'), [0, 1])]
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from spinney.purchasing.engine.matching.lexicon import Lexicon
from spinney.purchasing.engine.matching.reading import Read

SURE_LENGTH: Final = 8
"""A slip in a word so long is put right before names are gathered; in shorter words two names one
letter apart ("Dyson", "Tyson") are compared, not thought one."""


UNMARKED: Final = "|||"
"""What a key ends with that has words and figures only."""


@dataclass(slots=True)
class Node:
    """All names with the same words: `members` are their places in the list of names.

    `support` is how many different names these are; `width` the letters of the longest.
    """

    key: str
    words: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    others: tuple[tuple[str, ...], ...] = ()
    number: str = ""
    forms: set[str] = field(default_factory=set)
    tails: set[str] = field(default_factory=set)
    members: list[int] | range = field(default_factory=list)
    width: int = 0

    @property
    def marked(self) -> bool:
        """Whether it has other names, a number, or a mark that parts it: then its letters do not
        tell whether it is worth weighing (`weighing.worth_weighing`).
        """
        return is_marked(self.key)

    @property
    def support(self) -> int:
        return len(self.members)


def gather(
    reads: Sequence[Read],
    lexicon: Lexicon,
    *,
    numbers: Sequence[str] = (),
    widths: Sequence[int] = (),
    apart: Sequence[str] = (),
) -> list[Node]:
    """Nodes in the order of their keys. `numbers` are settled registration numbers of the names,
    `apart` a mark for each name that must not be gathered with others of other marks.
    """
    found: dict[str, Node] = {}
    gathered: dict[str, list[int]] = {}
    for at, one in enumerate(reads):
        number = numbers[at] if numbers else ""
        key = node_key(one, lexicon, number, apart[at] if apart else "")
        node = found.get(key)
        if node is None:
            words = tuple(meant(word, lexicon) for word in one.words)
            node = found[key] = Node(key, words, one.numbers, one.others, number)
            node.members = gathered[key] = []
        gathered[key].append(at)
        if one.form:
            node.forms.add(one.form)
        node.tails.update(one.tail)
        node.width = max(node.width, widths[at] if widths else 0)
    return [found[key] for key in sorted(found)]


def node_key(one: Read, lexicon: Lexicon, number: str = "", apart: str = "") -> str:
    """What names have in common that are gathered: words in any order, figures, other names."""
    words = " ".join(sorted(meant(word, lexicon) for word in one.words))
    others = "/".join(" ".join(sorted(other)) for other in one.others)
    return "|".join((words, " ".join(one.numbers), others, number, apart))


def is_marked(key: str) -> bool:
    """Whether the key of a node has more than words and figures."""
    return not key.endswith(UNMARKED)


def meant(word: str, lexicon: Lexicon) -> str:
    """The word, or what it is surely a slip of."""
    return lexicon.meant(word) if len(word) >= SURE_LENGTH else word
