"""Keeping what search reads in step with the names of organisations.

Every action that makes, renames, merges or removes an organisation calls `reindex` with its ids in
its own transaction; a load calls it once for each batch (what it made is hidden until the load is
done, because search gives only what `Organisation.objects` has). From there on the database keeps
its full-text index by itself (SQLite: triggers; PostgreSQL: a generated column; migration 0002).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import batched

from django.db import connection, transaction

from spinney.base.kernel.names import Name, display_key, initials, read_name
from spinney.register.bridge.loads import bulk
from spinney.register.models import Organisation, OtherName, SearchName, SearchWord

BATCH = 2_000
"""Organisations in one statement; bounds memory, and the time for which rows are locked."""

LONGEST_INITIALS = 12
Row = tuple[int, str, str, str, str, str, bool]
COLUMNS = ("organisation_id", "text", "key", "letters", "initials", "doc", "is_main")
DOC = 5
"""Where in a row the words stand."""

ALL_NAMES = ""
"""The row of `SearchWord` that counts names, not a word."""


def reindex(organisation_ids: Iterable[int]) -> int:
    """Write the search rows of these organisations again; returns how many names they have.

    An id that is gone, or that a merge put aside, keeps no rows: its names are then found through
    the organisation that was kept. Give the kept organisation's id too after a merge.
    """
    written = 0
    for ids in batched(dict.fromkeys(organisation_ids), BATCH):
        with transaction.atomic():
            written += _reindex_batch(ids)
    return written


def forget(organisation_ids: Iterable[int]) -> None:
    """Remove the search rows of organisations that are about to go, and their words' counts."""
    for ids in batched(dict.fromkeys(organisation_ids), BATCH):
        with transaction.atomic():
            old = SearchName.objects.filter(organisation_id__in=ids)
            words: Counter[str] = Counter()
            _count(words, old.values_list("doc", flat=True), -1)
            old.delete()
            _add_to_words(words)


def reindex_everything() -> int:
    """Write all search rows again, for instance after a restore; returns the number of names."""
    with transaction.atomic():
        SearchWord.objects.all().delete()
        gone = SearchName.objects.filter(organisation__merged_into__isnull=False)
        gone.delete()
    ids = Organisation.everything.order_by("id").values_list("id", flat=True)
    written = 0
    for some in batched(ids.iterator(chunk_size=BATCH), BATCH):
        with transaction.atomic():
            SearchName.objects.filter(organisation_id__in=some).delete()
            written += _reindex_batch(some)
    tidy()
    return written


def tidy() -> None:
    """Let the database put its index in order; worth its seconds after a large load."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "INSERT INTO register_searchname_fts (register_searchname_fts) VALUES ('optimize')"
            )
            cursor.execute("ANALYZE register_searchname")
            cursor.execute("ANALYZE register_searchword")
        else:
            cursor.execute("ANALYZE register_searchname, register_searchword")


def _reindex_batch(ids: Sequence[int]) -> int:
    old = SearchName.objects.filter(organisation_id__in=ids)
    words: Counter[str] = Counter()
    _count(words, old.values_list("doc", flat=True), -1)
    old.delete()
    rows = list(_rows(ids))
    bulk.insert(bulk.table_of(SearchName), COLUMNS, rows)
    _count(words, (str(row[DOC]) for row in rows), +1)
    _add_to_words(words)
    return len(rows)


def _rows(ids: Sequence[int]) -> Iterator[Row]:
    """The rows that these organisations should have: every distinct name, the main one first."""
    here = Organisation.everything.filter(id__in=ids, merged_into=None)
    names: dict[int, list[str]] = {pk: [name] for pk, name in here.values_list("id", "name")}
    kept_by = {pk: pk for pk in names}
    level = list(names)
    while level:  # a kept organisation may itself have been put aside for another
        aside = Organisation.everything.filter(merged_into__in=level)
        level = []
        for pk, into, name in aside.values_list("id", "merged_into_id", "name"):
            kept_by[pk] = kept_by[into]
            names[kept_by[pk]].append(name)
            level.append(pk)
    others = OtherName.objects.filter(organisation_id__in=kept_by).order_by("id")
    for pk, name in others.values_list("organisation_id", "name"):
        names[kept_by[pk]].append(name)
    for pk, texts in names.items():
        for at, text in enumerate(dict.fromkeys(texts)):
            yield _row(pk, text, at == 0)


def _row(organisation_id: int, text: str, is_main: bool) -> Row:
    name = read_name(text)
    key = display_key(text)[:320]
    doc = " ".join(dict.fromkeys((*key.split(), *_read_words(name))))
    letters = name.joined[:320]
    return organisation_id, text[:300], key, letters, _initials(key), doc, is_main


def _initials(key: str) -> str:
    """Of the words as written: an acronym is made of those, not of what they are read as."""
    letters = initials(tuple(key.split()))
    return letters if 3 <= len(letters) <= LONGEST_INITIALS else ""


def _read_words(name: Name) -> Iterator[str]:
    for reading in name.readings:
        yield from reading


def _count(words: Counter[str], docs: Iterable[str], step: int) -> None:
    for doc in docs:
        words[ALL_NAMES] += step
        for word in doc.split():
            words[word] += step


def _add_to_words(changes: Counter[str]) -> None:
    """Add to the counts, in the order of the words so that two writers cannot block each other."""
    changed = sorted((word, by) for word, by in changes.items() if by)
    rows = [(word, word[::-1], by) for word, by in changed]
    into = "INSERT INTO register_searchword (word, backwards, names) "
    add = " ON CONFLICT (word) DO UPDATE SET names = register_searchword.names + excluded.names"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # one statement, not one for each word
            lists = "SELECT * FROM unnest(%s::text[], %s::text[], %s::integer[])"
            columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], []]
            cursor.execute(into + lists + add, columns)
        else:
            cursor.executemany(into + "VALUES (%s, %s, %s)" + add, rows)
