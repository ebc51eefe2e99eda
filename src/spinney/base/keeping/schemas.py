"""PostgreSQL: tables made beside those in use, which take their place in one moment.

PostgreSQL takes a lock for each table, index and sequence that a transaction makes, and has room
for 6,400 of them as it is delivered. Making all of Spinney's tables in one transaction comes near
that, and dropping the old ones in the same goes above it. So the new tables are made in a schema of
their own, step by step; then the two schemas change names, which takes two locks.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from spinney.base.kernel.errors import WrongState

MAKING = "{}_restoring"
REPLACED = "{}_replaced"


@contextmanager
def tables_beside() -> Iterator[None]:
    """What the block does to the database goes into a new schema, empty at first.

    When the block ends well, the new schema takes the place of the one in use, which is dropped.
    When it fails or the process is killed, what was in use still is, untouched; what is left of
    the attempt goes when it is made again. Must not run inside a transaction.
    Raises WrongState when the database's user may not rename the schema.
    """
    used = _schema_in_use()
    making, replaced = MAKING.format(used), REPLACED.format(used)
    _drop(making)
    _drop(replaced)
    _do(f"CREATE SCHEMA {_quoted(making)}")
    _do(f"SET search_path TO {_quoted(making)}")
    try:
        yield
    except BaseException:
        _do("RESET search_path")
        _drop(making)
        raise
    _do("RESET search_path")
    with transaction.atomic():
        _do(f"ALTER SCHEMA {_quoted(used)} RENAME TO {_quoted(replaced)}")
        _do(f"ALTER SCHEMA {_quoted(making)} RENAME TO {_quoted(used)}")
        for extension in _extensions_in(replaced):
            _do(f"ALTER EXTENSION {_quoted(extension)} SET SCHEMA {_quoted(used)}")
    _drop(replaced)


def _schema_in_use() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nspname, current_user, current_database(),"
            " pg_has_role(nspowner, 'USAGE')"
            " AND has_database_privilege(current_database(), 'CREATE')"
            " FROM pg_namespace WHERE nspname = current_schema()"
        )
        schema, user, database, may = cursor.fetchone()
    if not may:
        raise WrongState(
            f"The database's user “{user}” must own the schema “{schema}” to restore into it. "
            f"Nothing was changed. Let the database's administrator run: "
            f"ALTER SCHEMA {_quoted(schema)} OWNER TO {_quoted(user)}; "
            f"GRANT CREATE ON DATABASE {_quoted(database)} TO {_quoted(user)};"
        )
    return str(schema)


def _extensions_in(schema: str) -> list[str]:
    """Extensions that the server's administrator put beside our tables: they stay."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extname FROM pg_extension WHERE extnamespace = to_regnamespace(%s)",
            [_quoted(schema)],
        )
        return [name for (name,) in cursor.fetchall()]


def _drop(schema: str) -> None:
    """Table by table, each a transaction of its own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY tablename", [schema]
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"DROP TABLE IF EXISTS {_quoted(schema)}.{_quoted(table)} CASCADE")
        cursor.execute(f"DROP SCHEMA IF EXISTS {_quoted(schema)} CASCADE")


def _do(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
