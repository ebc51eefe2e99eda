"""What the data folder holds besides the database: the key, the lock, the stamp of readiness."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from pathlib import Path
from typing import IO

from spinney.base.kernel.errors import WrongState

KEY_FILE = "secret-key"
LOCK = "serving.lock"


def keep_secret_key(folder: Path) -> None:
    """Make the key that signs sessions, once, readable by the owner alone."""
    try:
        handle = os.open(folder / KEY_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))


class ServingLock:
    """Held for as long as one process serves a data folder; the system lets it go when it ends.

    The file says where the site is served, for `spinney doctor` and for the second one's refusal.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / LOCK
        self._file: IO[str] | None = None

    def take(self, address: str) -> None:
        """Raises WrongState when another process serves this folder."""
        file = self.path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            holder = self.holder()
            raise WrongState(
                f"Spinney already serves this folder at {holder.get('address', 'some address')} "
                f"(process {holder.get('process', 'unknown')}). Stop that one first, or give "
                "another folder with --data."
            ) from None
        file.seek(0)
        file.truncate()
        json.dump({"process": os.getpid(), "address": address}, file)
        file.flush()
        self._file = file

    def holder(self) -> dict[str, object]:
        """Who serves this folder and where; empty when nobody does."""
        if not self.path.exists():
            return {}
        with self.path.open(encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                text = file.read()
                return dict(json.loads(text)) if text else {"process": "unknown"}
        return {}

    def release(self) -> None:
        if self._file:
            self._file.truncate(0)
            self._file.close()
            self._file = None
