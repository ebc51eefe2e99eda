"""A consistent copy of a whole database while it is in use, and back."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.db import connection

from spinney.base.keeping.packs import Pack, PackWriter

SQLITE_PART = "database.sqlite3"
TABLE_PART = "database/{}.copy"

_COLUMNS = """
SELECT table_name, array_agg(column_name::text ORDER BY ordinal_position)
FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND is_generated = 'NEVER'
GROUP BY table_name ORDER BY table_name
"""


def applied_migrations() -> dict[str, list[str]]:
    """App -> the migrations that the database has, in the order they were applied."""
    from django.db.migrations.recorder import MigrationRecorder

    found: dict[str, list[str]] = {}
    rows = MigrationRecorder(connection).migration_qs.order_by("pk")
    for app, name in rows.values_list("app", "name"):
        found.setdefault(app, []).append(name)
    return found


class Copier(Protocol):
    """Writes a database into a pack."""

    def __call__(self, pack: PackWriter, scratch: Path) -> dict[str, Any]: ...


def copy_sqlite(pack: PackWriter, scratch: Path) -> dict[str, Any]:
    """SQLite's online backup: one moment of the database, while others go on writing."""
    copy = scratch / "copy.sqlite3"
    source = sqlite3.connect(str(connection.settings_dict["NAME"]), timeout=60)
    target = sqlite3.connect(copy)
    with contextlib.closing(source), contextlib.closing(target):
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        rows = _sqlite_rows(target)
    with copy.open("rb") as file:
        pack.add_file(SQLITE_PART, file)
    copy.unlink()
    return {"engine": "sqlite", "rows": rows}


def _sqlite_rows(database: sqlite3.Connection) -> dict[str, int]:
    """Table -> number of rows, for the tables that are data (not an index kept as tables)."""
    names = [
        row[0]
        for row in database.execute(
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
    ]
    return {n: database.execute(f'SELECT count(*) FROM "{n}"').fetchone()[0] for n in names}  # noqa: S608


def cache_tables() -> set[str]:
    """Tables that hold a cache: no data, and not made by a migration."""
    kept = "django.core.cache.backends.db.DatabaseCache"
    return {str(one["LOCATION"]) for one in settings.CACHES.values() if one["BACKEND"] == kept}


def copy_postgresql(pack: PackWriter, scratch: Path) -> dict[str, Any]:
    """Every table by COPY, in one transaction that sees one moment of the database."""
    rows, columns = {}, {}
    with _own_connection() as server:
        server.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for table, names in server.execute(_COLUMNS).fetchall():
            if table in cache_tables():
                continue
            columns[table] = names
            with pack.part(TABLE_PART.format(table)) as write, server.cursor() as cursor:
                with cursor.copy(f"COPY {_listed(table, names)} TO STDOUT") as out:
                    for piece in out:
                        write(bytes(piece))
                rows[table] = cursor.rowcount
    return {"engine": "postgresql", "rows": rows, "columns": columns}


@contextlib.contextmanager
def _own_connection() -> Iterator[Any]:
    """A connection beside Django's, so that Django's transaction is left alone."""
    import psycopg

    parameters = connection.get_connection_params()
    for ours in ("cursor_factory", "context"):
        parameters.pop(ours, None)
    with psycopg.connect(**parameters) as server:
        yield server


def _listed(table: str, columns: list[str]) -> str:
    quote = connection.ops.quote_name
    return f"{quote(table)} ({', '.join(map(quote, columns))})"


def fill_postgresql(pack: Pack) -> None:
    """Every table from its part. The tables are empty, and of the pack's own migrations.

    Runs in the caller's transaction: foreign keys are checked when it ends.
    """
    for table, columns in pack.manifest["columns"].items():
        if not pack.manifest["rows"][table]:
            continue  # each table that is touched takes locks until the transaction ends
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY {_listed(table, columns)} FROM STDIN") as into,
        ):
            for piece in pack.pieces(TABLE_PART.format(table)):
                into.write(piece)


def fill_postgresql_from_sqlite(copy: Path) -> None:
    """Every row of a copied SQLite database into the same tables on PostgreSQL.

    What PostgreSQL makes by itself (search vectors) follows from the rows.
    """
    with contextlib.closing(sqlite3.connect(copy)) as source, connection.cursor() as cursor:
        cursor.execute(_COLUMNS)
        for table, columns in cursor.fetchall():
            there = {row[1] for row in source.execute(f'PRAGMA table_info("{table}")')}
            common = [name for name in columns if name in there]
            if common and source.execute(f'SELECT 1 FROM "{table}" LIMIT 1').fetchone():  # noqa: S608
                _copy_rows(source, table, common)


def _copy_rows(source: sqlite3.Connection, table: str, columns: list[str]) -> None:
    named = ", ".join(f'"{name}"' for name in columns)
    rows = source.execute(f'SELECT {named} FROM "{table}"')  # noqa: S608
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {_listed(table, columns)} FROM STDIN") as into,
    ):
        for row in rows:
            into.write_row(row)


def reset_sequences() -> None:
    """Let new rows be numbered after the ones that were filled in."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = current_schema() AND is_identity = 'YES'"
        )
        for table, column in cursor.fetchall():
            quoted, name = connection.ops.quote_name(table), connection.ops.quote_name(column)
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence(%s, %s), coalesce(max({name}), 1), "  # noqa: S608
                f"max({name}) IS NOT NULL) FROM {quoted}",
                [quoted, column],
            )
