"""A child process ends when its parent does, however the parent ended.

The parent holds the writing end of the child's standard input. When the parent is gone the
reading end comes to its end, and the child asks itself to stop.
"""

from __future__ import annotations

import os
import signal
import sys
import threading


def hold_lifeline() -> None:
    """Stop this process (SIGTERM) as soon as the parent's end of standard input is closed."""

    def watch() -> None:
        while os.read(sys.stdin.fileno(), 1024):
            continue
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="lifeline", daemon=True).start()
