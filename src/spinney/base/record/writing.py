"""Rows written with statements that are put together once: Django takes several times longer to
write such a statement than the database takes to carry it out. For what is written with nearly
every deed; models do for all else. Neither `save` nor signals are called, as with `bulk_create`;
what the database itself refuses, it refuses here too.

A row is a dict of all fields but the key, by the names that hold their values ("cluster_id").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.utils import CursorWrapper
from django.db.models.base import ModelState

type Row = Mapping[str, Any]
type Field = models.Field[Any, Any]

AT_ONCE = 400
"""So many rows go into one statement: all databases take as many values."""


@dataclass(frozen=True)
class _Values:
    """Some fields of a table, and how what goes into them is made ready. A value that is just of
    the field's kind (`kinds`) is handed over as it is: making it ready would change nothing.
    """

    names: tuple[str, ...]
    columns: tuple[str, ...]
    kinds: tuple[type | None, ...]
    prepares: tuple[Callable[[Any, Any], Any], ...]
    pick: Callable[[Row], tuple[Any, ...]]

    def ready(self, row: Row, connection: Any) -> list[Any]:
        if len(row) != len(self.names):
            raise TypeError(f"Give each of {', '.join(self.names)}, and nothing else.")
        return [
            value if value is None or type(value) is kind else prepare(value, connection)
            for value, kind, prepare in zip(
                self.pick(row), self.kinds, self.prepares, strict=True
            )
        ]  # fmt: skip


def _kind(field: Field) -> type | None:
    """The kind of value that a field hands over as it is, found out with one."""
    texts = (models.CharField, models.TextField)
    to = field.target_field if isinstance(field, models.ForeignKey) else field
    for kinds, sample in ((models.IntegerField, 1), (texts, "a")):
        if isinstance(to, kinds):
            ready = field.get_db_prep_save(sample, connections[DEFAULT_DB_ALIAS])
            return type(sample) if type(ready) is type(sample) else None
    return None


def _values(fields: Sequence[Field]) -> _Values:
    names = tuple(one.attname for one in fields)
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    return _Values(
        names, tuple(quote(str(one.column)) for one in fields), tuple(map(_kind, fields)),
        tuple(one.get_db_prep_save for one in fields),
        itemgetter(*names) if len(names) > 1 else lambda row: (row[names[0]],),
    )  # fmt: skip


def _table_and_key(model: type[models.Model]) -> tuple[str, str]:
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    return quote(model._meta.db_table), quote(str(model._meta.pk.column))


@lru_cache(maxsize=64)
def _all_of(model: type[models.Model]) -> _Values:
    return _values([one for one in model._meta.concrete_fields if not one.primary_key])


@lru_cache(maxsize=256)
def places(rows: int, columns: int) -> tuple[str, tuple[str, ...]]:
    """The places of so many values, (…), (…), and their names: Django puts named ones into the
    words of each database several times faster than it does `%s`.
    """
    names = [[f"v{row}_{column}" for column in range(columns)] for row in range(rows)]
    written = (f"({', '.join(f'%({one})s' for one in row)})" for row in names)
    return ", ".join(written), tuple(chain.from_iterable(names))


@contextmanager
def in_one_go(cursor: CursorWrapper) -> Iterator[None]:
    """What is said to a database server meanwhile is sent together and waited for at the end, or
    when something is read: each word there and back takes longer than what it asks for. Only for
    statements of which none may fail and the next go on; the first fault of any is raised, and how
    many rows were changed is not known. What is read meanwhile is read over a cursor on which
    nothing else waits. A database in this very process is asked as ever.
    """
    if cursor.db.vendor != "postgresql":
        yield
        return
    with cursor.db.wrap_database_errors, cursor.db.connection.pipeline():
        yield


@lru_cache(maxsize=256)
def _inserting(
    model: type[models.Model], count: int, *, returning: bool
) -> tuple[str, tuple[str, ...]]:
    (table, key), columns = _table_and_key(model), _all_of(model).columns
    values, names = places(count, len(columns))
    return (
        f"INSERT INTO {table} ({', '.join(columns)})"  # noqa: S608 (names alone)
        f" VALUES {values}{f' RETURNING {key}' if returning else ''}"
    ), names


def insert(cursor: CursorWrapper, model: type[models.Model], rows: Sequence[Row]) -> list[int]:
    """Write new rows of one table. Returns the key that the database gave to each."""
    keys = []
    for start in range(0, len(rows), AT_ONCE):
        put(cursor, model, rows[start : start + AT_ONCE], returning=True)
        keys += keys_of(cursor)
    return keys


def put(
    cursor: CursorWrapper,
    model: type[models.Model],
    rows: Sequence[Row],
    *,
    returning: bool = False,
) -> None:
    """Write new rows of one table: `AT_ONCE` at most, where their keys are to be read (`keys_of`)
    afterwards.
    """
    ready = _all_of(model).ready
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        sql, names = _inserting(model, len(part), returning=returning)
        values = chain.from_iterable([ready(row, cursor.db) for row in part])
        cursor.execute(sql, dict(zip(names, values, strict=True)))


def keys_of(cursor: CursorWrapper) -> list[int]:
    """The keys of the rows that were just `put`."""
    return [key for (key,) in cursor.fetchall()]


def as_object[M: models.Model](model: type[M], row: Row, key: int) -> M:
    """What was written, as if it had just been read. Made without `__init__`, which takes longer
    than the database does to write the row; so no signal tells of it.
    """
    one = model.__new__(model)
    one.__dict__.update(row)
    one.pk = key
    one._state = ModelState()
    one._state.adding, one._state.db = False, DEFAULT_DB_ALIAS
    return one


@lru_cache(maxsize=64)
def _changing(model: type[models.Model], names: tuple[str, ...]) -> tuple[str, _Values]:
    table, key = _table_and_key(model)
    fields = {one.attname: one for one in model._meta.concrete_fields}
    values = _values([fields[one] for one in names])
    sets = ", ".join(f"{one} = %s" for one in values.columns)
    return f"UPDATE {table} SET {sets} WHERE {key} = %s", values  # noqa: S608 (names alone)


def change(cursor: CursorWrapper, model: type[models.Model], key: int | str, **values: Any) -> None:
    """Change fields of the row with this key."""
    sql, fields = _changing(model, tuple(values))
    cursor.execute(sql, [*fields.ready(values, cursor.db), key])
