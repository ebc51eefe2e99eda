"""The child process that answers requests: granian, WSGI, one thread to each worker.

One thread each was the fastest of what was measured (docs/adr/serving.md).
Arguments: host, port, number of workers, and for benchmarks another application than the site.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from spinney.cli.serving.lifeline import hold_lifeline

APPLICATION = "spinney.config.wsgi:application"


def load_application(target: str) -> Callable[..., Any]:
    """The WSGI application; in a forked worker it is already loaded."""
    module, _, name = target.partition(":")
    application: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return application


def main(host: str, port: int, workers: int, target: str = APPLICATION) -> None:
    """Load the site once, fork the workers from it, and serve until told to stop."""
    load_application(target)
    _close_connections()
    server = Granian(
        target,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=0.2,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
    )
    hold_lifeline()
    server.serve(target_loader=load_application)


def _close_connections() -> None:
    """A database connection must not be shared by forked workers."""
    from django.db import connections

    connections.close_all()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:5])
