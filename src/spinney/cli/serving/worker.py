"""The child process that does background work. Arguments: its name, and its predecessor's."""

from __future__ import annotations

import signal
import sys
from types import FrameType

from spinney.cli.serving.lifeline import hold_lifeline
from spinney.cli.site import wake_django


def run(name: str, predecessor: str) -> None:
    """Run waiting work until told to stop; take over at once what a dead predecessor left."""
    from spinney.base.work.worker import JobRunner

    runner = JobRunner(worker_id=name)

    def stop(signum: int, frame: FrameType | None) -> None:
        runner.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    hold_lifeline()
    if predecessor:
        runner.take_over(predecessor)
    runner.run()


if __name__ == "__main__":
    wake_django()
    run(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "")
