"""Names that may be the ones somebody means, straight from the indexes: quick, bounded, unordered.

Each function here is one statement on either database and returns at most a few dozen rows,
whatever is typed, so that search as you type stays quick at hundreds of thousands of names.
What the rows are worth is for `engine.matching` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from rapidfuzz.distance import OSA

from spinney.register.bridge.search_index import ALL_NAMES
from spinney.register.engine.rarity import Rarity
from spinney.register.engine.spelling import SHORTEST_CORRECTED, nearest

MOST = 60
"""Rows that one look-up may give."""

MOST_WEIGHED = 1_500
"""Rows of a full-text match that are looked at for the shortest names among them."""

MOST_SPELLINGS = 4_000
"""Words of the register that are compared with a misspelt one."""

LAST = "\U0010ffff"
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class NameRow:
    """One row of `SearchName`."""

    id: int
    organisation_id: int
    text: str
    key: str
    is_main: bool


def by_start(key: str, most: int = MOST) -> list[NameRow]:
    """Names whose key begins so, in the order of the alphabet: an equal one comes first."""
    if not key:
        return []
    where, values = _begins("key", key)
    return _rows(f"WHERE {where} ORDER BY {_in_byte_order('key')} LIMIT %s", [*values, most])


def by_letters(letters: str, initials: str) -> list[NameRow]:
    """Names of the same letters but for spaces, and names with these initials."""
    if not letters:
        return []
    return _rows(
        "WHERE id IN (SELECT id FROM register_searchname WHERE letters = %s UNION ALL"
        " SELECT id FROM register_searchname WHERE initials = %s AND initials <> '')"
        " ORDER BY id LIMIT %s",
        [letters, initials, MOST],
    )


Alternative = tuple[Sequence[str], str]
"""Words that a name must hold, and the start of one more ("" for none)."""


def by_words(alternatives: Iterable[Alternative], most: int = MOST) -> list[NameRow]:
    """Names that hold every word of any one alternative. The shortest names come first."""
    inner, expression = _matching(alternatives)
    if not expression:
        return []
    return _rows(
        f"WHERE id IN ({inner}) ORDER BY length(key), id LIMIT %s",
        [expression, MOST_WEIGHED, most],
    )


def organisations_with(alternatives: Iterable[Alternative], most: int) -> list[int]:
    """Ids of the organisations a name of which holds every word of any one alternative."""
    inner, expression = _matching(alternatives)
    if not expression:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT organisation_id FROM register_searchname WHERE id IN ({inner})",
            [expression, most],
        )
        return [row[0] for row in cursor.fetchall()]


def _matching(alternatives: Iterable[Alternative]) -> tuple[str, str]:
    """A statement for the row ids of a full-text match, and the match that it is to be given."""
    cleaned = [(_distinct(words), start) for words, start in alternatives]
    groups = _without_the_same([(words, start) for words, start in cleaned if words or start])
    if connection.vendor == "sqlite":
        return (
            "SELECT rowid FROM register_searchname_fts WHERE register_searchname_fts MATCH %s"
            " LIMIT %s",
            " OR ".join(_fts5(words, start) for words, start in groups),
        )
    return (
        "SELECT id FROM register_searchname WHERE vector @@ %s::tsquery LIMIT %s",
        " | ".join(_tsquery(words, start) for words, start in groups),
    )


def _without_the_same(groups: list[Alternative]) -> list[Alternative]:
    """The alternatives but for those that find nothing more than an earlier one: who finds all that
    begins with "gard" finds "garden" too.
    """
    kept: list[Alternative] = []
    for words, start in groups:
        if not any(set(w) <= set(words) and _is_covered(s, words, start) for w, s in kept):
            kept.append((words, start))
    return kept


def _is_covered(start: str, words: Sequence[str], other: str) -> bool:
    return any(word.startswith(start) for word in (*words, other))


def rarity_of(words: Iterable[str]) -> Rarity:
    """The rarity of these words among all names of the register; absent words count nothing."""
    wanted = sorted({ALL_NAMES, *words})
    marks = ", ".join(["%s"] * len(wanted))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT word, names FROM register_searchword WHERE word IN ({marks})", wanted
        )
        counts: dict[str, int] = dict(cursor.fetchall())
    return Rarity(max(0, counts.pop(ALL_NAMES, 0)), counts)


def spellings(word: str, *, unfinished: bool = False) -> list[str]:
    """Words of the register that a misspelt one may mean, the nearest and commonest first.

    One slip (two in long words) is allowed, in the first two letters or after them but not in
    both. `unfinished`: the word may be the start of a longer one.
    """
    if len(word) < SHORTEST_CORRECTED:
        return []
    if unfinished:
        return [other for other, _names in _completions_near(word)][:3]
    known = dict(_like_start(word) + _like_end(word))
    near = nearest(word, known)
    return sorted(near, key=lambda other: (OSA.distance(word, other), -known[other]))[:5]


def _completions_near(word: str) -> list[tuple[str, int]]:
    """Words whose start is one slip away from what was typed so far."""
    size = len(word)
    found = {
        other: names
        for other, names in _like_start(word, longer=True)
        if nearest(word, {other[: size - 1], other[:size], other[: size + 1]})
    }
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))


def _like_start(word: str, *, longer: bool = False) -> list[tuple[str, int]]:
    where, values = _begins("word", word[:2])
    return _spellings(where, values, len(word), 30 if longer else 2)


def _like_end(word: str) -> list[tuple[str, int]]:
    where, values = _begins("backwards", word[::-1][:3])
    return _spellings(where, values, len(word), 2)


def _spellings(where: str, values: list[Any], size: int, longer: int) -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT word, names FROM register_searchword WHERE {where} AND names > 0"
            " AND length(word) BETWEEN %s AND %s ORDER BY names DESC LIMIT %s",
            [*values, size - 2, size + longer, MOST_SPELLINGS],
        )
        return list(cursor.fetchall())


def _rows(rest: str, values: list[Any]) -> list[NameRow]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, organisation_id, text, key, is_main FROM register_searchname {rest}",
            values,
        )
        return [
            NameRow(pk, owner, text, key, bool(is_main))
            for pk, owner, text, key, is_main in cursor.fetchall()
        ]


def _begins(column: str, start: str) -> tuple[str, list[Any]]:
    """A condition that an index in byte order can answer, on either database."""
    if connection.vendor == "sqlite":
        return f"{column} >= %s AND {column} < %s", [start, start + LAST]
    pattern = start.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    return f"{column} LIKE %s", [pattern]


def _in_byte_order(column: str) -> str:
    return column if connection.vendor == "sqlite" else f"{column} USING ~<~"


def _distinct(words: Iterable[str]) -> list[str]:
    """Only letters and digits reach an index expression, whatever was typed."""
    found = (part for word in words for part in _WORD.findall(word))
    return list(dict.fromkeys(found))[:12]


def _fts5(words: Sequence[str], start: str) -> str:
    terms = [f'"{word}"' for word in words] + [f'"{part}"*' for part in _distinct([start])]
    return "(" + " AND ".join(terms) + ")"


def _tsquery(words: Sequence[str], start: str) -> str:
    terms = [f"'{word}'" for word in words] + [f"'{part}':*" for part in _distinct([start])]
    return "(" + " & ".join(terms) + ")"
