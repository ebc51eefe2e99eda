"""Is the database there, whole, up to date, and is its record unbroken?"""

from __future__ import annotations

from pathlib import Path

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import Error

from spinney.base.record.models import Book, Entry
from spinney.base.record.record import verify
from spinney.cli.health.finding import Finding, ill, notice, well

OLDEST_SQLITE = (3, 37)
OLDEST_POSTGRESQL = 14


def reachable(folder: Path) -> Finding:
    """Answers a query, and is new enough."""
    if connection.vendor == "sqlite":
        file = Path(str(connection.settings_dict["NAME"]))
        if not file.exists():
            return ill("database", f"there is none at {file}.", "Begin one with `spinney migrate`.")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as problem:
        return ill(
            "database",
            f"cannot be reached: {str(problem).strip().splitlines()[0]}",
            "Look at DATABASE_URL, and whether the server runs.",
        )
    version = connection.get_database_version()
    name = f"{connection.display_name} {'.'.join(map(str, version))}"
    oldest = OLDEST_SQLITE if connection.vendor == "sqlite" else (OLDEST_POSTGRESQL,)
    if version < oldest:
        return ill("database", f"{name} is too old.", f"Use {'.'.join(map(str, oldest))} or newer.")
    return well("database", f"{name} answers.")


def settings_hold(folder: Path) -> Finding:
    """SQLite: write-ahead log, immediate transactions. PostgreSQL: UTF-8, and room to connect."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
            begins = connection.settings_dict["OPTIONS"].get("transaction_mode")
            if mode != "wal" or begins != "IMMEDIATE":
                return ill(
                    "database settings",
                    f"journal mode {mode}, transactions {begins}: people would meet locks.",
                    "Keep the data folder on a local disk; WAL does not work on network drives.",
                )
            return well("database settings", "write-ahead log, immediate transactions.")
        cursor.execute("SHOW server_encoding")
        encoding = cursor.fetchone()[0]
        if encoding != "UTF8":
            return ill("database settings", f"its encoding is {encoding}.", "Make it UTF8.")
        cursor.execute(
            "SELECT current_setting('max_connections')::int - count(*) FROM pg_stat_activity"
        )
        left = cursor.fetchone()[0]
        if left < 10:
            return notice("database settings", f"only {left} connections are left on the server.")
        return well("database settings", f"UTF-8, {left} connections left.")


def whole(folder: Path) -> Finding:
    """No damaged pages, no row that points at nothing."""
    if connection.vendor != "sqlite":
        return well("database content", "PostgreSQL looks after it.")
    with connection.cursor() as cursor:
        damage = [row[0] for row in cursor.execute("PRAGMA quick_check(5)").fetchall()]
        if damage != ["ok"]:
            return ill("database content", f"is damaged: {damage[0]}", "Restore the last backup.")
        loose = cursor.execute("PRAGMA foreign_key_check").fetchall()
    if loose:
        tables = ", ".join(sorted({row[0] for row in loose}))
        return ill("database content", f"{len(loose)} rows point at nothing, in {tables}.")
    return well("database content", "is whole.")


def migrated(folder: Path) -> Finding:
    """Every migration of the code is applied, and none that the code does not know."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return ill("tables", f"{len(waiting)} changes are missing.", "Run `spinney migrate`.")
    rooms = {config for config, _ in executor.loader.graph.nodes}
    newer = [
        f"{app}.{name}"
        for app, name in executor.loader.applied_migrations
        if app in rooms and (app, name) not in executor.loader.graph.nodes
    ]
    if newer:
        return ill(
            "tables",
            f"they are of a newer Spinney ({newer[0]} is not known to this one).",
            "Install the version of Spinney that last served this site.",
        )
    return well("tables", "are up to date.")


def record_unbroken(folder: Path) -> Finding:
    """Every entry of the record follows from the one before it."""
    faults = list(verify())
    if faults:
        first = faults[0]
        return ill(
            "record",
            f"{len(faults)} places do not hold together; the first is book “{first.book}”, "
            f"entry {first.number}: {first.reason}.",
            "Somebody changed the database by hand. Compare it with a backup.",
        )
    entries, books = Entry.objects.count(), Book.objects.count()
    return well("record", f"{entries:,} entries in {books:,} books follow one another unbroken.")
