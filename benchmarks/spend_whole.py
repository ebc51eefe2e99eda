"""From files of payments to ways to save: how long, how much memory, and the same on Spark?

    script/bench spend_whole                                  # the seven councils, on DuckDB
    script/bench spend_whole --payments 1000000               # and a million payments of 12 bodies
    script/bench spend_whole --payments 1000000 --spark 'local-cluster[2,1,2048]'

**Councils.** The spending files of seven English authorities (financial year 2021–22) in
SPINNEY_DATA, as if they were members of one cluster. They are no charities: what comes out shows
that the whole way can be gone with real files, not what charities would save.

**A million payments.** Twelve bodies, each with a file of its own. Payees, words and amounts are
drawn with a fixed seed from the councils' (without them from invented names); every body writes
names in its own way: capitals, Limited or Ltd, cut at 24 letters, an account number behind.

Every run is a process of its own: reading, then each step of `engine.whole`, all tables, and the
opportunities. Seconds are by the clock, and of the processor for all processes that the run started
(on Spark without its own workers). Memory is that of the largest process. "Equal" means that every
row of every table and every opportunity is the same on both engines.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

DATA = Path(os.environ.get("SPINNEY_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
COUNCILS = DATA / "spend" / "councils_fy2021_22"
TODAY = date(2022, 4, 1)
BODIES = 12
POOL = 30_000
BEST = 6


def main() -> None:
    """Run what is asked for, each run in a process of its own."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    asked.add_argument("--payments", type=int, default=0, help="how many payments of 12 bodies")
    asked.add_argument(
        "--spark", default="", help="a second engine, such as local-cluster[2,1,2048]"
    )
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--one", nargs=2, metavar=("ENGINE", "FOLDER"), help=argparse.SUPPRESS)
    said = asked.parse_args()
    if said.one:
        print(json.dumps(measured(said.one[0], Path(said.one[1]))))
        return
    engines = ["duckdb", *([said.spark] if said.spark else [])]
    if COUNCILS.is_dir():
        compare(engines, COUNCILS, "The seven councils")
    else:
        print(f"The councils are left out: there is no {COUNCILS.name} in SPINNEY_DATA.")
    if said.payments:
        with tempfile.TemporaryDirectory() as folder:
            write_bodies(Path(folder), said.payments, random.Random(said.seed))
            compare(engines, Path(folder), f"{said.payments:,} payments of {BODIES} bodies")


def compare(engines: list[str], folder: Path, what: str) -> None:
    """Run every engine on the same files, and print what it took and what came of it."""
    print(f"\n## {what}\n")
    runs = {engine: run(engine, folder) for engine in engines}
    first = next(iter(runs.values()))
    print("| step | " + " | ".join(f"{engine}, s" for engine in runs) + " |")
    print("|---|" + "---:|" * len(runs))
    for step in first["steps"]:
        print(
            f"| {step} | " + " | ".join(f"{one['steps'][step]:.1f}" for one in runs.values()) + " |"
        )
    whole = (f"{sum(one['steps'].values()):.1f}" for one in runs.values())
    print("| **whole** | " + " | ".join(whole) + " |")
    used = (f"{one['processor']:.1f}" for one in runs.values())
    print("| processor, s | " + " | ".join(used) + " |")
    print("| memory, MB | " + " | ".join(f"{one['memory_mb']:,}" for one in runs.values()) + " |")
    print()
    for line in first["told"]:
        print(f"- {line}")
    for engine, one in list(runs.items())[1:]:
        differing = [
            name for name in first["digests"] if first["digests"][name] != one["digests"][name]
        ]
        print(f"- {engine}: {'differs in ' + ', '.join(differing) if differing else 'equal'}")


def run(engine: str, folder: Path) -> dict[str, Any]:
    """One run in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.spend_whole", "--one", engine, str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    if done.returncode:
        sys.exit(f"The run on {engine} ended with {done.returncode}.")
    return json.loads(done.stdout.strip().splitlines()[-1])


def measured(spec: str, folder: Path) -> dict[str, Any]:
    """Read the files of a folder, each a member's, and compare them."""
    warnings.simplefilter("ignore")
    import pyarrow as pa

    from spinney.purchasing.engine.engines import connect, put
    from spinney.purchasing.engine.whole import from_lines

    steps: dict[str, float] = {}
    now = "reading"
    began = time.perf_counter()

    def next_step(words: str) -> None:
        nonlocal began, now
        at = time.perf_counter()
        steps[now] = steps.get(now, 0) + at - began
        began, now = at, words

    lines = [read(path) for path in sorted(folder.iterdir())]
    next_step("starting the engine")
    engine = connect(spec)
    table = put(engine, pa.concat_tables(lines))
    compared = from_lines(table, today=TODAY, tell=lambda words: next_step(STEPS[words]))
    next_step("tables")
    tables = {name: one.to_pyarrow().to_pylist() for name, one in compared.tables.items()}
    next_step("opportunities")
    found = [one.to_json() for one in compared.opportunities]
    compared.total  # noqa: B018 (reckoned here, to be timed)
    next_step("")
    digests = {name: digest(rows) for name, rows in tables.items()} | {
        "opportunities": digest(found)
    }
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    told = told_of(compared, tables, sum(len(one) for one in lines))
    engine.disconnect()
    return {
        "steps": steps,
        "memory_mb": max(one.ru_maxrss for one in used) // 1024,
        "processor": sum(one.ru_utime + one.ru_stime for one in used),
        "digests": digests,
        "told": told,
    }


def told_of(compared: Any, tables: dict[str, Any], lines: int) -> list[str]:
    """What came of a run, in words."""
    from spinney.purchasing.engine.opportunities.saying import title

    found, total = compared.opportunities, compared.total
    names = {row["supplier"]: row["supplier_name"] for row in tables["suppliers"]}
    shared = len(tables["shared_suppliers"])
    told = [
        f"{lines:,} lines read; {len(tables['members'])} members, {len(names):,} suppliers, "
        f"{shared:,} of them of two or more",
        f"{sum(row['names'] for row in tables['people']):,} names left out as people",
        f"index of concentration {tables['concentration_index'][0]['hhi']:,}",
        f"{len(found):,} opportunities; {len(total.keys):,} of them, no money twice, come to "
        f"£{total.low_pence // 100:,} to £{total.high_pence // 100:,} a year",
    ]
    for one in found[:BEST]:
        words = title(one, lambda key: names.get(key, key))
        told.append(f"{words}: £{one.low_pence // 100:,} to £{one.high_pence // 100:,}")
    return told


STEPS = {
    "Finding out which payees are people, to leave them out.": "people",
    "Finding out which names are one supplier.": "matching",
    "Finding out what was bought.": "categories",
    "Adding up.": "cells",
}


def digest(rows: Any) -> str:
    """A short name for just these values."""
    return hashlib.sha256(json.dumps(rows, default=str, sort_keys=True).encode()).hexdigest()


def read(path: Path) -> Any:
    """The lines of one member: all files of a zip, or one file."""
    import pyarrow as pa

    from spinney.purchasing.engine.reading.looking import look_at
    from spinney.purchasing.engine.reading.opening import files_in, open_grid
    from spinney.purchasing.engine.reading.read import read_grid
    from spinney.purchasing.engine.reading.refusal import FileRefused

    tables = []
    for name, data in files_in(path.name, path):
        try:
            grid = open_grid(name, data)
            tables.append(read_grid(grid, look_at(grid).layout, source=path.stem).lines)
        except FileRefused as refused:
            print(f"{name} is refused: {refused}", file=sys.stderr)
    return pa.concat_tables(tables)


def write_bodies(folder: Path, payments: int, chance: random.Random) -> None:
    """Twelve files that together have so many payments."""
    pool = list(payees(chance))
    for body in range(BODIES):
        number = payments // BODIES + (body < payments % BODIES)
        # A body buys from a part of all suppliers, some of them far more often than others.
        own = chance.sample(pool, min(len(pool), 6_000))
        weights = [1 / (place + 5) for place in range(len(own))]
        style = chance.choice(("upper", "plain", "short", "coded"))
        with (folder / f"body-{body + 1:02}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["Payment date", "Supplier", "Purpose", "Net", "VAT", "Gross"])
            for name, words, pence in chance.choices(own, weights, k=number):
                day = date(2021, 4, 1) + timedelta(chance.randrange(365))
                net = max(100, int(pence * chance.uniform(0.5, 1.5)))
                row = [f"{day:%d/%m/%Y}", styled(name, style), words]
                writer.writerow(
                    [*row, *(f"{n / 100:.2f}" for n in (net, net // 5, net + net // 5))]
                )


def styled(name: str, style: str) -> str:
    """A name as one body's program writes it."""
    if style == "upper":
        return name.upper().replace("LIMITED", "LTD")
    if style == "short":
        return name[:24].rstrip()
    if style == "coded":
        return f"{name} {sum(map(ord, name)) % 9000 + 1000}"
    return name


def payees(chance: random.Random) -> Iterator[tuple[str, str, int]]:
    """Names with words and amounts: the councils', or invented ones."""
    if COUNCILS.is_dir():
        found = {
            (one["supplier"], one["category"]): abs(one["net_pence"] or one["gross_pence"] or 100)
            for path in sorted(COUNCILS.iterdir())
            for one in read(path)
            .select(["supplier", "category", "net_pence", "gross_pence"])
            .to_pylist()
        }
        names = sorted(found)
        chance.shuffle(names)
        yield from ((*name, found[name]) for name in names[:POOL])
        return
    birds = ("Rook", "Wren", "Jay", "Lark", "Finch", "Heron", "Plover", "Teal", "Curlew", "Dunnock")
    trades = {
        "Energy": "electricity",
        "Print": "stationery",
        "Cleaning": "cleaning",
        "Telecom": "telephone",
        "Systems": "software",
        "Legal": "legal fees",
        "Training": "training",
        "Travel": "taxis",
    }
    for number in range(POOL):
        trade = chance.choice(list(trades))
        name = f"{chance.choice(birds)} {chance.choice(birds)} {trade} {number % 40} Limited"
        yield name, trades[trade], chance.randrange(5_000, 500_000)


if __name__ == "__main__":
    main()
