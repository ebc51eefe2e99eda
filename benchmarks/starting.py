"""How long a start takes: a site that has begun before, a command, the tables of a new site.

    python -m benchmarks.starting              # 5 rounds
    python -m benchmarks.starting --rounds 20

**Work.** *Second start*: from the command `spinney serve` on a site that was made before to its
first page, answered through HTTP. *Version*: `spinney --version`, to its end. *Tables*: an empty
SQLite file to one with all of Spinney's tables.

**Beside.** Second start: Django's own `runserver` on the same site, which loads the same code and
looks after nothing; the limit that is promised is 3 s. Version: Python that does nothing; the
limit is 0.5 s. Tables: Django's own `migrate`, which works out anew after each table how all the
others hang together. In turns, medians.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.harness.processes import SPINNEY, environment, fetch, serving, wait_until

from spinney.cli.serving.ports import free_port

TABLES = """
import django
django.setup()
from django.core.management import call_command
from django.core.management.commands import migrate
call_command({command}, verbosity=0, interactive=False)
"""


def in_python(folder: Path, *words: str) -> float:
    """Seconds of one Python process from its beginning to its end."""
    settings = {"DJANGO_SETTINGS_MODULE": "spinney.config.settings"}
    began = time.perf_counter()
    subprocess.run([sys.executable, *words], env=environment(folder, **settings), check=True)
    return time.perf_counter() - began


def version(folder: Path) -> float:
    began = time.perf_counter()
    subprocess.run(
        [*SPINNEY, "--version"], env=environment(folder), check=True, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - began


def tables(folder: Path, *, ours: bool) -> float:
    """Seconds until a new folder has all tables, by our `migrate` or by Django's own."""
    with tempfile.TemporaryDirectory(dir=folder) as new:
        command = '"migrate"' if ours else "migrate.Command()"
        return in_python(Path(new), "-c", TABLES.format(command=command))


def second_start(folder: Path) -> float:
    began = time.perf_counter()
    with serving(folder) as site:
        assert fetch(site.address)[0] == 200
        return time.perf_counter() - began


def runserver(folder: Path) -> float:
    """Django's development server, without its watch over files."""
    port = free_port("127.0.0.1", 0)
    words = ["-m", "django", "runserver", "--noreload", "--skip-checks", f"127.0.0.1:{port}"]
    more = {"DJANGO_SETTINGS_MODULE": "spinney.config.settings"}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *words], env=environment(folder, **more),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_until(lambda: _answers(port), 60, "Django's server")
        return time.perf_counter() - began
    finally:
        process.terminate()
        process.wait(30)


def _answers(port: int) -> bool:
    try:
        return fetch(f"http://127.0.0.1:{port}/")[0] == 200
    except OSError:
        return False


def measure(rounds: int) -> dict[str, dict[str, float]]:
    with tempfile.TemporaryDirectory(prefix="spinney-starting-") as place:
        folder = Path(place) / "site"
        folder.mkdir()
        second_start(folder)  # the first one, which makes everything
        pairs: dict[str, tuple[Callable[[], float], Callable[[], float], float | None]] = {
            "second start": (lambda: second_start(folder), lambda: runserver(folder), 3.0),
            "version": (lambda: version(folder), lambda: in_python(folder, "-c", ""), 0.5),
            "tables": (lambda: tables(folder, ours=True), lambda: tables(folder, ours=False), None),
        }
        found = {}
        for name, (ours, peer, limit) in pairs.items():
            taken = [(ours(), peer()) for _ in range(rounds)]
            mine, theirs = (statistics.median(column) for column in zip(*taken, strict=True))
            found[name] = {"seconds": mine, "beside": theirs, "ratio": theirs / mine}
            if limit is not None:
                found[name]["limit"] = limit
        return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a site that was installed has its bytecode
    found = measure(asked.rounds)
    if asked.json:
        print(json.dumps(found, indent=2))
        return
    for name, figures in found.items():
        limit = f", limit {figures['limit']} s" if "limit" in figures else ""
        print(
            f"{name}: {figures['seconds']:.2f} s, beside {figures['beside']:.2f} s "
            f"(ratio {figures['ratio']:.2f}{limit})"
        )


if __name__ == "__main__":
    main()
