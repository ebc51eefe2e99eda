"""Making a data folder ready to serve: tables, static files, the demonstration programme.

All of it is done again only when something it follows from has changed, so that a second start
is quick: `is_prepared` looks at names, sizes and times of files, and never imports Django.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import spinney

PACKAGE = Path(spinney.__file__).parent
STAMP = "prepared.json"
HISTORY = "SELECT count(*), max(id) FROM django_migrations"


def is_prepared(folder: Path, *, demo: bool) -> bool:
    """Whether what `prepare` did last for this folder still holds."""
    try:
        stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(
        stamp.get("source") == _source()
        and stamp.get("history") == _history(folder)
        and (stamp.get("demo") or not demo)
    )


def _source() -> str:
    """A fingerprint of the code and static files that the preparation follows from."""
    seen = hashlib.sha256()
    for path in sorted(_sources()):
        about = path.stat()
        seen.update(f"{path} {about.st_size} {about.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def _sources() -> Iterator[Path]:
    yield from PACKAGE.glob("**/migrations/*.py")
    yield from PACKAGE.glob("*/instruments/*.*")
    yield from (p for p in PACKAGE.glob("**/static/**/*") if p.is_file())
    yield from PACKAGE.glob("config/*.py")
    # Installed packages bring tables and static files too; each names its version in a folder.
    for place in sys.path:
        yield from Path(place).glob("*.dist-info")


def _history(folder: Path) -> list[object] | None:
    """How far the database's migrations have gone: their number and the last one's id."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        file = folder / "spinney.sqlite3"
        if not file.exists():
            return None
        with contextlib.closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as database:
            try:
                return list(database.execute(HISTORY).fetchone())
            except sqlite3.Error:
                return None
    import psycopg

    try:
        with psycopg.connect(url, connect_timeout=10) as server:
            row = server.execute(HISTORY).fetchone()
            return list(row) if row else None
    except psycopg.Error:
        return None


def prepare(folder: Path, *, demo: bool) -> None:
    """Bring tables up to date, collect static files, load the demonstration; then say so."""
    from django.conf import settings
    from django.core.management import call_command

    (folder / STAMP).unlink(missing_ok=True)
    Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    if demo:
        _load_demonstration()
    from django.db import connections

    connections.close_all()
    stamp = {"source": _source(), "history": _history(folder), "demo": demo}
    (folder / STAMP).write_text(json.dumps(stamp), encoding="utf-8")


def _load_demonstration() -> None:
    """The programme of the casebook, with everything round it invented. Loads once."""
    from django.utils import timezone
    from django.utils.module_loading import import_string

    import_string("spinney.config.demo.load_demonstration")(now=timezone.now())


def main(demo: bool) -> None:
    from spinney.cli.site import choose_data_folder, wake_django

    os.environ["SPINNEY_COLLECTS"] = "1"  # the settings then name files by their hash
    folder = choose_data_folder(None)
    wake_django()
    prepare(folder, demo=demo)


if __name__ == "__main__":
    main(demo=sys.argv[1:] == ["--demo"])
