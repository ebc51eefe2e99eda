"""Child processes that are started again when they die, and stopped by their own number."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

QUICK_DEATH = 5.0  # seconds: a child that lives less long is not started again at once
LONGEST_PAUSE = 30.0


class Child:
    """One child: `arguments(times_started)` gives what to run as `python -m …`."""

    def __init__(self, name: str, arguments: Callable[[int], Sequence[str]]) -> None:
        self.name = name
        self._arguments = arguments
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self._start_again_at = 0.0
        self._pause = 0.0
        self.times_started = 0

    def start(self) -> None:
        """Start it in a process group of its own, holding its lifeline (its standard input)."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", *self._arguments(self.times_started)],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
        self.times_started += 1
        self._started_at = time.monotonic()

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def look_after(self) -> str | None:
        """Start it again if it died. Returns a sentence when there is something to tell."""
        if self.is_running():
            return None
        now = time.monotonic()
        if self._process is not None:
            lived, code = now - self._started_at, self._process.returncode
            self._bury()
            self._pause = (
                min(max(1.0, self._pause * 2), LONGEST_PAUSE) if lived < QUICK_DEATH else 0
            )
            self._start_again_at = now + self._pause
            return f"The {self.name} stopped (exit code {code}); starting it again."
        if now >= self._start_again_at:
            self.start()
        return None

    def ask_to_stop(self) -> None:
        if self.is_running() and self._process:
            self._process.terminate()

    def wait_until_stopped(self, seconds: float) -> None:
        """Give it that long to finish what it is doing, then end it."""
        if self._process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(max(0.1, seconds))
        self._bury()

    def _bury(self) -> None:
        """End what is left of its process group: a killed child may leave children behind."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stdin:
            process.stdin.close()
