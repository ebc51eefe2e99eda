"""Eight writers at once in one ledger, killed in the middle: what must hold then, holds.

    python -m tests.money.writing_at_once RUNS SEED

On the site that the environment names. Each run has a ledger of its own; its writers post entries,
take some back, and take from a small ring-fence and put back into it, as fast as it goes; after a
random while all of them are killed (kill -9). Then the ledger must be whole: numbers without gaps,
every entry nought in sum, the chain unbroken, what is kept equal to what the lines add up to, the
record saying the same, and the ring-fence neither below nought nor other than what was moved.
Prints what was done as JSON; ends with 1 and the faults if anything does not hold.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spinney.clusters.models import Cluster
    from spinney.money.models import RingFence

WRITERS = 8
FENCE_PENCE = 5_000


def make_ledger(number: int) -> tuple[Cluster, RingFence]:
    """A cluster with two funds and a small ring-fence."""
    from spinney.clusters.models import Cluster
    from tests.money.making import NOON, a_fund, a_ring_fence

    cluster = Cluster.objects.create(name=f"Ledger {number}", made_at=NOON)
    fund = a_fund(cluster)
    a_fund(cluster, name="Own money")
    fence = a_ring_fence(fund, amount_pence=FENCE_PENCE, remaining_pence=FENCE_PENCE)
    return cluster, fence


def write_on(cluster: Cluster, fence: RingFence, chance: random.Random) -> None:
    """Write until killed."""
    from django.db import transaction

    from spinney.base.kernel.actors import Actor
    from spinney.base.kernel.errors import SpinneyError
    from spinney.money.actions.posting import post_entry, reverse_entry
    from spinney.money.bridge.posting import PostingLine
    from spinney.money.bridge.ring_fences import put_back, take_from
    from spinney.money.models import Entry, Fund
    from tests.money.making import DAY, NOON

    by, funds = Actor.system("test"), list(Fund.objects.filter(cluster=cluster))
    while True:
        fund, pence = chance.choice(funds), chance.randint(1, 9_999)
        deed = chance.random()
        try:
            if deed < 0.6:
                sign = chance.choice([1, -1])
                account = "activity_cost" if sign > 0 else "grant_income"
                lines = [
                    PostingLine(account, sign * pence, fund),
                    PostingLine("bank", -sign * pence, fund),
                ]
                post_entry(cluster=cluster, day=DAY, words="At once", lines=lines, by=by, now=NOON)
            elif deed < 0.75:
                rows = Entry.objects.filter(cluster=cluster, reverses=None, reversed_by=None)
                entry = rows.order_by("?").first()
                if entry is not None:
                    reverse_entry(entry=entry, words="Back", by=by, now=NOON)
            else:
                with transaction.atomic():
                    move = take_from if deed < 0.92 else put_back
                    move(fence, chance.randint(1, 900), words="At once", by=by, now=NOON)
        except SpinneyError:
            continue


def faults_of(cluster: Cluster, fence: RingFence) -> list[str]:
    """Everything that does not hold."""
    from django.db.models import Sum

    from spinney.money.queries.balances import balance
    from spinney.money.queries.chain import verify_ledger

    found = [f"entry {one.number} {one.reason}" for one in verify_ledger(cluster)]
    if balance(cluster):
        found.append(f"all lines add up to {balance(cluster)}")
    fence.refresh_from_db()
    moved = fence.moves.aggregate(total=Sum("pence"))["total"] or 0
    if fence.remaining_pence != FENCE_PENCE + moved:
        found.append(f"{fence.remaining_pence} is left of {FENCE_PENCE}, and {moved} was moved")
    if fence.remaining_pence < 0:
        found.append("the ring-fence is below nought")
    return found


def run(number: int, chance: random.Random) -> tuple[int, int, list[str]]:
    """One run: (entries, moves, faults)."""
    from django.db import connections

    from spinney.money.models import Entry

    cluster, fence = make_ledger(number)
    seeds = [chance.random() for _ in range(WRITERS)]
    connections.close_all()
    writers = []
    for seed in seeds:
        pid = os.fork()
        if not pid:
            try:
                write_on(cluster, fence, random.Random(seed))
            finally:
                os._exit(2)  # nothing but the kill ends a writer
        writers.append(pid)
    time.sleep(chance.uniform(0.2, 1.0))
    for pid in writers:
        os.kill(pid, signal.SIGKILL)
    ends = [os.waitpid(pid, 0)[1] for pid in writers]
    faults = faults_of(cluster, fence)
    if any(not os.WIFSIGNALED(end) for end in ends):
        faults.append("a writer stopped by itself")
    return Entry.objects.filter(cluster=cluster).count(), fence.moves.count(), faults


def main(runs: int, seed: int) -> int:
    """So many runs. Returns 1 if anything did not hold."""
    from spinney.cli.site import wake_django

    wake_django()
    chance, entries, moves = random.Random(seed), 0, 0
    faults: list[str] = []
    for number in range(runs):
        wrote, moved, found = run(seed * 100_000 + number, chance)
        entries, moves = entries + wrote, moves + moved
        faults += [f"run {number}: {one}" for one in found]
    done = {"runs": runs, "entries": entries, "moves": moves, "faults": faults}
    sys.stdout.write(f"{json.dumps(done)}\n")
    return int(bool(faults))


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]), int(sys.argv[2])))
