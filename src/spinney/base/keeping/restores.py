"""`spinney restore`: put back what a backup holds. Checks first, and loses nothing."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from spinney.base.keeping import databases
from spinney.base.keeping.backups import FILES, KIND, VERSION, Kept, back_up
from spinney.base.keeping.making_tables import InOneGo
from spinney.base.keeping.packs import Pack, room_for
from spinney.base.keeping.schemas import tables_beside
from spinney.base.kernel.errors import BadInput, WrongState

ASIDE = "replaced-{:%Y%m%d-%H%M%S}"


def restore(path: Path, folder: Path, *, now: datetime, force: bool = False) -> tuple[Kept, str]:
    """Put the backup at `path` in the place of what the site in `folder` holds.

    Everything is verified and unpacked before anything is touched. What was there is kept in a
    folder beside (the second value returned; "" when there was nothing). A backup of an older
    Spinney is brought up to date; one made on SQLite may be put on PostgreSQL.
    Raises WrongState when there is a site already and `force` is not given; BadInput when the
    backup is damaged, of a newer Spinney or cannot be put on this kind of database.
    """
    if is_there() and not force:
        raise WrongState(
            "There is a site here already. Give --force to put the backup in its place; what is "
            "here now is then kept in a folder beside."
        )
    with Pack(path, KIND, VERSION) as pack:
        _check_fits(pack)
        room_for(sum(part["bytes"] for part in pack.parts.values()), folder)
        pack.verify()
        with tempfile.TemporaryDirectory(prefix=".spinney-restore-", dir=folder) as scratch:
            unpacked = Path(scratch)
            _unpack(pack, unpacked)
            aside = _replace(pack, unpacked, folder, now)
        number = sum(name.startswith(FILES) for name in pack.parts)
        rows = sum(pack.manifest["rows"].values())
    call_command("migrate", verbosity=0, interactive=False)
    return Kept(rows, number, path.stat().st_size), aside


def is_there() -> bool:
    """Whether this site has a database with anything in it."""
    if connection.vendor == "sqlite" and not _sqlite_file().exists():
        return False
    return bool(connection.introspection.table_names())


def _sqlite_file() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _check_fits(pack: Pack) -> None:
    engine = pack.manifest.get("engine")
    if engine != connection.vendor and (engine, connection.vendor) != ("sqlite", "postgresql"):
        raise BadInput(
            f"{pack.name} was made on {engine} and cannot be put on {connection.vendor}. Set "
            "DATABASE_URL to a PostgreSQL database to restore it."
        )
    known = MigrationExecutor(None).loader.disk_migrations
    apps = {app for app, _ in known}
    for app, names in pack.manifest["migrations"].items():
        replaced = {r for m in known.values() if m.app_label == app for r in m.replaces}
        for name in names:
            if app in apps and (app, name) not in known and (app, name) not in replaced:
                raise BadInput(
                    f"{pack.name} was written by a newer Spinney ({app}.{name} is not known "
                    "here). Install that version to restore it."
                )


def _unpack(pack: Pack, unpacked: Path) -> None:
    """Everything that goes into files, checked as it is read; nothing of the site is touched."""
    (unpacked / FILES).mkdir(parents=True, exist_ok=True)
    for name in pack.parts:
        if name.startswith(FILES) or name == databases.SQLITE_PART:
            pack.unpack(name, unpacked / name)
    copy = unpacked / databases.SQLITE_PART
    if copy.exists():
        with closing(sqlite3.connect(copy)) as database:
            found = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok":
            raise BadInput(f"{pack.name} is damaged: its database says “{found}”.")


def _replace(pack: Pack, unpacked: Path, folder: Path, now: datetime) -> str:
    """Move what is there aside, and what was unpacked into its place."""
    aside = folder / ASIDE.format(now)
    was_there = is_there()
    if was_there or Path(settings.MEDIA_ROOT).exists():
        aside.mkdir(parents=True)
    fill = _fill_sqlite if connection.vendor == "sqlite" else _fill_postgresql
    fill(pack, unpacked, aside if was_there else None, now)
    files = Path(settings.MEDIA_ROOT)
    if files.exists():
        files.rename(aside / "files")
    files.parent.mkdir(parents=True, exist_ok=True)
    (unpacked / FILES).rename(files)
    return str(aside) if aside.exists() else ""


def _fill_sqlite(pack: Pack, unpacked: Path, aside: Path | None, now: datetime) -> None:
    connection.close()
    file = _sqlite_file()
    if aside:
        # Bring what the write-ahead log holds into the file, then keep all that belongs to it.
        with closing(sqlite3.connect(file)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for ending in ("", "-wal", "-shm"):
            part = file.with_name(file.name + ending)
            if part.exists():
                part.rename(aside / part.name)
    file.parent.mkdir(parents=True, exist_ok=True)
    (unpacked / databases.SQLITE_PART).rename(file)


def _fill_postgresql(pack: Pack, unpacked: Path, aside: Path | None, now: datetime) -> None:
    """Beside what is there: when anything fails, the database is as it was."""
    if aside:
        back_up(aside / "before.zip", now=now)
    with tables_beside():
        _make_tables(pack.manifest["migrations"])
        _empty_tables()
        with transaction.atomic():
            if pack.manifest["engine"] == "sqlite":
                databases.fill_postgresql_from_sqlite(unpacked / databases.SQLITE_PART)
            else:
                databases.fill_postgresql(pack)
        databases.reset_sequences()
        call_command("createcachetable", verbosity=0)


def _make_tables(migrations: dict[str, list[str]]) -> None:
    """The tables as they were when the backup was made."""
    executor = InOneGo(connection)
    wanted = {(app, name) for app, names in migrations.items() for name in names}
    targets = [key for key in executor.loader.graph.nodes if key in wanted]
    executor.migrate(targets)


def _empty_tables() -> None:
    """Migrations may have put rows in; the backup has its own."""
    with connection.cursor() as cursor:
        for name in map(connection.ops.quote_name, connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT EXISTS (SELECT FROM {name})")  # noqa: S608
            if cursor.fetchone()[0]:
                cursor.execute(f"TRUNCATE {name} CASCADE")
