"""Real `spinney` processes for tests: started in a folder of their own, stopped by their number."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

SPINNEY = [sys.executable, "-m", "spinney.cli"]


def environment(folder: Path, **more: str) -> dict[str, str]:
    """An environment for a site in `folder`, on SQLite unless DATABASE_URL is given."""
    kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "SPINNEY_TASKS"}}
    return {**kept, "SPINNEY_DATA_DIR": str(folder), "PYTHONUNBUFFERED": "1", **more}


def spinney(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [*SPINNEY, *words], env=environment(folder, **more), capture_output=True, text=True,
        timeout=120,
    )  # fmt: skip


def in_django(folder: Path, program: str, **more: str) -> str:
    """Run a program of a few lines on a site, with Django awake; returns what it printed."""
    whole = f"from spinney.cli.site import wake_django\nwake_django()\n{program}"
    done = subprocess.run(
        [sys.executable, "-c", whole], env=environment(folder, **more), capture_output=True,
        text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def wait_until(true: Callable[[], object], seconds: float = 30.0, what: str = "it") -> None:
    """Return as soon as `true()` is; raises AssertionError after so many seconds."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"Waited {seconds:.0f} seconds for {what}."
        time.sleep(0.05)


def fetch(address: str) -> tuple[int, bytes]:
    """Status and content of a page; an error page is a page too."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read()


class Serving:
    """A running `spinney serve`."""

    def __init__(self, process: subprocess.Popen[str], folder: Path, log: Path) -> None:
        self.process = process
        self.folder = folder
        self.log = log

    @property
    def address(self) -> str:
        return str(json.loads((self.folder / "serving.lock").read_text())["address"])

    def is_ready(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        return "Spinney is ready" in self.log.read_text()

    def stop(self) -> int:
        """Ask it to stop; returns its exit code."""
        self.process.terminate()
        return self.process.wait(30)


@contextlib.contextmanager
def serving(folder: Path, *words: str, **more: str) -> Iterator[Serving]:
    """A site on a free port of 127.0.0.1, ready; stopped at the end if it still runs."""
    log = folder.parent / f"{folder.name}.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [*SPINNEY, "serve", "--port", "0", "--workers", "1", "--data", str(folder), *words],
            env=environment(folder, **more), stdout=output, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
    site = Serving(process, folder, log)
    try:
        wait_until(site.is_ready, 90, f"the site: {log.read_text()}")
        yield site
    finally:
        if process.poll() is None:
            site.stop()


def children_of(pid: int) -> list[int]:
    """Numbers of the processes that a process started and that still run."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,stat="], capture_output=True, text=True, check=True
    )
    rows = [line.split() for line in listed.stdout.splitlines()]
    return [int(p) for p, parent, state in rows if int(parent) == pid and "Z" not in state]
