"""`spinney serve`, a real process: serves, restarts what dies, stops cleanly, refuses clearly."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.harness import made_tables
from tests.harness.processes import (
    SPINNEY,
    Serving,
    children_of,
    environment,
    fetch,
    in_django,
    serving,
    spinney,
    wait_until,
)

pytestmark = pytest.mark.slow

ALIVE = """
from dbtasks.models import Worker
print(sorted(w.pk for w in Worker.objects.all() if w.is_active))
"""


def with_tables(folder: Path) -> Path:
    """The folder of a site that has begun before."""
    folder.mkdir()
    made_tables.bring(folder / "spinney.sqlite3")
    return folder


def answers(site: Serving) -> bool:
    try:
        return fetch(site.address)[0] < 500
    except OSError:
        return False


def test_serves_and_stops_cleanly(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    with serving(folder) as site:
        assert fetch(site.address)[0] == 200
        names = json.loads((folder / "static" / "staticfiles.json").read_text())["paths"]
        style = fetch(f"{site.address}/static/{names['spinney/css/spinney.css']}")
        assert style[0] == 200
        assert b"Atkinson" in style[1]
        key = folder / "secret-key"
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
        assert len(key.read_text()) >= 50
        children = children_of(site.process.pid)
        assert len(children) == 2, "the site and the worker"
        assert site.stop() == 0
        wait_until(lambda: not any(is_running(pid) for pid in children), 5, "the children to end")
    kept = key.read_text()
    # That a second start takes under 3 s is measured by benchmarks/starting.py.
    with serving(folder) as again:
        assert fetch(again.address)[0] == 200
    assert key.read_text() == kept


def is_running(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    try:
        os.kill(pid, 0)
        # It may end while it is looked at.
        return not stat.exists() or " Z " not in stat.read_text()
    except (ProcessLookupError, FileNotFoundError):
        return False


@pytest.mark.one_database
def test_a_dead_child_is_started_again(tmp_path: Path) -> None:
    folder = with_tables(tmp_path / "site")
    with serving(folder) as site:
        web, worker = sorted(children_of(site.process.pid))
        os.kill(web, signal.SIGKILL)
        wait_until(lambda: web not in children_of(site.process.pid), what="the site to be missed")
        wait_until(lambda: answers(site), what="the site to be back")
        wait_until(lambda: "-0'" in in_django(folder, ALIVE), what="the first worker")
        os.kill(worker, signal.SIGKILL)
        wait_until(lambda: "-1'" in in_django(folder, ALIVE), what="the second worker")
        assert "-0'" not in in_django(folder, ALIVE), "the dead worker still counts as alive"
        assert site.stop() == 0


@pytest.mark.one_database
def test_children_end_when_the_parent_is_killed(tmp_path: Path) -> None:
    with serving(with_tables(tmp_path / "site")) as site:
        children = children_of(site.process.pid)
        site.process.kill()
        site.process.wait()
        wait_until(lambda: not any(is_running(pid) for pid in children), 20, "the orphans to end")


@pytest.mark.one_database
def test_a_taken_port_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = spinney(tmp_path, "serve", "--port", str(port), "--data", str(tmp_path / "site"))
    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {port} on 127.0.0.1 is in use by another program.")
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.one_database
def test_a_folder_that_is_served_already_is_refused(tmp_path: Path) -> None:
    folder = with_tables(tmp_path / "site")
    with serving(folder) as site:
        second = spinney(folder, "serve", "--port", "0", "--data", str(folder))
        assert second.returncode == 1
        assert site.address in second.stderr
        restore = spinney(folder, "restore", "--data", str(folder), "nothing.zip")
        assert restore.returncode == 1
        assert "Stop it" in restore.stderr


@pytest.mark.one_database
def test_an_ill_doctor_says_so_when_the_worker_is_gone(tmp_path: Path) -> None:
    folder = with_tables(tmp_path / "site")
    with serving(folder):
        wait_until(lambda: "worker-" in in_django(folder, ALIVE), what="the worker")
        done = spinney(folder, "doctor", "--data", str(folder))
        assert done.returncode == 0, done.stdout + done.stderr
        assert "✓ worker: 1 at work" in done.stdout


@pytest.mark.one_database
def test_control_c_stops_it(tmp_path: Path) -> None:
    with serving(tmp_path / "site") as site:
        site.process.send_signal(signal.SIGINT)
        assert site.process.wait(30) == 0


@pytest.mark.one_database
def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear all")
    done = subprocess.run(
        [*SPINNEY, "serve", "--data", str(file)], env=environment(tmp_path), capture_output=True,
        text=True,
    )  # fmt: skip
    assert done.returncode == 1
    assert "letter.txt is a file" in done.stderr
    assert sys.executable not in done.stderr
