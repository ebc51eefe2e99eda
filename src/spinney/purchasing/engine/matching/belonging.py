"""Whether a name is of the supplier itself, a branch or a unit; how sure, and why.

What is decided here needs one name and what its cluster is called, nothing else: so it is the same
for a few names in memory and for millions in batches.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from spinney.purchasing.engine.matching.explaining import explain_names, place_of
from spinney.purchasing.engine.matching.lexicon import Lexicon
from spinney.purchasing.engine.matching.likeness import align
from spinney.purchasing.engine.matching.reading import Read
from spinney.purchasing.engine.matching.seen import Reason

UNIT_SHARE: Final = 0.15
"""Names under one number that share less than this of their words' weight are units, not spellings.
"""

NO_LINK: Final = 0.6
"""How sure a name is that no likely pair joins to the rest (a registration number did)."""

SURE_BY_CODE: Final[Mapping[str, float]] = {
    "same_name": 1.0, "same_number": 0.99, "judged": 1.0, "legal_form": 0.98, "same_words": 0.98,
    "word_order": 0.96, "account_code": 0.96, "spacing": 0.95, "branch_town": 0.9,
    "abbreviation": 0.93, "known_name": 0.95, "spelling": 0.93, "unit": 0.9,
}  # fmt: skip
"""The most that each difference leaves of certainty; `OTHERWISE` for codes that are not here."""

OTHERWISE: Final = 0.85


class Called(NamedTuple):
    """What a cluster is called: the name shown, as read, its number, whether it has one name."""

    name: str
    read: Read
    number: str
    alone: bool


class Belonging(NamedTuple):
    """`kind` is "", "branch" or "unit", `what` which one."""

    kind: str
    what: str
    confidence: float
    reason: Reason


def belonging(
    name: str,
    read: Read,
    number: str,
    called: Called,
    lexicon: Lexicon,
    *,
    link: float,
    judged: bool,
) -> Belonging:
    """How one name belongs to its cluster. `link` is the likelihood of what joined it: 1 for a name
    that reads as the one shown.
    """
    by_number = bool(number) and number == called.number and name != called.name
    unit = by_number and _differs_wholly(read, called.read, lexicon)
    place = "" if unit else place_of(read, called.read, lexicon)
    kind = "unit" if unit else "branch" if place else ""
    what = " ".join(sorted(read.words)) if unit else place.lower()
    if called.alone:
        return Belonging("", "", 1.0, Reason("alone"))
    if judged:
        return Belonging(kind, what, 1.0, Reason("judged", called.name))
    if by_number:
        reason = Reason("unit" if unit else "same_number", number.partition(":")[2])
        return Belonging(kind, what, SURE_BY_CODE[reason.code], reason)
    reason = explain_names(name, called.name, lexicon, (read, called.read))
    sure = min(SURE_BY_CODE.get(reason.code, OTHERWISE), link)
    return Belonging(kind, what, round(sure, 3), reason)


def fitness(name: str, read: Read) -> int:
    """How fit a name is to be shown: bare, with its legal form, in mixed case (7 best, 0 least)."""
    bare = not (read.code or read.tail or read.branch or read.short or read.others)
    mixed = not (name.isupper() or name.islower())
    return 4 * bare + 2 * bool(read.form) + mixed


def key_of(content: str, times: int) -> str:
    """A supplier's id: twelve hexadecimal figures from its number, else from its words.

    Where `times` suppliers before it had the same content (people said that they are two), that
    is taken into the reckoning.

    >>> key_of("hartley plumbing", 0) == key_of("hartley plumbing", 0) != key_of("hartley", 0)
    True
    """
    if times:
        content += f" ({times + 1})"
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def content_of(number: str, words: Sequence[str]) -> str:
    """What a supplier's id is made of."""
    return number or " ".join(sorted(words))


def part_key(key: str, kind: str, what: str) -> str:
    """The id of a branch or unit of the supplier `key`."""
    return key_of(f"{key}/{kind}/{what}", 0)


def _differs_wholly(read: Read, shown: Read, lexicon: Lexicon) -> bool:
    if read.words == shown.words or read.words in shown.others or shown.words in read.others:
        return False
    found = align(read.words, shown.words, lexicon)
    shared = sum(pair.weight for pair in found.pairs)
    total = shared + sum(map(lexicon.weight, (*found.left, *found.right)))
    return shared < UNIT_SHARE * total
