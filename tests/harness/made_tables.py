"""The tables of a test database are made once, and copied for every process that tests.

Making them takes each process many seconds. What was made is kept by the hash of all that it
follows from: on SQLite in the folder `.cache`, which can be removed at any time; on PostgreSQL as a
database of its own on the same server.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".cache/test-tables"
KEPT = 3
"""So many are kept: those of other branches too."""


def _follows_from() -> Iterator[Path]:
    yield from sorted(ROOT.glob("src/spinney/**/migrations/*.py"))
    yield from sorted(ROOT.glob("src/spinney/base/keeping/**/*.py"))
    yield ROOT / "src/spinney/config/settings.py"
    yield ROOT / "uv.lock"


def begin() -> subprocess.Popen[bytes]:
    """Make what is not there yet in a process of its own: whoever asks meanwhile waits for it."""
    command = [sys.executable, "-m", "tests.harness.made_tables"]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)


def _mark() -> str:
    """What tells tables that are made from what lies here now from all others."""
    found = hashlib.sha256()
    for path in _follows_from():
        found.update(str(path.relative_to(ROOT)).encode())
        found.update(path.read_bytes())
    return found.hexdigest()[:20]


@contextmanager
def one_at_a_time(kind: str) -> Iterator[None]:
    """While one process makes the tables, the others that want them of that kind wait for them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / f"{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def copy(source: Path, target: Path) -> None:
    """All of a database, as it stands, into a new file."""
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    begun, made = sqlite3.connect(source), sqlite3.connect(part)
    try:
        begun.backup(made)
    finally:
        made.close()
        begun.close()
    part.replace(target)


def bring(here: Path) -> None:
    """A database with all tables and no rows of ours, as a SQLite file at that path."""
    kept = FOLDER / f"{_mark()}.sqlite3"
    with one_at_a_time("sqlite"):
        if not kept.exists():
            with tempfile.TemporaryDirectory() as folder:
                _migrate(SPINNEY_DATA_DIR=folder, DATABASE_URL="")
                copy(Path(folder) / "spinney.sqlite3", kept)
            _forget_the_oldest()
    copy(kept, here)


def template(server: str) -> str:
    """The name of a database with all tables on a PostgreSQL server, to make others from."""
    import psycopg

    name = f"spinney_tables_{_mark()}"
    with one_at_a_time("postgresql"), psycopg.connect(server, autocommit=True) as connection:
        there = "SELECT 1 FROM pg_database WHERE datname = %s"
        if connection.execute(there, [name]).fetchone() is None:
            part = f"{name}_part"
            connection.execute(f"DROP DATABASE IF EXISTS {part}")
            connection.execute(f"CREATE DATABASE {part}")
            with tempfile.TemporaryDirectory() as folder:
                address = urlsplit(server)._replace(path=f"/{part}").geturl()
                _migrate(SPINNEY_DATA_DIR=folder, DATABASE_URL=address)
            connection.execute(f"ALTER DATABASE {part} RENAME TO {name}")
    return name


def _migrate(**own: str) -> None:
    """In a process of its own, as a new site makes its tables."""
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
    subprocess.run(command, check=True, cwd=ROOT, env=os.environ | own)


def main() -> None:
    """Make the tables, on the database that DATABASE_URL names."""
    if server := os.environ.get("DATABASE_URL"):
        template(server)
        return
    with tempfile.TemporaryDirectory() as folder:
        bring(Path(folder) / "test.sqlite3")


def _forget_the_oldest() -> None:
    old = sorted(FOLDER.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in old[KEPT:]:
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
