"""What to believe when two sources say different things of one fact.

A fact belongs to the source that said it last and may say it again. A register never overwrites
what a person entered or confirmed, nor what a higher register says: its own word is then kept
beside, as differing. So the order in which registers are loaded does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

_LETTERS = re.compile(r"[^\w]+")
_WEB = re.compile(r"^https?://(www\.)?")
_LOOSE = frozenset({"name", "address", "legal_form", "town", "phone"})
"""Facts in which capitals, spaces and punctuation make no difference."""


@dataclass(frozen=True)
class Saying:
    """Who says something: the source, the day for which it vouches (ISO), and its rank."""

    source: str
    checked_on: str
    rank: int


@dataclass(frozen=True)
class Known:
    """What is held of an organisation: facts, whose they are, and what others say instead.

    `source` and `checked_on` are of all facts that `provenance` does not name.
    """

    facts: Mapping[str, Any]
    source: str
    provenance: Mapping[str, Mapping[str, Any]]
    differs: Mapping[str, Mapping[str, Any]]
    checked_on: str | None = None

    def owner(self, fact: str) -> str:
        return str(self.provenance.get(fact, {}).get("source") or self.source)


@dataclass
class Settled:
    """What is to be written: the facts that change, and the two maps as they are afterwards."""

    facts: dict[str, Any]
    provenance: dict[str, Any]
    differs: dict[str, Any]


def alike(fact: str, one: Any, other: Any) -> bool:
    """Whether two values of a fact say the same.

    >>> alike("name", "THE ANCHOR TRUST", "The Anchor Trust"), alike("income_pence", 1, 2)
    (True, False)
    >>> alike("website", "http://www.anchor.example.org/", "https://anchor.example.org")
    True
    """
    if one == other:
        return True
    if not (isinstance(one, str) and isinstance(other, str)):
        return False
    if fact == "website":
        return _WEB.sub("", one).rstrip("/").lower() == _WEB.sub("", other).rstrip("/").lower()
    if fact in _LOOSE:
        return _LETTERS.sub("", one).casefold() == _LETTERS.sub("", other).casefold()
    return False


def is_blank(fact: str, value: Any) -> bool:
    """Whether a value says nothing.

    >>> is_blank("status", "unknown"), is_blank("income_pence", 0)
    (True, False)
    """
    return value is None or value == "" or (fact == "status" and value == "unknown")


def settle(
    known: Known, said: Mapping[str, Any], by: Saying, rank_of: Callable[[str], int]
) -> Settled:
    """What an organisation's facts are after a source has said something.

    `said` has only the facts that the source speaks of; a blank one takes back what the same
    source said before. `rank_of` gives the rank of any source: people stand above registers.

    >>> known = Known({"phone": "0161 4960000"}, "entered here", {}, {})
    >>> register = Saying("Charity Commission", "2026-03-01", 50)
    >>> settle(known, {"phone": "0161 4960999"}, register, lambda source: 100).differs
    {'phone': {'value': '0161 4960999', 'source': 'Charity Commission', 'checked_on': '2026-03-01'}}
    """
    result = Settled({}, dict(known.provenance), dict(known.differs))
    for fact, value in said.items():
        _settle_one(known, result, fact, value, by=by, rank_of=rank_of)
    return result


def _settle_one(
    known: Known, result: Settled, fact: str, value: Any, *, by: Saying,
    rank_of: Callable[[str], int],
) -> None:  # fmt: skip
    now, owner = known.facts[fact], known.owner(fact)
    mark = {"source": by.source, "checked_on": by.checked_on}
    if owner == by.source:
        result.facts |= {fact: value} if value != now else {}
        result.provenance |= {fact: mark} if fact in result.provenance else {}
        return
    owner_rank = rank_of(owner)
    left_blank_on_purpose = owner_rank > by.rank and fact in known.provenance
    said_otherwise = not is_blank(fact, value) and not alike(fact, now, value)
    if is_blank(fact, value):
        _forget(result, fact, by)
    elif is_blank(fact, now) and not left_blank_on_purpose:
        result.facts[fact] = value
        result.provenance[fact] = mark
    elif by.rank > owner_rank:
        before = known.provenance.get(fact, {}).get("checked_on") or known.checked_on
        if said_otherwise:
            result.differs[fact] = {"value": now, "source": owner, "checked_on": before}
        result.facts[fact] = value
        result.provenance[fact] = mark
    elif not said_otherwise:
        _forget(result, fact, by)
    elif _may_stand_beside(result, fact, by, rank_of):
        result.differs[fact] = {"value": value, **mark}


def _forget(result: Settled, fact: str, by: Saying) -> None:
    """What this source said otherwise before, it says no longer."""
    if result.differs.get(fact, {}).get("source") == by.source:
        del result.differs[fact]


def _may_stand_beside(
    result: Settled, fact: str, by: Saying, rank_of: Callable[[str], int]
) -> bool:
    """Whether this source's word is kept beside the fact: the highest of those that differ is."""
    other = str(result.differs.get(fact, {}).get("source") or by.source)
    return other == by.source or rank_of(other) <= by.rank
