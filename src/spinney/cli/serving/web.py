"""The child process that answers requests: granian, WSGI, one thread to each worker.

One thread each was the fastest of what was measured (docs/adr/serving.md).
Arguments: host, port, number of workers, and for benchmarks another application than the site.
"""

from __future__ import annotations

import gc
import importlib
import sys
from collections.abc import Callable
from typing import Any
from wsgiref.util import setup_testing_defaults

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
    gc.disable()  # nothing of what is loaded now becomes garbage; looking for it costs a tenth
    _warm(load_application(target))
    _close_connections()
    gc.freeze()  # the workers share what is loaded instead of copying it
    gc.enable()
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


def _warm(application: Callable[..., Any]) -> None:
    """Answer one request before the workers are forked: addresses, templates and whatever else is
    loaded when it is first needed is then loaded once, and not in every worker.
    """
    environ: dict[str, Any] = {"HTTP_HOST": "127.0.0.1", "PATH_INFO": "/"}
    setup_testing_defaults(environ)
    answer = application(environ, lambda status, headers, exc_info=None: None)
    b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()


def _close_connections() -> None:
    """A database connection must not be shared by forked workers."""
    from django.db import connections

    connections.close_all()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:5])
