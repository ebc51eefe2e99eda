"""The parent of `spinney serve`: starts the site and the worker, and stands by them."""

from __future__ import annotations

import http.client
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from types import FrameType

from spinney.base.kernel.errors import WrongState
from spinney.base.kernel.ids import new_uid
from spinney.cli.serving.children import Child

PATIENCE = 60.0  # seconds for the site to answer its first request
GRACE = 15.0  # seconds for requests and a job's present step to finish when stopping
LOOK_EVERY = 0.25


@dataclass(frozen=True)
class Site:
    """Where to serve, and with how many workers answering requests."""

    host: str
    port: int
    workers: int

    @property
    def reach(self) -> str:
        """The host as this machine itself can reach it."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104

    @property
    def address(self) -> str:
        host = f"[{self.reach}]" if ":" in self.reach else self.reach
        return f"http://{host}:{self.port}"


class Supervisor:
    """Runs until SIGTERM or SIGINT; `tell` receives sentences for the person at the console."""

    def __init__(self, site: Site, tell: Callable[[str], None]) -> None:
        self.site = site
        self._tell = tell
        self._stopping = False
        name = f"worker-{new_uid().hex[:12]}"
        web = "spinney.cli.serving.web"
        worker = "spinney.cli.serving.worker"
        self.children = [
            Child("site", lambda _: [web, site.host, str(site.port), str(site.workers)]),
            # Each start has its own name, and knows the one before, which is surely dead.
            Child("worker", lambda n: [worker, f"{name}-{n}", f"{name}-{n - 1}" if n else ""]),
        ]

    def run(self) -> None:
        """Raises WrongState when the site does not answer its first request."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        site, worker = self.children
        site.start()
        try:
            self._wait_until_ready()
            # Only now: while the site starts it has the processor to itself.
            worker.start()
            while not self._stopping:
                time.sleep(LOOK_EVERY)
                self._look_after_children()
        finally:
            self._stop_children()

    def _stop(self, signum: int, frame: FrameType | None) -> None:
        self._stopping = True

    def _look_after_children(self) -> None:
        for child in self.children:
            if not self._stopping and (sentence := child.look_after()):
                self._tell(sentence)

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + PATIENCE
        site = self.children[0]
        while not self._stopping:
            if not site.is_running():
                raise WrongState("The site could not start. The lines above say why.")
            if status := self._answers():
                if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                    self._tell("The first page shows an error. The lines above say why.")
                self._tell(f"Spinney is ready at {self.site.address}")
                self._tell("Press Ctrl and C to stop.")
                return
            if time.monotonic() > end:
                raise WrongState(f"The site did not answer within {PATIENCE:.0f} seconds.")
            time.sleep(0.03)

    def _answers(self) -> int:
        """The status of the first page, 0 while none comes. It also warms what every page needs."""
        connection = http.client.HTTPConnection(self.site.reach, self.site.port, timeout=PATIENCE)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    def _stop_children(self) -> None:
        for child in self.children:
            child.ask_to_stop()
        end = time.monotonic() + GRACE
        for child in self.children:
            child.wait_until_stopped(end - time.monotonic())
