"""Values of every term, as Hypothesis makes them: made from what the term asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from spinney.agreements.engine.terms import CATALOGUE, Kind, Part, TermFault, parts_of, read

UIDS = tuple(f"uid-{n}" for n in range(6))
WORDS = st.text("abc déf", min_size=1, max_size=20).filter(lambda said: bool(said.strip()))
ONE_DAY = st.dates(date(2020, 1, 1), date(2040, 1, 1))


def part_values(part: Part) -> st.SearchStrategy[Any]:
    """What can be said of a part, as JSON."""
    low, high = part.least or 0, part.most if part.most is not None else 10**6
    keys = [key for key, _ in part.choices]
    return {
        Kind.TEXT: lambda: WORDS,
        Kind.LINES: lambda: st.lists(WORDS, min_size=1, max_size=4),
        Kind.NUMBER: lambda: st.integers(low, high),
        Kind.MONEY: lambda: st.integers(low, high),
        Kind.SHARE: lambda: st.integers(low, high),
        Kind.DATE: lambda: ONE_DAY.map(date.isoformat),
        Kind.YES_NO: lambda: st.booleans(),
        Kind.CHOICE: lambda: st.sampled_from(keys),
        Kind.CHOICES: lambda: st.lists(st.sampled_from(keys), min_size=1, unique=True),
        Kind.ORGANISATION: lambda: st.sampled_from(UIDS),
        Kind.ORGANISATIONS: lambda: st.lists(st.sampled_from(UIDS), min_size=1, unique=True),
        Kind.FIELDS: lambda: st.lists(WORDS, min_size=1, max_size=3),
        Kind.RECORDS: lambda: st.lists(
            _objects(parts_of(part.of)) if part.of else st.nothing(), min_size=1, max_size=3
        ),
    }[part.kind]()


def _objects(parts: tuple[Part, ...]) -> st.SearchStrategy[dict[str, Any]]:
    needed = {p.key: part_values(p) for p in parts if p.required}
    others = {p.key: part_values(p) for p in parts if not p.required}
    return st.fixed_dictionaries(needed, optional=others)


def _can_be_read(key: str, data: Any) -> bool:
    try:
        read(key, data)
    except TermFault:
        return False
    return True


def said_of(key: str) -> st.SearchStrategy[Any]:
    """What an agreement can say of a term, as JSON."""
    parts = CATALOGUE[key].parts
    made = part_values(parts[0]) if len(parts) == 1 else _objects(parts)
    return made.filter(lambda data: _can_be_read(key, data))
