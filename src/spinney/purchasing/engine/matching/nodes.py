"""Names that read the same, gathered: what is compared with one another.

>>> from spinney.purchasing.engine.matching.reading import read
    >>> nodes = gather([read("Ash Lane Ltd"), read("ASH LANE LIMITED")], Lexicon(2, {}))
>>> [(node.words, node.members) for node in nodes]
[(('ash', 'lane'), [0, 1])]
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from spinney.purchasing.engine.matching.lexicon import IN_A_HUNDRED, Lexicon
from spinney.purchasing.engine.matching.reading import JOINING, Read
from spinney.purchasing.engine.matching.vocabulary import BODIES, FEDERATED, GENERIC, LEDGER, PLACES

COMMON_WORDS: Final = GENERIC | IN_A_HUNDRED.keys()
SAME_IN_PLURAL: Final = COMMON_WORDS - BODIES
"""Words that stand in the plural or not in one supplier's name: "Service", "Services"."""

COUNTRY: Final = frozenset({"uk", "gb", "england", "britain", "british", "company", "group"})
"""Words in brackets that say nothing: "(UK) Ltd"."""

SURE_LENGTH: Final = 8
"""A slip in a word so long is put right before names are gathered; in shorter words two names one
letter apart ("Dyson", "Tyson") are compared, not thought one."""


@dataclass(slots=True)
class Node:
    """All names with the same words: `members` are their places in the list of names.

    `support` is how many different names these are; `width` the letters of the longest; `aside`
    what stands beside its words and may tell it from another with the same (`aside_of`); `family`
    and `marked` as in `Keys`.
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
    aside: tuple[str, ...] = ()
    family: str = ""
    marked: bool = False

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
        aside = aside_of(one, lexicon)
        keys = keys_for(one, lexicon, aside, number, apart[at] if apart else "")
        key = keys.node
        node = found.get(key)
        if node is None:
            words = tuple(meant(word, lexicon) for word in one.words)
            node = found[key] = Node(key, words, one.numbers, one.others, number)
            node.aside, node.family, node.marked = aside, keys.family, keys.marked
            node.members = gathered[key] = []
        gathered[key].append(at)
        if one.form:
            node.forms.add(one.form)
        node.tails.update(one.tail)
        node.width = max(node.width, widths[at] if widths else 0)
    return [found[key] for key in sorted(found)]


class Keys(NamedTuple):
    """What names have in common that are gathered. `family`: the same words in any order, figures,
    other names. `part` tells apart within a family what may be others: what stands aside, words
    that are read as others (rare ones in the plural, "Milestones Trust"; phrases, "CVS"), common
    words in another order. `marked`: it has other names, a number or a mark.
    """

    family: str
    part: str
    marked: bool

    @property
    def node(self) -> str:
        return f"{self.family}|{self.part}"


def keys_for(
    one: Read, lexicon: Lexicon, aside: tuple[str, ...], number: str = "", apart: str = ""
) -> Keys:
    """The keys of a name with what stands aside (`aside_of`), its settled registration number and
    a mark that parts it from others.
    """
    means = [meant(word, lexicon) for word in one.words]
    ordered = sorted(means)
    others = "/".join(" ".join(sorted(other)) for other in one.others)
    turned = means if means != ordered and is_common(one.words, lexicon) else []
    respelt = [word for word in one.respelt if word not in SAME_IN_PLURAL]
    family = "|".join((" ".join(ordered), " ".join(one.numbers), others, number, apart))
    part = " ".join((*aside, "/", *respelt, "/", *turned))
    return Keys(family, part, bool(others or number or apart))


def is_common(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a second supplier may well have the same words: they are so frequent that chance
    brings them together, or one is of a federation, whose places are bodies of their own.
    """
    if not FEDERATED.isdisjoint(words):
        return True
    return sum(map(lexicon.weight, set(words))) < lexicon.chance


def aside_of(one: Read, lexicon: Lexicon) -> tuple[str, ...]:
    """What stands behind a name or in brackets and may be what tells it from another: any word but
    a place (that is a branch, unless the name is a common one and not well known), its own words
    and its initials.
    """
    joining = tuple(word for word in one.respelt if word.startswith(JOINING))
    if not one.tail:
        return joining
    initials = "".join(word[0] for word in one.words)
    branches = one.known or not is_common(one.words, lexicon)
    places = PLACES if branches else frozenset[str]()
    found = {lexicon.meant(word) for word in one.tail if word not in one.words}
    beside = found - COUNTRY - places - LEDGER - set(one.words) - {initials}
    return (*sorted(beside), *joining)


def meant(word: str, lexicon: Lexicon) -> str:
    """The word, or what it is surely a slip of."""
    return lexicon.meant(word) if len(word) >= SURE_LENGTH else word
