"""Many rows into one table, as fast as the database takes them: COPY on PostgreSQL, one prepared
statement on SQLite. Values are what the columns hold: dates and hexadecimal uids as text, JSON as
text, moments through `moment`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, models

CHUNK = 10_000
"""Keys in one statement; bounds what it makes the database remember."""
PAGES_BETWEEN_CHECKPOINTS = 8_000
"""Pages of SQLite's write-ahead log (32 MB) before they are copied over, while much is written."""


@contextmanager
def many_writes() -> Iterator[None]:
    """Tell the database that much will be written: SQLite then copies its log over less often, so
    that a page that many batches change is copied once.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA wal_autocheckpoint").fetchone()[0]
        cursor.execute(f"PRAGMA wal_autocheckpoint = {PAGES_BETWEEN_CHECKPOINTS}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA wal_autocheckpoint = {before}")


def table_of(model: type[models.Model]) -> str:
    return model._meta.db_table


def moment(at: datetime) -> Any:
    """A moment as the database's columns hold it."""
    return connection.ops.adapt_datetimefield_value(at)


def insert(table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows into a table. Raises IntegrityError as any insert does."""
    if not rows:
        return
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:  # noqa: S608
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)  # noqa: S608


def upsert(table: str, key: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows; one whose key is there already is changed to what is given."""
    if not rows:
        return
    names = ", ".join(f'"{column}"' for column in (key, *columns))
    changes = ", ".join(f'"{column}" = excluded."{column}"' for column in columns)
    conflict = f'ON CONFLICT ("{key}") DO UPDATE SET {changes}'
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f'CREATE TEMPORARY TABLE arriving (LIKE "{table}" INCLUDING DEFAULTS) '  # noqa: S608
                "ON COMMIT DROP"
            )
            insert("arriving", (key, *columns), rows)
            cursor.execute(
                f'INSERT INTO "{table}" ({names}) '  # noqa: S608
                f'SELECT DISTINCT ON ("{key}") {names} FROM arriving {conflict}'
            )
            cursor.execute("DROP TABLE arriving")
            return
        marks = ", ".join(["%s"] * (len(columns) + 1))
        cursor.executemany(
            f'INSERT INTO "{table}" ({names}) VALUES ({marks}) {conflict}',  # noqa: S608
            rows,
        )


def update(table: str, key: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Update rows by their key; each row has the columns' values and then the key's."""
    if not rows:
        return
    changes = ", ".join(f'"{column}" = %s' for column in columns)
    statement = f'UPDATE "{table}" SET {changes} WHERE "{key}" = %s'  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def among(column: str, keys: Sequence[Any]) -> tuple[str, Any]:
    """A condition that the column has one of many values, with its only parameter: a list of any
    length costs the database little, and Python nothing, to put into the statement.
    """
    if connection.vendor == "postgresql":
        return f'"{column}" = ANY(%s)', list(keys)
    return f'"{column}" IN (SELECT value FROM json_each(%s))', json.dumps(list(keys))


def touch(table: str, key: str, values: dict[str, Any], keys: Sequence[Any]) -> None:
    """Give the same values to all rows with these keys."""
    if not keys:
        return
    changes = ", ".join(f'"{column}" = %s' for column in values)
    where, given = among(key, keys)
    with connection.cursor() as cursor:
        statement = f'UPDATE "{table}" SET {changes} WHERE {where}'  # noqa: S608
        cursor.execute(statement, [*values.values(), given])


def delete(table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Delete the rows that have these values."""
    if not rows:
        return
    where = " AND ".join(f'"{column}" = %s' for column in columns)
    with connection.cursor() as cursor:
        cursor.executemany(f'DELETE FROM "{table}" WHERE {where}', rows)  # noqa: S608


def delete_in(table: str, column: str, keys: Sequence[Any]) -> None:
    """Delete all rows with one of these values in the column."""
    if keys:
        where, given = among(column, keys)
        with connection.cursor() as cursor:
            cursor.execute(f'DELETE FROM "{table}" WHERE {where}', [given])  # noqa: S608


def select(
    table: str, columns: Sequence[str], key: str, keys: Iterable[Any], **also: Any
) -> list[tuple[Any, ...]]:
    """The columns of all rows with these keys (and these other values)."""
    wanted = list(keys)
    if not wanted:
        return []
    names = ", ".join(f'"{column}"' for column in columns)
    where, given = among(key, wanted)
    more = "".join(f' AND "{column}" = %s' for column in also)
    with connection.cursor() as cursor:
        statement = f'SELECT {names} FROM "{table}" WHERE {where}{more}'  # noqa: S608
        cursor.execute(statement, [given, *also.values()])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def chunks(values: Sequence[Any]) -> Iterable[list[Any]]:
    """Values in lists short enough for one statement."""
    for start in range(0, len(values), CHUNK):
        yield list(values[start : start + CHUNK])


def new_ids(model: type[models.Model], number: int) -> list[int]:
    """So many ids that nobody else will get. Call inside the transaction that uses them."""
    if not number:
        return []
    table = table_of(model)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, number],
            )
            return [row[0] for row in cursor.fetchall()]
        # SQLite has one writer, and AUTOINCREMENT never gives a number twice: the highest given
        # so far stands in sqlite_sequence, which an insert with a higher id moves on by itself.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        first = (row[0] if row else 0) + 1
        return list(range(first, first + number))


def ranges(ids: Sequence[int]) -> list[list[int]]:
    """Ids as ranges with both ends.

    >>> ranges([1, 2, 3, 7, 8])
    [[1, 3], [7, 8]]
    """
    found: list[list[int]] = []
    for one in sorted(ids):
        if found and one == found[-1][1] + 1:
            found[-1][1] = one
        else:
            found.append([one, one])
    return found
