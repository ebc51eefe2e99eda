"""The tables of a test database are made once, and copied for every process that tests.

Making them takes each process many seconds. What was made is kept by the hash of all that it
follows from, in the folder `.cache`, which can be removed at any time.
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

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".cache/test-tables"
KEPT = 3
"""So many are kept: those of other branches too."""


def _follows_from() -> Iterator[Path]:
    yield from sorted(ROOT.glob("src/spinney/**/migrations/*.py"))
    yield from sorted(ROOT.glob("src/spinney/base/keeping/**/*.py"))
    yield ROOT / "src/spinney/config/settings.py"
    yield ROOT / "uv.lock"


def place() -> Path:
    """Where tables made from what lies here now are kept, whether they are there or not."""
    found = hashlib.sha256()
    for path in _follows_from():
        found.update(str(path.relative_to(ROOT)).encode())
        found.update(path.read_bytes())
    return FOLDER / f"{found.hexdigest()[:20]}.sqlite3"


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """While one process makes the tables, the others wait for them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
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
    """A database with all tables and no rows of ours, at that path."""
    kept = place()
    with one_at_a_time():
        if not kept.exists():
            _make(kept)
    copy(kept, here)


def _make(kept: Path) -> None:
    """In a process and a folder of its own, as a new site makes them. The oldest go."""
    with tempfile.TemporaryDirectory() as folder:
        own = {"SPINNEY_DATA_DIR": folder, "DATABASE_URL": ""}
        command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
        subprocess.run(command, check=True, cwd=ROOT, env=os.environ | own)
        copy(Path(folder) / "spinney.sqlite3", kept)
    old = sorted(FOLDER.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in old[KEPT:]:
        path.unlink(missing_ok=True)
