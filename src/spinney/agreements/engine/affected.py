"""Whom a change to an agreement affects: those sign the variation, the others need not. Pure.

    >>> from spinney.agreements.engine.content import Clause
    >>> before = Content("", "", "Rules", (), {"host": "u1", "quorum": {"at_least": 3}})
    >>> affected(before, before.with_term("host", "u2"), ("u1", "u2", "u3"))
    ('u1', 'u2')
    >>> affected(before, before.with_term("quorum", {"at_least": 4}), ("u1", "u2", "u3"))
    ('u1', 'u2', 'u3')

A term that says what single organisations do or bear affects those that it names, before or after;
of a list, only those in lines that changed. A term that holds for all of us affects all. So do
words that changed: what they mean for whom, no program can tell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spinney.agreements.engine.content import Clause, Content

ABOUT_SOME = frozenset(
    {"lead_body", "host", "guarantor", "risks", "staff_transfer", "hosted_post", "outputs"}
)
"""Terms that say what single organisations do, get or bear. Every other term is for all of us."""


@dataclass(frozen=True)
class Why:
    """Why an organisation is affected: the keys of terms that changed and concern it, and whether
    words changed that all agreed to.
    """

    terms: tuple[str, ...] = ()
    words: bool = False


def affected(before: Content, after: Content, parties: Sequence[str]) -> tuple[str, ...]:
    """The parties (uids, in their order) whom a change from one content to another affects."""
    reasons = reasons_for(before, after, parties)
    return tuple(uid for uid in parties if uid in reasons)


def reasons_for(before: Content, after: Content, parties: Sequence[str]) -> dict[str, Why]:
    """Whom a change affects, each with why; those it does not affect are left out."""
    words = words_changed(before, after)
    touched: dict[str, list[str]] = {uid: [] for uid in parties}
    for key in sorted(set(before.terms) | set(after.terms)):
        old, new = before.terms.get(key), after.terms.get(key)
        if old != new:
            for uid in concerned(key, old, new, parties):
                touched[uid].append(key)
    changed_place = set(before.instead_of) ^ set(after.instead_of)
    for key in sorted(changed_place):
        for uid in parties:
            touched[uid] = sorted({*touched[uid], key})
    return {uid: Why(tuple(keys), words) for uid, keys in touched.items() if keys or words}


def words_changed(before: Content, after: Content) -> bool:
    """Whether the words differ: the title, a clause, their order, an answer that stands in them."""
    return (before.title, _said(before.clauses), dict(before.answers)) != (
        after.title,
        _said(after.clauses),
        dict(after.answers),
    )


def _said(clauses: Sequence[Clause]) -> list[tuple[str, str, str]]:
    return [(one.key, one.heading.strip(), one.text.strip()) for one in clauses]


def concerned(key: str, old: Any, new: Any, parties: Sequence[str]) -> Collection[str]:
    """The parties (uids) whom a change of one term from `old` to `new` (JSON) concerns."""
    if key not in ABOUT_SOME:
        return parties
    named: set[str] = set()
    for one in _differing(old, new):
        found = _named(one, parties)
        if not found:
            # A line that names nobody ("we all share it") is about everybody.
            return parties
        named |= found
    return named


def _differing(old: Any, new: Any) -> Iterator[Any]:
    """The smallest pieces of a value that differ: lines of lists, parts of objects."""
    if isinstance(old, list) or isinstance(new, list):
        before, after = _lines(old), _lines(new)
        yield from (line for line in before if line not in after)
        yield from (line for line in after if line not in before)
        if sorted(map(repr, before)) == sorted(map(repr, after)):
            yield before  # the same lines in another order
    elif isinstance(old, Mapping) and isinstance(new, Mapping) and not _own_names(old, new):
        for part in sorted(set(old) | set(new)):
            if old.get(part) != new.get(part):
                yield from _differing(old.get(part), new.get(part))
    else:
        yield from (one for one in (old, new) if one not in (None, "", {}))


def _lines(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return [] if value in (None, "", {}) else [value]


def _own_names(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether an object is about an organisation that it names itself: "host": its other parts are
    then that organisation's.
    """
    return any(isinstance(one, str) for part in (old, new) for one in part.values())


def _named(value: Any, parties: Sequence[str]) -> set[str]:
    if isinstance(value, str):
        return {value} & set(parties)
    if isinstance(value, Mapping):
        return set().union(*(_named(one, parties) for pair in value.items() for one in pair))
    if isinstance(value, list | tuple):
        return set().union(*(_named(one, parties) for one in value))
    return set()
