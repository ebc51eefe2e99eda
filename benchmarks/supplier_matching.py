"""Many spellings, one supplier: how right and how fast, beside others, on the same names.

    python benchmarks/supplier_matching.py                       # Spinney alone, every set
    python benchmarks/supplier_matching.py --peers all           # beside every peer that is here
    python benchmarks/supplier_matching.py --sets generated --names 200000 2000000 --speed

Sets and truth: `supplier_truth.py`. Peers: `supplier_peers.py`, run by the Python that
SPINNEY_PEERS names (the file says how to make one); a peer that is missing is said to be. For each
peer the setting that suits the truth best is shown, chosen with the truth in hand; Spinney has one
setting. *unfitted half*: the suppliers that Spinney's weights were not fitted on.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from benchmarks.supplier_truth import FOLDER, Scores, Truth, generated, real_sets, scores

HERE = Path(__file__).parent
PEERS = ("fingerprint", "sql", "recordlinkage", "splink", "dedupe", "openrefine")
ROW = "| {0} | {1} | {2} | {3:.3f} | {4:.3f} | **{5:.3f}** | {6:.3f} | {7} | {8} |"


def spinney(truth: Truth) -> tuple[list[object], float]:
    """Clusters by the command's own path (`tables.match` on DuckDB), and seconds."""
    import pyarrow as pa

    from spinney.purchasing.engine.engines import connect, put
    from spinney.purchasing.engine.matching.tables import match

    start = time.perf_counter()
    names = put(
        connect("duckdb"), pa.table({"source": ["file"] * len(truth.names), "name": truth.names})
    )
    found = match(names).select("name", "supplier_id").to_pyarrow().to_pydict()
    taken = time.perf_counter() - start
    of = dict(zip(found["name"], found["supplier_id"], strict=True))
    return [of[name] for name in truth.names], taken


def only_read(truth: Truth) -> float:
    """The limit: seconds to read each name, on one core, and nothing else."""
    from spinney.purchasing.engine.matching.reading import read

    start = time.perf_counter()
    for name in truth.names:
        read(name)
    return time.perf_counter() - start


def peer(name: str, truth: Truth) -> dict | str:
    """What a peer finds, or why it does not."""
    python = os.environ.get("SPINNEY_PEERS", sys.executable)
    given = json.dumps({"names": truth.names, "labels": _labels(truth)})
    done = subprocess.run(
        [python, str(HERE / "supplier_peers.py"), name],
        input=given, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": ""}, timeout=1_200,
    )  # fmt: skip
    if done.returncode:
        return done.stderr.strip().splitlines()[-1][:120] if done.stderr.strip() else "it failed"
    return json.loads(done.stdout)


def _labels(truth: Truth) -> list[tuple[int, int, bool]]:
    """What a person would label for a peer that learns: 600 matches and 700 distinct pairs."""
    chance = random.Random(4)
    of = defaultdict(list)
    for at, whose in enumerate(truth.whose):
        of[whose].append(at)
    several = [members for members in of.values() if len(members) > 1]
    same = [(*chance.sample(chance.choice(several), 2), True) for _ in range(600)]
    ordered = sorted(range(len(truth.names)), key=lambda at: truth.names[at].lower())
    other = []
    while len(other) < 700:
        at = chance.randrange(len(ordered) - 3)
        one, two = ordered[at], ordered[at + chance.choice((1, 2, 3, 1))]
        if len(other) > 350:
            two = chance.choice(ordered)
        if truth.whose[one] != truth.whose[two]:
            other.append((one, two, False))
    return [*same, *other]


def _row(truth: Truth, who: str, setting: str, found: Scores, seconds: float, memory: float) -> str:
    return ROW.format(
        truth.name, who, setting, found.precision, found.recall, found.f1, found.bcubed_f1,
        f"{seconds:.1f} s", f"{memory:,.0f} MB",
    )  # fmt: skip


def measure(truth: Truth, peers: Sequence[str]) -> None:
    """Print the rows of one set."""
    found, seconds = spinney(truth)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(_row(truth, "Spinney", "", scores(truth.whose, found), seconds, memory), flush=True)
    if FOLDER.is_dir() and not truth.name.startswith("generated"):
        half = truth.half(1)
        found, seconds = spinney(half)
        print(_row(half, "Spinney", "unfitted half", scores(half.whose, found), seconds, memory))
    for name in peers:
        answer = peer(name, truth)
        if isinstance(answer, str):
            print(f"| {truth.name} | {name} | not measured: {answer} | | | | | | |", flush=True)
            continue
        rated = {key: scores(truth.whose, of) for key, of in answer["found"].items()}
        best = max(rated, key=lambda key: rated[key].f1)
        row = _row(truth, name, best, rated[best], answer["seconds"], answer["megabytes"])
        print(row, flush=True)


def main() -> None:
    """Measure and print a table in Markdown."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--peers", nargs="*", default=[], choices=(*PEERS, "all"))
    options.add_argument("--sets", nargs="*", default=["real", "generated"])
    options.add_argument("--names", nargs="*", type=int, default=[20_000])
    options.add_argument("--seed", type=int, default=7)
    chosen = options.parse_args()
    peers = PEERS if "all" in chosen.peers else chosen.peers
    print("| set | who | setting | precision | recall | F1 | B-cubed F1 | time | memory |")
    print("|---|---|---|---|---|---|---|---|---|")
    real = real_sets()
    if "real" in chosen.sets and not real:
        print("The data folder is missing (SPINNEY_DATA), so the real sets are left out.")
    for truth in real:
        if "real" in chosen.sets or truth.name in chosen.sets:
            measure(truth, peers)
    for many in chosen.names if "generated" in chosen.sets else ():
        truth = generated(many, many // 5, chosen.seed)
        print(
            f"| {truth.name} | the limit: read only | one core | | | | | {only_read(truth):.1f} s | |"
        )
        measure(truth, peers)


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent))
    main()
