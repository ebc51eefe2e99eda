"""Changing the clauses of a content: added, moved, left out, put back. Pure.

>>> from spinney.agreements.engine.content import Clause, Content
>>> made = Content("", "", "Rules", (Clause("a", "A"), Clause("b", "B"), Clause("c", "C")))
>>> [one.key for one in moved(made, "c", 0).clauses]
['c', 'a', 'b']
>>> [one.key for one in without(made, "b").clauses]
['a', 'c']
>>> [one.key for one in put_back(without(made, "b"), Clause("b", "B"), ("a", "b", "c")).clauses]
['a', 'b', 'c']
>>> [one.key for one in added(made, Clause("d", "D"), after="a").clauses]
['a', 'd', 'b', 'c']
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import replace

from spinney.agreements.engine.content import Clause, Content
from spinney.agreements.engine.wordings import gaps_in

LONGEST_KEY = 40


def position_of(content: Content, key: str) -> int:
    """The place of a clause, from 0. Raises KeyError when there is none."""
    for place, one in enumerate(content.clauses):
        if one.key == key:
            return place
    raise KeyError(key)


def added(content: Content, clause: Clause, *, after: str = "") -> Content:
    """With a clause after the one that is named; at the end, if none is."""
    place = position_of(content, after) + 1 if after else len(content.clauses)
    return _at(content, clause, place)


def _at(content: Content, clause: Clause, place: int) -> Content:
    before, behind = content.clauses[:place], content.clauses[place:]
    return replace(content, clauses=(*before, clause, *behind))


def moved(content: Content, key: str, place: int) -> Content:
    """With a clause at another place, from 0; too far is the end."""
    clause = content.clauses[position_of(content, key)]
    return _at(without(content, key), clause, max(0, place))


def without(content: Content, key: str) -> Content:
    """Without a clause. What its terms say stays stated: whoever drops them says so."""
    at = position_of(content, key)
    return replace(content, clauses=content.clauses[:at] + content.clauses[at + 1 :])


def put_back(content: Content, clause: Clause, order: Sequence[str]) -> Content:
    """With a clause of the template back behind the nearest of those that stand before it there."""
    before = order[: order.index(clause.key)] if clause.key in order else ()
    present = [one.key for one in content.clauses]
    behind = next((key for key in reversed(before) if key in present), "")
    place = present.index(behind) + 1 if behind else 0
    return _at(content, clause, place)


def key_for(heading: str, taken: Collection[str]) -> str:
    """A key for a clause of one's own, from its heading.

    >>> key_for("Who feeds the cat?", {"own_who_feeds_the_cat"})
    'own_who_feeds_the_cat_2'
    """
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST_KEY].strip("_") or "clause"
    key, number = f"own_{words}", 1
    while key in taken:
        number += 1
        key = f"own_{words}_{number}"
    return key


def silent_terms(clause: Clause, content: Content) -> tuple[str, ...]:
    """The terms of a clause that its words no longer say, though they stay in force by their
    values.

    >>> clause = Clause("money", "Money", "We are careful.", ("spending_limits",))
    >>> silent_terms(clause, Content("", "", "", (clause,), terms={"spending_limits": {}}))
    ('spending_limits',)
    """
    said = {gap for one in content.clauses for gap in gaps_in(one.text)}
    return tuple(key for key in clause.states if key in content.terms and key not in said)
