"""300 people voting at once on one small server, and with the server killed in the middle.

    script/bench voting_at_once                          SQLite and PostgreSQL
    script/bench voting_at_once --only sqlite --kills 5

300 organisations vote in one ballot, each by its own link, on the real server, each vote a post
that is answered once it is kept.

*Rush*: all of them vote within half a minute, as after a letter that everybody opens, and a good
third changes its vote in that time too; each opens the page and posts it. Beside it the same rush
on a bare Django view that makes the least that a vote needs in one transaction
(benchmarks/bare_voting.py), on the same server: what the machine itself takes. *At once*: all post
in the same moment, three times, as fast as the server answers: the last of a queue of 300 waits for
all before it. The same in a secret ballot.

*Killed*: while 30 people vote and change their votes as fast as it goes, the server and all its
workers are killed (kill -9) at a random moment, again and again; after each, what the server said
it had taken must be there (or what was sent after it), each organisation's vote once. In the secret
ballot, each voter sends the code with which her vote goes in, and finds it by that code alone.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.saving_answers import Measured, _environment, serving

if TYPE_CHECKING:
    from spinney.decisions.models import Ballot

PEOPLE = 300
KILLING = 30
RUSH_SECONDS = 30.0
LIMIT_MS = 200
OPTIONS = 6


@dataclass
class Voter:
    """Somebody at her link. `number` is what she votes, in scores; `acknowledged` the last that the
    server said it has; `sent` all that she sent since.
    """

    path: str
    elector: int
    code: str = ""
    number: int = 0
    acknowledged: int = 0
    sent: list[int] = field(default_factory=list)

    def body(self) -> bytes:
        """The vote as the check page posts it; a secret one with its code."""
        marks = "&".join(
            f"mark_{option}={(self.number // 6 ** (option - 1)) % 6}"
            for option in range(1, OPTIONS + 1)
        )
        return f"{marks}&deed=cast{f'&code={self.code}' if self.code else ''}".encode()

    async def go(self, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection("127.0.0.1", port)

    async def vote(
        self, lines: tuple[asyncio.StreamReader, asyncio.StreamWriter], port: int, into: Measured
    ) -> None:
        """Vote once, with another number than before."""
        self.number += 1
        self.sent.append(self.number)
        began = time.perf_counter()
        head, page = await ask(lines, port, "POST", self.path, self.body())
        into.times.append(time.perf_counter() - began)
        # An open vote leads on to the page that shows it; a secret one is answered by its receipt.
        receipt = head.startswith(b"HTTP/1.1 200") and b'id="receipt-code"' in page
        if receipt or head.startswith((b"HTTP/1.1 302", b"HTTP/1.1 204")):
            self.acknowledged, self.sent = self.number, []
        else:
            into.odd += 1


async def ask(
    lines: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    port: int,
    method: str,
    path: str,
    body: bytes = b"",
) -> tuple[bytes, bytes]:
    """Send a request, read the whole answer: its head, and its body."""
    reader, writer = lines
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
    if body:
        head += "Content-Type: application/x-www-form-urlencoded\r\n"
    writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    answer = await reader.readuntil(b"\r\n\r\n")
    page = b""
    for line in answer.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            page = await reader.readexactly(int(line.split(b":")[1]))
    return answer, page


async def rush(port: int, voters: list[Voter], seconds: float) -> tuple[Measured, Measured]:
    """All of them within so many seconds: what opening the page took, and what voting did."""
    opened, voted = Measured(), Measured()
    began = time.perf_counter()

    async def one(voter: Voter, chance: random.Random) -> None:
        await asyncio.sleep(chance.uniform(0, seconds))
        lines = await voter.go(port)
        start = time.perf_counter()
        await ask(lines, port, "GET", voter.path)
        opened.times.append(time.perf_counter() - start)
        await asyncio.sleep(chance.uniform(0.5, 3))
        await voter.vote(lines, port, voted)
        if chance.random() < 0.35:
            await asyncio.sleep(chance.uniform(0.5, 3))
            await voter.vote(lines, port, voted)
        lines[1].close()

    await asyncio.gather(*(one(v, random.Random(v.path)) for v in voters))
    opened.lasted = voted.lasted = time.perf_counter() - began
    return opened, voted


async def at_once(port: int, voters: list[Voter], rounds: int) -> Measured:
    """All of them in the same moment, again and again."""
    measured, began = Measured(), time.perf_counter()
    lines = await asyncio.gather(*(voter.go(port) for voter in voters))
    for _ in range(rounds):
        votes = zip(voters, lines, strict=True)
        await asyncio.gather(*(voter.vote(line, port, measured) for voter, line in votes))
    for _, writer in lines:
        writer.close()
    measured.lasted = time.perf_counter() - began
    return measured


# The site --------------------------------------------------------------------------------------


def seed(people: int, secret: bool) -> None:
    """In a process of its own: tables, organisations, a ballot, a link each. Prints the links."""
    from spinney.cli.site import wake_django

    wake_django()
    from datetime import timedelta

    from django.core.management import call_command
    from django.utils import timezone
    from tests.decisions.making import a_ballot
    from tests.personas import plant_wood

    from spinney.decisions.bridge.sealed import draw_code

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    wood, now = plant_wood(), timezone.now()
    ballot = a_ballot(
        wood, "score", [f"Invented thing {n}" for n in range(OPTIONS)], voters=(), secret=secret,
        opened_at=now - timedelta(hours=1), closes_at=now + timedelta(days=1),
    )  # fmt: skip
    found = [_an_elector(wood, ballot, number) for number in range(people)]
    for one in found:
        one["code"] = draw_code() if secret else ""
    print(json.dumps(found))


def _an_elector(wood: object, ballot: Ballot, number: int) -> dict[str, object]:
    """An organisation with somebody who may vote for it, asked, with her link."""
    from datetime import timedelta

    from django.utils import timezone
    from tests.personas import _mandate

    from spinney.base.access import links
    from spinney.base.access.models import Person
    from spinney.base.kernel.actors import Actor
    from spinney.decisions.letters.voting import errand_of
    from spinney.decisions.models import Elector, SealedVote
    from spinney.register.models import Organisation

    now = timezone.now()
    organisation = Organisation.objects.create(name=f"Invented Centre {number}")
    person = Person.objects.create_user(f"c{number}@example.org", f"Person {number}")
    _mandate(person, organisation)
    elector = Elector.objects.create(ballot=ballot, organisation=organisation)
    if ballot.secret:
        SealedVote.objects.create(ballot=ballot, slot=number)
    _, secret = links.issue(
        errand_of(ballot), by=Actor.system("benchmark"), now=now,
        expires_at=now + timedelta(days=2), person=person, organisation_id=organisation.pk,
    )  # fmt: skip
    return {"path": f"/do/{secret}/", "elector": elector.pk}


def voters_of(folder: Path, *, secret: bool) -> list[Voter]:
    """The voters of a new site in a folder, each at her link."""
    asked = ["--seed", str(PEOPLE), *(["--secret"] if secret else [])]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.voting_at_once", *asked],
        env=_environment(folder), stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return [Voter(**one) for one in json.loads(done.stdout.splitlines()[-1])]


# What is there after a kill --------------------------------------------------------------------


def kept(folder: Path) -> list[dict[str, object]]:
    """What the database holds: every vote with its elector, or with the check of its code."""
    program = (
        "from spinney.cli.site import wake_django\nwake_django()\nimport json\n"
        "from spinney.decisions.models import Elector, SealedVote, Vote\n"
        "rows = [{'elector': v.elector_id, 'marks': v.marks} for v in Vote.objects.all()]\n"
        "rows += [{'check': v.check_digest, 'marks': v.marks, 'ballot': str(v.ballot.uid)}\n"
        "  for v in SealedVote.objects.exclude(check_digest='').select_related('ballot')]\n"
        "took = Elector.objects.filter(voted_at__isnull=False).count()\n"
        "print(json.dumps([took, rows]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=_environment(folder), stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    took, rows = json.loads(done.stdout.splitlines()[-1])
    if took != len(rows):
        raise SystemExit(f"{took} took part, but there are {len(rows)} votes.")
    return list(rows)


def faults(voters: list[Voter], rows: list[dict[str, Any]]) -> tuple[int, int]:
    """How many acknowledged votes are lost, and how many organisations' votes are there twice."""
    from spinney.decisions.engine.receipts import check_of

    found: dict[object, list[int]] = {}
    for row in rows:
        key = row.get("elector") or row["check"]
        marks = row["marks"]
        number = sum(
            int(marks.get(str(option), 0)) * 6 ** (option - 1) for option in range(1, OPTIONS + 1)
        )
        found.setdefault(key, []).append(number)
    ballot = next((str(row["ballot"]) for row in rows if "ballot" in row), "")
    lost = twice = 0
    for voter in voters:
        key = check_of(ballot, voter.code) if voter.code and ballot else voter.elector
        there = found.get(key, [])
        twice += len(there) > 1
        lost += bool(voter.acknowledged) and not (
            set(there) & {voter.acknowledged, *voter.sent}
        )  # fmt: skip
    return lost, twice


def killed_again_and_again(
    folder: Path, voters: list[Voter], workers: int, kills: int
) -> tuple[int, int, int]:
    """Votes acknowledged, lost, and counted twice."""
    chance, acknowledged, lost, twice = random.Random(11), 0, 0, 0
    for _ in range(kills):
        counted = Measured()
        with serving(folder, workers) as (port, group):
            asyncio.run(_until_killed(port, group, voters, chance.uniform(0.05, 1.5), counted))
        acknowledged += len(counted.times) - counted.odd
        found = faults(voters, kept(folder))
        lost, twice = lost + found[0], twice + found[1]
    return acknowledged, lost, twice


async def _until_killed(
    port: int, group: int, voters: list[Voter], after: float, counted: Measured
) -> None:
    async def kill() -> None:
        await asyncio.sleep(after)
        os.killpg(group, signal.SIGKILL)

    async def vote_on(voter: Voter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError, OSError):
            lines = await voter.go(port)
            while True:
                await voter.vote(lines, port, counted)

    await asyncio.gather(kill(), *(vote_on(voter) for voter in voters))


def measure(engine: str, workers: int, kills: int, *, secret: bool) -> None:
    """Everything on one kind of database, in an open or a secret ballot."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        voters = voters_of(folder, secret=secret)
        with serving(folder, workers) as (port, _):
            asyncio.run(at_once(port, voters[:20], 2))  # not counted
            opened, voted = asyncio.run(rush(port, voters, RUSH_SECONDS))
            fast = asyncio.run(at_once(port, voters, 3))
        for voter in voters:
            voter.sent = []
        taken, lost, twice = killed_again_and_again(folder, voters[:KILLING], workers, kills)
        # Last, since it writes over the votes.
        bare_voters = [Voter(f"/{one.elector}/", one.elector) for one in voters]
        with serving(folder, workers, "benchmarks.bare_voting:application") as (port, _):
            asyncio.run(at_once(port, bare_voters[:20], 2))
            _, bare = asyncio.run(rush(port, bare_voters, RUSH_SECONDS))
        ballot = f"{engine}, {'secret' if secret else 'open'}"
        within = "yes" if voted.quantile(95) <= LIMIT_MS else "NO"
        print(
            f"| {ballot} | {len(voted.times)} | {opened.quantile(95):.0f} ms"
            f" | {voted.quantile(50):.0f} ms | {voted.quantile(95):.0f} ms"
            f" | {voted.quantile(99):.0f} ms | {within} | {bare.quantile(95):.0f} ms"
            f" | {fast.rate:.0f} | {fast.quantile(95):.0f} ms"
            f" | {kills} kills, {taken} votes: {lost} lost, {twice} twice |",
            flush=True,
        )
        odd = opened.odd + voted.odd + fast.odd + bare.odd
        if odd or lost or twice:
            raise SystemExit(f"{odd} votes were not taken, {lost} lost, {twice} counted twice.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--secret", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--workers", type=int, default=max(1, min(4, (os.cpu_count() or 2) - 1)))
    asked = parser.parse_args()
    if asked.seed:
        seed(asked.seed, asked.secret)
        return
    print(f"{PEOPLE} people, {asked.workers} workers, {asked.kills} kills")
    print(
        "| ballot | votes | open the page: p95 | vote: median | p95 | p99 | p95 within 200 ms"
        " | bare: p95 | at once: votes a second | p95 | killed |\n"
        "|---|---|---|---|---|---|---|---|---|---|---|",
        flush=True,
    )
    if asked.only != "postgresql":
        os.environ.pop("DATABASE_URL", None)
        for secret in (False, True):
            measure("SQLite", asked.workers, asked.kills, secret=secret)
    if asked.only != "sqlite":
        from tests.harness.private_postgres import private_postgres

        for secret in (False, True):
            with private_postgres(durable=True) as address:
                os.environ["DATABASE_URL"] = address
                measure("PostgreSQL", asked.workers, asked.kills, secret=secret)


if __name__ == "__main__":
    main()
