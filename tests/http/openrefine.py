"""A real OpenRefine for tests: started in a folder of its own, driven as its own pages drive it,
stopped by its number.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.harness.processes import wait_until

ROWS = {"facets": [], "mode": "row-based"}
EDGE = "the-edge-between-parts"
NOT_HERE = (
    "OpenRefine is not installed. On Debian: "
    "sudo apt-get install --no-install-recommends openrefine."
)


def is_installed() -> bool:
    """Whether the system has OpenRefine and a Java to run it."""
    return bool(shutil.which("openrefine") and shutil.which("java"))


class OpenRefine:
    """OpenRefine's own HTTP commands."""

    def __init__(self, address: str) -> None:
        self.address = address

    def get(self, command: str, **asked: object) -> Any:
        """Ask a command that changes nothing."""
        return self._json(self._url(command, asked))

    def post(self, command: str, asked: dict[str, object], sent: dict[str, object]) -> Any:
        """Do a command; what is no text goes as JSON, as its pages send it."""
        fields = {k: v if isinstance(v, str) else json.dumps(v) for k, v in sent.items()}
        body = urllib.parse.urlencode({**fields, "csrf_token": self._token()}).encode()
        return self._json(self._url(command, asked), body)

    def project(self, name: str, table: str) -> str:
        """Make a project from a CSV; returns its number."""
        options = {"separator": ",", "headerLines": 1, "encoding": "UTF-8"}
        fields = {"project-name": name, "format": "text/line-based/*sv"}
        parts = [
            f'Content-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'
            for field, value in {**fields, "options": json.dumps(options)}.items()
        ]
        parts.append(
            'Content-Disposition: form-data; name="project-file"; filename="list.csv"\r\n'
            f"Content-Type: text/csv\r\n\r\n{table}\r\n"
        )
        body = "".join(f"--{EDGE}\r\n{part}" for part in parts) + f"--{EDGE}--\r\n"
        request = urllib.request.Request(
            self._url("create-project-from-upload", {"csrf_token": self._token()}),
            body.encode(),
            {"Content-Type": f"multipart/form-data; boundary={EDGE}"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            asked = urllib.parse.urlsplit(answer.url).query
        return urllib.parse.parse_qs(asked)["project"][0]

    def work(self, project: str) -> None:
        """Wait until the project's processes have ended."""
        wait_until(
            lambda: not self.get("get-processes", project=project)["processes"], 60, "OpenRefine"
        )

    def cells(self, project: str) -> list[list[Any]]:
        """All rows: each cell with its value and, where it was reconciled, its `recon`."""
        told = self.get("get-rows", project=project, start=0, limit=1000)
        judged = told["pool"]["recons"]
        return [
            [cell and {**cell, "recon": judged.get(str(cell.get("r")))} for cell in row["cells"]]
            for row in told["rows"]
        ]

    def _token(self) -> str:
        return str(self.get("get-csrf-token")["token"])

    def _url(self, command: str, asked: dict[str, object]) -> str:
        return f"{self.address}/command/core/{command}?{urllib.parse.urlencode(asked)}"

    def _json(self, url: str, body: bytes | None = None) -> Any:
        with urllib.request.urlopen(url, body, timeout=30) as answer:
            return json.load(answer)


@contextlib.contextmanager
def openrefine(folder: Path) -> Iterator[OpenRefine]:
    """OpenRefine on a free port of 127.0.0.1, ready; stopped with all that it started."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder.mkdir(parents=True)
    log = folder / "log"
    with log.open("w") as output:
        # Its start is a script that starts Java; a session of its own lets both be stopped.
        process = subprocess.Popen(
            ["openrefine", "-i", "127.0.0.1", "-p", str(port), "-d", str(folder / "data"),
             "-m", "1024M", "-x", "refine.headless=true"],
            stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    refine = OpenRefine(f"http://127.0.0.1:{port}")

    def is_ready() -> bool:
        assert process.poll() is None, log.read_text()
        with contextlib.suppress(OSError):
            return bool(refine.get("get-version")["version"])
        return False

    try:
        wait_until(is_ready, 90, f"OpenRefine: {log}")
        yield refine
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
