"""`spinney backup`: everything of a site in one pack, made while the site is in use."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from spinney import __version__
from spinney.base.keeping.databases import applied_migrations, copy_postgresql, copy_sqlite
from spinney.base.keeping.packs import PackWriter, room_for, writing_pack

KIND = "Spinney backup"
VERSION = 1
FILES = "files/"


@dataclass(frozen=True)
class Kept:
    """What a backup holds: rows and uploaded files, and the size of the pack in bytes."""

    rows: int
    files: int
    bytes: int


def back_up(path: Path, *, now: datetime) -> Kept:
    """Write a backup to `path` and read it back. Safe while others write.

    The database is copied first, as it is at one moment; uploaded files after it: a file is kept
    before the row that names it, so none that the copy names is missing. A file that somebody
    removes meanwhile is left out. Raises BadInput or TooLarge; then nothing is at `path` that was
    not there before.
    """
    folder = path.resolve().parent
    room_for(_size_now(), folder)
    with (
        writing_pack(path, KIND, VERSION) as pack,
        tempfile.TemporaryDirectory(prefix=".spinney-backup-", dir=folder) as scratch,
    ):
        copy = copy_sqlite if connection.vendor == "sqlite" else copy_postgresql
        about = {
            "made_at": now.isoformat(),
            "spinney": __version__,
            "migrations": applied_migrations(),
            **copy(pack, Path(scratch)),
        }
        files = _add_files(pack)
        pack.finish({**about, "files": files})
    return Kept(sum(about["rows"].values()), files, path.stat().st_size)


def _add_files(pack: PackWriter) -> int:
    root = Path(settings.MEDIA_ROOT)
    number = 0
    for path in _uploaded(root):
        with contextlib.suppress(FileNotFoundError), path.open("rb") as file:
            pack.add_file(FILES + path.relative_to(root).as_posix(), file)
            number += 1
    return number


def _uploaded(root: Path) -> Iterator[Path]:
    if root.is_dir():
        yield from sorted(p for p in root.rglob("*") if p.is_file())


def _size_now() -> int:
    """Bytes that the copy of the database and the pack may need together, at most."""
    size = sum(p.stat().st_size for p in _uploaded(Path(settings.MEDIA_ROOT)))
    if connection.vendor == "sqlite":
        database = Path(str(connection.settings_dict["NAME"]))
        return size + (2 * database.stat().st_size if database.exists() else 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return size + int(cursor.fetchone()[0])
