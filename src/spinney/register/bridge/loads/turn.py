"""One load at a time: a turn that ends by itself when its process is killed."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from spinney.base.kernel.errors import WrongState

_LOCK = 0x5B1_10AD
"""The number of the advisory lock on PostgreSQL; any number that nothing else uses."""
BUSY = "Another load is running. Wait until it has finished, then start this one again."


@contextmanager
def turn_to_load() -> Iterator[None]:
    """Hold the only turn to load. Raises WrongState when somebody else holds it.

    The turn belongs to the database session (PostgreSQL) or to an open file beside the database
    (SQLite), so it cannot outlive its process.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
            if not cursor.fetchone()[0]:
                raise WrongState(BUSY)
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
        return
    name = str(connection.settings_dict["NAME"])
    if name.startswith("file:") or name == ":memory:":
        yield  # nobody else can see a database in memory
        return
    with Path(f"{name}-loading").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise WrongState(BUSY) from busy
        yield
