"""Pages at 50 people at once, against a bare Django view that makes as many queries.

    script/bench pages                                  SQLite and PostgreSQL, eight seconds each
    script/bench pages --only sqlite --seconds 3

The site has 6,000 organisations with invented names and a cluster of 30 members; a representative
is signed in. Each page and its limit (benchmarks/bare.py) are served by the same server with the
same number of workers on the same database, and measured turn by turn, twice, so that whatever
else the machine does falls on both. Reported are requests per second, the 95th percentile of the
time to answer, and the ratio of the rates. The load comes from this process: 50 connections, each
asking again as soon as it is answered.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

PEOPLE = 50
ORGANISATIONS = 6_000
MEMBERS = 30
ROUNDS = 2


@dataclass
class Measured:
    """Seconds that each request took, and how long the whole took; statuses that were not 200."""

    times: list[float] = field(default_factory=list)
    lasted: float = 0.0
    odd: int = 0

    @property
    def rate(self) -> float:
        return len(self.times) / self.lasted if self.lasted else 0.0

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.times, n=20)[-1] if len(self.times) > 20 else 0.0


async def ask_again_and_again(port: int, request: bytes, until: float, into: Measured) -> None:
    """One person: one connection, one request after another."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
        while (began := time.perf_counter()) < until:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(
                int(line.split(b":")[1])
                for line in head.split(b"\r\n")
                if line.lower().startswith(b"content-length:")
            )
            await reader.readexactly(length)
            into.times.append(time.perf_counter() - began)
            into.odd += not head.startswith(b"HTTP/1.1 200")
    writer.close()


async def load(port: int, path: str, cookie: str, seconds: float) -> Measured:
    """50 people at once for so long, after a second that is not counted."""
    request = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: sessionid={cookie}\r\n\r\n"
    ).encode()
    for wanted in (1.0, seconds):
        measured = Measured()
        began = time.perf_counter()
        people = (
            ask_again_and_again(port, request, began + wanted, measured) for _ in range(PEOPLE)
        )
        await asyncio.gather(*people)
        measured.lasted = time.perf_counter() - began
    return measured


def seed() -> None:
    """In a process of its own: tables, organisations, a cluster, a session. Prints what to ask."""
    from spinney.cli.site import wake_django

    wake_django()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse
    from tests.personas import plant_wood

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    wood = plant_wood()
    _more_organisations(wood)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(wood.people["birch"], settings.AUTHENTICATION_BACKENDS[0])
    pages = {
        "home": "/",
        "cluster": reverse("clusters:cluster", args=[wood.cluster.pk]),
        "search": reverse("register:find") + "?q=garden",
    }
    told = {}
    for name, path in pages.items():
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path} answers {answer.status_code}, so it cannot be measured.")
        told[name] = {"path": path, "queries": len(queries), "bytes": len(answer.content)}
    print(json.dumps({"pages": told, "cookie": client.cookies["sessionid"].value}))


def _more_organisations(wood: object) -> None:
    """Invented names of two or three common words; the first ones become members."""
    from datetime import UTC, date, datetime

    from spinney.clusters.models import Membership
    from spinney.register.bridge.search_index import reindex_everything
    from spinney.register.models import Organisation

    words = ["garden", "river", "hill", "youth", "care", "hope", "bridge", "food", "home", "green"]
    kinds = ["Trust", "Group", "Centre", "Project", "Association", "Friends", "Fund"]
    chance = random.Random(20)
    made = Organisation.objects.bulk_create(
        Organisation(
            name=f"{' '.join(chance.sample(words, 2)).title()} {chance.choice(kinds)} {n}",
            town=f"Town {n % 90}",
            latitude=53 + chance.random(),
            longitude=-2 - chance.random(),
            income_pence=chance.randrange(10**9),
        )
        for n in range(ORGANISATIONS)
    )
    tier = wood.tiers["core"]  # type: ignore[attr-defined]
    Membership.objects.bulk_create(
        Membership(
            cluster=wood.cluster,
            organisation=one,
            tier=tier,
            admitted_to=tier,
            state="active",  # type: ignore[attr-defined]
            asked_at=datetime(2026, 1, 5, tzinfo=UTC),
            joined_on=date(2026, 1, 10),
        )  # fmt: skip
        for one in made[:MEMBERS]
    )
    reindex_everything()


@contextlib.contextmanager
def serving(folder: Path, workers: int, *target: str) -> Iterator[int]:
    """The site's own server process on a free port; another application when one is given."""
    from spinney.cli.serving.ports import free_port

    port = free_port("127.0.0.1", 0)
    module = ["spinney.cli.serving.web", "127.0.0.1", str(port), str(workers), *target]
    process = subprocess.Popen(
        [sys.executable, "-m", *module], stdin=subprocess.PIPE, env=_environment(folder)
    )
    try:
        for _ in range(200):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port)).close()
                break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "SPINNEY_DATA_DIR": str(folder), "SECRET_KEY": "only-for-this-benchmark"}


def measure(engine: str, seconds: float, workers: int) -> None:
    """Everything on one kind of database; prints a row for each page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        seeding = [sys.executable, "-m", "benchmarks.pages", "--seed"]
        done = subprocess.run(
            seeding, env=_environment(folder), stdout=subprocess.PIPE, text=True, check=True
        )
        plan = json.loads(done.stdout.splitlines()[-1])
        cookie = plan["cookie"]
        bare_target = "benchmarks.bare:application"
        with serving(folder, workers) as site, serving(folder, workers, bare_target) as bare:
            for page, about in plan["pages"].items():
                ours, limit = [], []
                for _ in range(ROUNDS):
                    ours.append(asyncio.run(load(site, about["path"], cookie, seconds)))
                    limit.append(asyncio.run(load(bare, f"/{about['queries']}/", "", seconds)))
                _print_row(engine, page, about, ours, limit)


def _print_row(
    engine: str, page: str, about: dict[str, int], ours: list[Measured], limit: list[Measured]
) -> None:
    def middle(of: list[Measured], what: str) -> float:
        return statistics.mean(getattr(m, what) for m in of)

    odd = sum(m.odd for m in ours + limit)
    rate, bare = middle(ours, "rate"), middle(limit, "rate")
    print(
        f"| {engine} | {page} | {about['queries']} | {about['bytes'] / 1000:.0f} kB | {rate:.0f} | "
        f"{middle(ours, 'p95') * 1000:.0f} ms | {bare:.0f} | {middle(limit, 'p95') * 1000:.0f} ms "
        f"| {rate / bare:.2f} |" + (f" {odd} odd answers" if odd else ""),
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--workers", type=int, default=max(1, min(4, (os.cpu_count() or 2) - 1)))
    asked = parser.parse_args()
    if asked.seed:
        seed()
        return
    print(f"{PEOPLE} people at once, {asked.workers} workers, {asked.seconds:g} s, {ROUNDS} rounds")
    print(
        "| database | page | queries | size | per second | p95 | bare: per second | p95 | ratio |"
    )
    print("|---|---|---|---|---|---|---|---|---|", flush=True)
    if asked.only != "postgresql":
        os.environ.pop("DATABASE_URL", None)
        measure("SQLite", asked.seconds, asked.workers)
    if asked.only != "sqlite":
        from tests.harness.private_postgres import private_postgres

        with private_postgres(durable=True) as address:
            os.environ["DATABASE_URL"] = address
            measure("PostgreSQL", asked.seconds, asked.workers)


if __name__ == "__main__":
    main()
