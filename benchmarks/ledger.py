"""The ledger: how fast entries are written and added up, and whether it holds when killed.

    script/bench ledger                                  SQLite and PostgreSQL
    script/bench ledger --only sqlite --entries 50000 --kills 20

All of it in a ledger of a million entries (two lines each), unless another number is given.

*One by one*: entries of two lines, each in a transaction of its own, as pages write them: checked,
numbered, chained by hash, added up and recorded. Beside it plain SQL by hand in as many
transactions, over the same connection: the entry, its two lines and *one kept sum*, the least that
a ledger writes (the limit); and *every row that ours writes*: both kept sums, the record's entry
and the end of its book as well. *Many at once*: the same in transactions of 500, as files are taken
in; there the record is told once. All of them take turns; what counts is how many entries each
wrote in all of its time, so that what the database puts off and does now and then counts as well.

*Added up*: what a fund has left and all accounts, from what is kept with each entry; beside it the
limit, one row read by its key, and what adding up all lines anew would take.

*Killed*: eight writers at once, killed (kill -9) after a random while, again and again
(tests/money/writing_at_once.py): the ledger must be whole, and no ring-fence below nought.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spinney.clusters.models import Cluster
    from spinney.money.models import Fund

ONE_BY_ONE, AT_ONCE = 1_500, 500
TURNS = 5


def _environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "SPINNEY_DATA_DIR": str(folder), "SECRET_KEY": "only-for-this-benchmark"}


def make_tables() -> None:
    """The tables of a new site."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


# Entries a second --------------------------------------------------------------------------------


def ours(cluster: Cluster, count: int) -> float:
    """Seconds that it takes to post so many entries one by one."""
    from tests.money.making import DAY, NOON, a_fund

    from spinney.base.kernel.actors import Actor
    from spinney.money.actions.posting import post_entry
    from spinney.money.bridge.posting import PostingLine

    fund, by = a_fund(cluster, name=f"Fund {time.perf_counter_ns()}"), Actor.system("benchmark")
    lines = [PostingLine("activity_cost", 4_550, fund), PostingLine("bank", -4_550, fund)]
    began = time.perf_counter()
    for _ in range(count):
        post_entry(cluster=cluster, day=DAY, words="Hall hire", lines=lines, by=by, now=NOON)
    return time.perf_counter() - began


def ours_at_once(cluster: Cluster, count: int) -> float:
    """Seconds that it takes to post so many entries, `AT_ONCE` in each transaction."""
    from tests.money.making import DAY, NOON, a_fund

    from spinney.base.kernel.actors import Actor
    from spinney.money.actions.posting import Draft, post_entries
    from spinney.money.bridge.posting import PostingLine

    fund, by = a_fund(cluster, name=f"Fund {time.perf_counter_ns()}"), Actor.system("benchmark")
    lines = [PostingLine("activity_cost", 4_550, fund), PostingLine("bank", -4_550, fund)]
    drafts = [Draft(DAY, "Hall hire", lines)] * AT_ONCE
    began = time.perf_counter()
    for _ in range(count // AT_ONCE):
        post_entries(cluster=cluster, drafts=drafts, by=by, now=NOON)
    return time.perf_counter() - began


ENTRY = """
    INSERT INTO money_entry (uid, cluster_id, number, day, words, source, at, by, before_digest,
        digest)
    VALUES (%s, %s, %s, %s, 'Hall hire', '', %s, 'system:benchmark', '', '') RETURNING id
"""
LINES = """
    INSERT INTO money_posting (uid, entry_id, account_id, fund_id, pence, note)
    VALUES (%s, %s, %s, %s, 4550, ''), (%s, %s, %s, %s, -4550, '')
"""
KEPT = "UPDATE money_balance SET pence = pence + 4550 WHERE id = %s"
BOTH_KEPT = """
    UPDATE money_balance SET pence = pence + CASE id WHEN %s THEN 4550 ELSE -4550 END
    WHERE id IN (%s, %s)
"""
TOLD = """
    INSERT INTO record_entry (book, number, at, verb, actor, subject, detail, previous, hash)
    VALUES (%s, %s, %s, 'money.post_entry', 'system:benchmark', %s, %s, %s, %s)
"""
BOOK = "UPDATE record_book SET entries = %s, hash = %s WHERE name = %s"
DIGEST = "0123456789abcdef" * 4
SEALED_ENTRY = ENTRY.replace("'', '') RETURNING", f"'{DIGEST}', '{DIGEST}') RETURNING")


def bare(cluster: Cluster, count: int, each: int, *, all_rows: bool = False) -> float:
    """Seconds that plain SQL takes to write as many entries, `each` of them in each transaction:
    the least, or every row that ours writes.
    """
    import uuid

    from django.db import connection, transaction
    from tests.money.making import DAY, NOON, a_fund

    from spinney.money.bridge.posting import accounts_of

    accounts = accounts_of(cluster)
    fund = a_fund(cluster, name=f"Fund {time.perf_counter_ns()}")
    kept, tell = _kept_and_told(cluster, fund, all_rows=all_rows)
    connection.ensure_connection()
    plain = connection.vendor == "sqlite"

    def uid() -> Any:
        return uuid.uuid4().hex if plain else uuid.uuid4()

    places = [accounts["activity_cost"].pk, fund.pk]
    other = [accounts["bank"].pk, fund.pk]
    number, writing = 10_000_000, SEALED_ENTRY if all_rows else ENTRY
    began = time.perf_counter()
    for _ in range(count // each):
        with transaction.atomic(), connection.cursor() as cursor:
            for _ in range(each):
                number += 1
                cursor.execute(writing, [uid(), cluster.pk, number, DAY, NOON])
                entry = cursor.fetchone()[0]
                cursor.execute(LINES, [uid(), entry, *places, uid(), entry, *other])
                cursor.execute(BOTH_KEPT if all_rows else KEPT, kept)
            if all_rows:
                tell(cursor, number, entry)
    return time.perf_counter() - began


def _kept_and_told(
    cluster: Cluster, fund: Fund, *, all_rows: bool
) -> tuple[list[int], Callable[[Any, int, int], None]]:
    """The keys of the sums that plain SQL keeps, and how it tells the record."""
    from django.db.models import Max
    from tests.money.making import NOON

    from spinney.base.record.models import Book, Entry
    from spinney.money.bridge.posting import accounts_of
    from spinney.money.models import Balance

    accounts = accounts_of(cluster)
    bank, cost = (
        Balance.objects.create(account=accounts[one], fund=fund).pk
        for one in ("bank", "activity_cost")
    )
    name = f"cluster:{cluster.pk}"
    Book.objects.get_or_create(name=name)
    last = Entry.objects.filter(book=name).aggregate(last=Max("number"))["last"] or 0
    numbers = itertools.count(last + 1)

    def tell(cursor: Any, number: int, entry: int) -> None:
        said = f'{{"digest": "{DIGEST}", "number": {number}}}'
        told = next(numbers)
        subject = f"money.Entry:{entry}"
        cursor.execute(TOLD, [name, told, NOON, subject, said, DIGEST, DIGEST])
        cursor.execute(BOOK, [told, DIGEST, name])

    return ([cost, cost, bank] if all_rows else [bank]), tell


# Adding up ---------------------------------------------------------------------------------------


def fill(cluster: Cluster, entries: int) -> None:
    """A ledger of so many entries of two lines, of 10 funds, 200 organisations and 5 years."""
    from datetime import timedelta

    from tests.money.making import DAY, NOON, a_fund

    from spinney.base.kernel.actors import Actor
    from spinney.money.actions.posting import Draft, post_entries
    from spinney.money.bridge.posting import PostingLine
    from spinney.register.models import Organisation

    by = Actor.system("benchmark")
    funds = [a_fund(cluster, name=f"Fund {n}") for n in range(10)]
    who = [Organisation.objects.create(name=f"Invented Centre {n}").pk for n in range(200)]
    size = 2_000
    for start in range(0, entries, size):
        drafts = []
        for n in range(start, min(start + size, entries)):
            fund, pence, income = funds[n % 10], 100 + n % 9_999, n % 3 == 0
            account = "grant_income" if income else "activity_cost"
            sign = -1 if income else 1
            drafts.append(
                Draft(
                    DAY - timedelta(days=n % 1_825), f"Entry {n}",
                    [
                        PostingLine(account, sign * pence, fund, organisation_id=who[n % 200]),
                        PostingLine("bank", -sign * pence, fund),
                    ],
                )
            )  # fmt: skip
        post_entries(cluster=cluster, drafts=drafts, by=by, now=NOON)


def median_ms(deed: Callable[[], object], times: int = 31) -> float:
    """What a deed takes, in the middle of so many times, in milliseconds."""
    deed()
    found = []
    for _ in range(times):
        began = time.perf_counter()
        deed()
        found.append(time.perf_counter() - began)
    return statistics.median(found) * 1000


def adding_up(cluster: Cluster) -> dict[str, float]:
    """What each way of adding up takes, in milliseconds."""
    from datetime import timedelta

    from django.db.models import Sum
    from tests.money.making import DAY

    from spinney.money.models import Balance, Fund, Posting
    from spinney.money.queries.balances import balance, balances_by, fund_states

    fund = Fund.objects.filter(cluster=cluster).earliest("pk")
    kept = Balance.objects.filter(fund=fund).earliest("pk").pk

    def row() -> int:
        return Balance.objects.filter(pk=kept).aggregate(total=Sum("pence"))["total"]

    def anew() -> int:
        rows = Posting.objects.filter(account__cluster=cluster, fund=fund)
        return rows.filter(account__code="bank").aggregate(total=Sum("pence"))["total"]

    def month() -> int:
        return balance(cluster, account="bank", first=DAY - timedelta(days=30), last=DAY)

    assert anew() == balance(cluster, account="bank", fund=fund)
    return {
        "one kept row (the limit)": median_ms(row, 101),
        "a fund on one account": median_ms(
            lambda: balance(cluster, account="bank", fund=fund), 101
        ),
        "all accounts": median_ms(lambda: balances_by(cluster, "account")),
        "all funds": median_ms(lambda: fund_states(cluster)),
        "one month on one account": median_ms(month, 7),
        "a fund on one account, added up anew": median_ms(anew, 7),
    }


# Running -----------------------------------------------------------------------------------------


def measure_speed(entries: int) -> None:
    """In a process of its own, on the site that the environment names: prints figures as JSON."""
    from spinney.cli.site import wake_django

    wake_django()
    make_tables()
    from tests.money.making import NOON

    from spinney.clusters.models import Cluster

    big = Cluster.objects.create(name="Big", made_at=NOON)
    began = time.perf_counter()
    fill(big, entries)
    filled = time.perf_counter() - began
    times = adding_up(big)
    rates: dict[str, float] = {}
    for way, each, mine, count in (
        ("one by one", 1, ours, ONE_BY_ONE), ("many at once", AT_ONCE, ours_at_once, AT_ONCE * 8),
    ):  # fmt: skip
        deeds: dict[str, Callable[[Cluster, int], float]] = {
            way: mine,
            f"{way}, least": functools.partial(bare, each=each),
            f"{way}, all rows": functools.partial(bare, each=each, all_rows=True),
        }
        took = dict.fromkeys(deeds, 0.0)
        for turn in range(TURNS + 1):  # the first is not counted
            for name, deed in deeds.items():
                spent = deed(Cluster.objects.create(name=name, made_at=NOON), count)
                took[name] += spent if turn else 0
        rates |= {name: TURNS * count / spent for name, spent in took.items()}
    sys.stdout.write(json.dumps({"rates": rates, "filled": filled, "times": times}) + "\n")


def _run(folder: Path, words: Sequence[str]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", *words], env=_environment(folder), stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    if not done.stdout.strip():
        raise SystemExit(done.returncode)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def measure(engine: str, entries: int, kills: int) -> None:
    """Everything on one kind of database."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = _run(folder, ["benchmarks.ledger", "--speed", str(entries)])
        rates, times = found["rates"], found["times"]
        for way in ("one by one", "many at once"):
            mine, least, rows = (rates[f"{way}{one}"] for one in ("", ", least", ", all rows"))
            print(f"{engine}, {way}: {mine:,.0f} entries a second; plain SQL, the least"
                  f" {least:,.0f}, ratio {mine / least:.2f}; all the same rows {rows:,.0f}, ratio"
                  f" {mine / rows:.2f}", flush=True)  # fmt: skip
        print(f"{engine}, {entries:,} entries written in {found['filled']:.0f} s; adding up, ms:")
        for way, took in times.items():
            print(f"  {way}: {took:.2f}", flush=True)
        if kills:
            told = _run(folder, ["tests.money.writing_at_once", str(kills), "1"])
            print(f"{engine}, killed {told['runs']} times: {told['entries']:,} entries and"
                  f" {told['moves']:,} moves of a ring-fence; faults: {told['faults'] or 'none'}",
                  flush=True)  # fmt: skip
            if told["faults"]:
                raise SystemExit(1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--speed", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--kills", type=int, default=100)
    asked = parser.parse_args()
    if asked.speed:
        measure_speed(asked.speed)
        return
    if asked.only != "postgresql":
        os.environ.pop("DATABASE_URL", None)
        measure("SQLite", asked.entries, asked.kills)
    if asked.only != "sqlite":
        from tests.harness.private_postgres import private_postgres

        with private_postgres(durable=True) as address:
            os.environ["DATABASE_URL"] = address
            measure("PostgreSQL", asked.entries, asked.kills)


if __name__ == "__main__":
    main()
