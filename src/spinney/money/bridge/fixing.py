"""The database itself refuses to change what stands in the ledger, whoever asks and however."""

from __future__ import annotations

from typing import Any

from django.db import connections

KEPT_COLUMNS = {
    "money_entry": (
        "cluster_id", "number", "day", "words", "source", "before_digest", "digest",
    ),
    "money_posting": ("entry_id", "account_id", "pence", "note"),
}  # fmt: skip
"""What an entry and its lines say. What they refer to may come later, when a cluster is brought."""
TOLD = "What stands in the ledger is kept as it was written."
_SQLITE = """
    CREATE TRIGGER IF NOT EXISTS {table}_is_kept BEFORE UPDATE OF {columns} ON {table}
    BEGIN SELECT RAISE(ABORT, '{told}'); END
"""
_POSTGRESQL = """
    CREATE OR REPLACE FUNCTION money_is_kept() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{told}' USING ERRCODE = 'check_violation'; END $$;
    CREATE OR REPLACE TRIGGER {table}_is_kept BEFORE UPDATE OF {columns} ON {table}
    FOR EACH ROW EXECUTE FUNCTION money_is_kept()
"""


def fix_ledger(using: str, **more: Any) -> None:
    """Put the guards on the tables, once they are made (after every `migrate`: on SQLite a table
    that is changed is made anew, and loses them).
    """
    connection = connections[using]
    statement = _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table, columns in KEPT_COLUMNS.items():
            if table in there:
                names = ", ".join(f'"{one}"' for one in columns)
                cursor.execute(statement.format(table=table, columns=names, told=TOLD))
