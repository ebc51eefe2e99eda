"""Saving an answer with 200 people at once, and with the server killed in the middle.

    script/bench saving_answers                          SQLite and PostgreSQL
    script/bench saving_answers --only sqlite --seconds 5 --kills 5

200 organisations answer one survey of 60 questions, each at its own link, on the real server.

*Answering*: each saves, thinks for one to five seconds, and saves again: faster than anybody types,
since a page is saved 1.2 seconds after the last key. *As fast as it goes*: each saves again as soon
as the last save is answered, beside a bare Django view that makes the same two writes in one
transaction (benchmarks/bare_saving.py), turn by turn; the ratio of the rates is what our way costs.

*Killed*: while 20 people save counting numbers as fast as it goes, the server and all its workers
are killed (kill -9) at a random moment, again and again; after each, every number that was
acknowledged must be there (a later one that was not acknowledged may be).
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

PEOPLE = 200
KILLING = 20
AREAS = 10
ROUNDS = 2
LIMIT_MS = 100


@dataclass
class Measured:
    """Seconds that each save took, how long all of it took, and answers that were not 204."""

    times: list[float] = field(default_factory=list)
    lasted: float = 0.0
    odd: int = 0

    @property
    def rate(self) -> float:
        return len(self.times) / self.lasted if self.lasted else 0.0

    def quantile(self, percent: int) -> float:
        """Milliseconds within which so many of a hundred saves were answered."""
        if len(self.times) < 20:
            return 0.0
        return statistics.quantiles(self.times, n=100)[percent - 1] * 1000


def post(port: int, path: str, number: int) -> bytes:
    body = f"q-staff={number}&save=1".encode()
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {len(body)}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    ).encode() + body


async def save(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> bool:
    """Send one save; whether it was acknowledged."""
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            await reader.readexactly(int(line.split(b":")[1]))
    return head.startswith(b"HTTP/1.1 204")


@dataclass
class Person:
    """Somebody at her page; `acknowledged` is the last number that the server said it has."""

    path: str
    sheet: int
    number: int = 0
    acknowledged: int = 0

    async def save_until(self, port: int, end: float, thinks: float, into: Measured) -> None:
        """Save, think, and save again until a moment, or until the server is gone."""
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError, OSError):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            try:
                await self._save_on(reader, writer, port, (end, thinks), into)
            finally:
                writer.close()
                with contextlib.suppress(OSError):
                    await writer.wait_closed()

    async def _save_on(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        port: int,
        pace: tuple[float, float],
        into: Measured,
    ) -> None:
        end, thinks = pace
        chance = random.Random(self.path)
        if thinks:
            await asyncio.sleep(chance.uniform(0, thinks))
        while time.perf_counter() < end:
            self.number += 1
            began = time.perf_counter()
            taken = await save(reader, writer, post(port, self.path, self.number))
            into.times.append(time.perf_counter() - began)
            into.odd += not taken
            if taken:
                self.acknowledged = self.number
            if thinks:
                await asyncio.sleep(chance.uniform(1, thinks))


async def together(port: int, people: list[Person], seconds: float, thinks: float) -> Measured:
    """All of them for so long."""
    measured, began = Measured(), time.perf_counter()
    end = began + seconds
    await asyncio.gather(*(one.save_until(port, end, thinks, measured) for one in people))
    measured.lasted = time.perf_counter() - began
    return measured


def seed(people: int) -> None:
    """In a process of its own: tables, organisations, a survey, a link each. Prints the links."""
    from spinney.cli.site import wake_django

    wake_django()
    from django.core.management import call_command
    from tests.diagnostics.answering import ask, link_to, make_survey
    from tests.personas import plant_wood

    from spinney.register.models import Organisation

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    wood = plant_wood()
    survey = make_survey(wood, _definition(), cluster=None, programme=wood.programme)
    made = []
    for number in range(people):
        organisation = Organisation.objects.create(name=f"Invented Centre {number}")
        asked = ask(survey, organisation, f"c{number}@example.org")
        _, secret = link_to(asked, asked.email)
        made.append({"path": f"/do/{secret}/q-staff/", "sheet": _begun(asked)})
    print(json.dumps(made))


def _definition() -> object:
    """Sixty questions in ten areas, some asked only with certain answers to others."""
    from tests.diagnostics.answering import NEED, YES_NO

    from spinney.diagnostics.engine.definition import Instrument, Kind, Question, Section

    sections = [Section("about", "About you", (Question("staff", Kind.WHOLE, "How many staff?"),))]
    for n in range(AREAS):
        sections.append(
            Section(
                f"area{n}",
                f"Area {n}",
                (
                    Question(f"post{n}", Kind.ONE, "Do you employ somebody?", choices="yes_no"),
                    Question(f"hours{n}", Kind.WHOLE, "Hours?", relevant=f"${{post{n}}} = 'yes'"),
                    Question(f"need{n}", Kind.SCALE, "How much help?", choices="need"),
                    Question(f"cost{n}", Kind.MONEY, "What does it cost?"),
                    Question(f"each{n}", Kind.CALCULATED, "", calculation=f"${{cost{n}}} div 12"),
                    Question(f"why{n}", Kind.LONG_TEXT, "Why?", relevant=f"${{need{n}}} = 'much'"),
                ),
            )
        )
    return Instrument(
        "benchmark", "Sixty questions", sections=tuple(sections), lists=(YES_NO, NEED)
    )


def _begun(asked: object) -> int:
    """Its sheet, half filled; its number."""
    from tests.diagnostics.answering import answer, guest

    from spinney.diagnostics.models import Sheet

    half = {f"post{n}": "yes" for n in range(AREAS)} | {f"cost{n}": 5 for n in range(AREAS)}
    answer(asked, guest(asked, asked.email), half)  # type: ignore[arg-type, attr-defined]
    return int(Sheet.objects.get(asked=asked).pk)  # type: ignore[misc]


@contextlib.contextmanager
def serving(folder: Path, workers: int, *target: str) -> Iterator[tuple[int, int]]:
    """The site's own server on a free port, or another application: its port and process group."""
    from spinney.cli.serving.ports import free_port

    port = free_port("127.0.0.1", 0)
    module = ["spinney.cli.serving.web", "127.0.0.1", str(port), str(workers), *target]
    process = subprocess.Popen(
        [sys.executable, "-m", *module],
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(folder),
        start_new_session=True,
    )
    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port)).close()
                break
            time.sleep(0.1)
        yield port, process.pid
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(20)
        if process.stdin is not None:
            process.stdin.close()


def _environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "SPINNEY_DATA_DIR": str(folder), "SECRET_KEY": "only-for-this-benchmark"}


def people_at_links(folder: Path, number: int = PEOPLE) -> list[Person]:
    """So many organisations of a new site in a folder, each at its link."""
    seeding = [sys.executable, "-m", "benchmarks.saving_answers", "--seed", str(number)]
    done = subprocess.run(
        seeding, env=_environment(folder), stdout=subprocess.PIPE, text=True, check=True
    )
    return [Person(**one) for one in json.loads(done.stdout.splitlines()[-1])]


def measure(engine: str, seconds: float, workers: int, kills: int) -> None:
    """Everything on one kind of database."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        people = people_at_links(folder)
        bare_people = [Person(f"/{one.sheet}/", one.sheet) for one in people]
        bare_target = "benchmarks.bare_saving:application"
        with serving(folder, workers) as (ours, _):
            asyncio.run(together(ours, people, 2, 0))  # not counted
            calm = asyncio.run(together(ours, people, max(seconds, 12), 5))
            with serving(folder, workers, bare_target) as (bare, _):
                asyncio.run(together(bare, bare_people, 1, 0))
                fast, limit = [], []
                for _ in range(ROUNDS):
                    fast.append(asyncio.run(together(ours, people, seconds, 0)))
                    limit.append(asyncio.run(together(bare, bare_people, seconds, 0)))
        _print_rows(engine, calm, fast, limit)
        lost, acknowledged = killed_again_and_again(folder, people[:KILLING], workers, kills)
        print(
            f"{engine}: killed {kills} times, {acknowledged} saves acknowledged, {lost} lost",
            flush=True,
        )
        if lost:
            raise SystemExit("Answers were lost.")


def _print_rows(engine: str, calm: Measured, fast: list[Measured], limit: list[Measured]) -> None:
    rate, bare = (statistics.mean(m.rate for m in of) for of in (fast, limit))
    within = "yes" if calm.quantile(95) <= LIMIT_MS else "NO"
    print(
        f"| {engine} | {len(calm.times)} | {calm.quantile(50):.0f} ms | {calm.quantile(95):.0f} ms"
        f" | {calm.quantile(99):.0f} ms | {within} | {rate:.0f} | {bare:.0f} | {rate / bare:.2f} |",
        flush=True,
    )
    odd = calm.odd + sum(m.odd for m in (*fast, *limit))
    if odd:
        raise SystemExit(f"{odd} saves were not taken.")


def killed_again_and_again(
    folder: Path, people: list[Person], workers: int, kills: int
) -> tuple[int, int]:
    """Acknowledged saves that were not there after a kill; and how many were acknowledged."""
    chance, lost, acknowledged = random.Random(7), 0, 0
    for one in people:
        one.number, one.acknowledged = 1_000_000, 0
    for _ in range(kills):
        counted = Measured()
        with serving(folder, workers) as (port, group):
            asyncio.run(_until_killed(port, group, people, chance.uniform(0.05, 1.5), counted))
        acknowledged += len(counted.times) - counted.odd
        kept = _kept(folder)
        lost += sum(one.acknowledged > kept.get(str(one.sheet), 0) for one in people)
    return lost, acknowledged


async def _until_killed(
    port: int, group: int, people: list[Person], after: float, counted: Measured
) -> None:
    """All save as fast as it goes, until the server and its workers are killed."""

    async def kill() -> None:
        await asyncio.sleep(after)
        os.killpg(group, signal.SIGKILL)

    forever = time.perf_counter() + 60
    saving = (one.save_until(port, forever, 0, counted) for one in people)
    await asyncio.gather(kill(), *saving)


def _kept(folder: Path) -> dict[str, int]:
    """What the database holds: the number of each sheet."""
    program = (
        "from spinney.cli.site import wake_django\nwake_django()\nimport json\n"
        "from spinney.diagnostics.models import Answer\n"
        "rows = Answer.objects.filter(key='staff').values_list('sheet_id', 'value')\n"
        "print(json.dumps(dict(rows)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=_environment(folder),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--workers", type=int, default=max(1, min(4, (os.cpu_count() or 2) - 1)))
    asked = parser.parse_args()
    if asked.seed:
        seed(asked.seed)
        return
    print(f"{PEOPLE} people, {asked.workers} workers, {asked.kills} kills")
    print(
        "| database | saves | median | p95 | p99 | p95 within 100 ms | as fast as it goes: a second"
        " | bare: a second | ratio |\n|---|---|---|---|---|---|---|---|---|",
        flush=True,
    )
    if asked.only != "postgresql":
        os.environ.pop("DATABASE_URL", None)
        measure("SQLite", asked.seconds, asked.workers, asked.kills)
    if asked.only != "sqlite":
        from tests.harness.private_postgres import private_postgres

        with private_postgres(durable=True) as address:
            os.environ["DATABASE_URL"] = address
            measure("PostgreSQL", asked.seconds, asked.workers, asked.kills)


if __name__ == "__main__":
    main()
