"""Many spellings, one supplier: how right and how fast, beside others, on the same names.

    script/bench supplier_matching   # Spinney alone, every set
    script/bench supplier_matching   --peers all           # beside every peer that is here
    script/bench supplier_matching   --sets generated --names 200000 2000000
    script/bench supplier_matching   --unreviewed          # how right what nobody is asked about is

Sets and truth: `supplier_truth.py`. Peers: `supplier_peers.py`, run by the Python that
SPINNEY_PEERS names (the file says how to make one); a peer that is missing is said to be. Every
run is a process of its own; *processor* counts all the processes that it started and ended. For
each peer the setting that suits the truth best is shown, chosen with the truth in hand; Spinney has
one setting. *unfitted half*: the suppliers that Spinney's weights were not fitted on.
"""

import argparse
import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from benchmarks.supplier_truth import Scores, Truth, generated, real_sets, scores

if TYPE_CHECKING:
    from spinney.purchasing.engine.matching.seen import Matched

HERE = Path(__file__).parent
PEERS = ("fingerprint", "sql", "recordlinkage", "splink", "dedupe", "openrefine")
HEADINGS = (
    "set", "who", "setting", "precision", "recall", "F1", "B-cubed F1", "time", "processor",
    "memory",
)  # fmt: skip
UNREVIEWED = (
    "set", "names", "precision", "B-cubed precision", "recall", "pairs joined wrongly",
    "of these of the same name", "precision but for these", "questions",
    "precision when answered", "recall when answered", "F1 when answered",
)  # fmt: skip
MOST_ANSWERED = 30_000
"""Names of a set whose questions are all answered: nobody answers those of longer lists."""

ROW = "| {} | {} | {} | {:.3f} | {:.3f} | **{:.3f}** | {:.3f} | {:.1f} s | {:.1f} s | {:,.0f} MB |"


@dataclass(frozen=True)
class Cost:
    """What a run cost: seconds that passed, seconds of processor time (all its processes), and the
    megabytes of its largest process.
    """

    seconds: float
    processor: float
    megabytes: float


def spinney(truth: Truth) -> tuple[list[object], Cost]:
    """Clusters by `spinney suppliers match`, as anybody runs it."""
    with tempfile.TemporaryDirectory() as folder:
        names, out = Path(folder, "names.csv"), Path(folder, "out.csv")
        with names.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["at", "name"])
            writer.writerows(enumerate(truth.names))
        command = [sys.executable, "-m", "spinney.cli", "suppliers", "match", str(names)]
        asked = ["--name-column", "name", "--out", str(out)]
        done, cost = _run([*command, *asked], None)
        if done.returncode:
            raise RuntimeError(done.stderr)
        with out.open(newline="", encoding="utf-8") as file:
            return [row["supplier_id"] for row in csv.DictReader(file)], cost


def _run(command: list[str], given: str | None) -> tuple["subprocess.CompletedProcess[str]", Cost]:
    """A command in a process of its own, and what it cost."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    watcher = (
        "import json,resource,subprocess,sys;done=subprocess.run(sys.argv[1:]);"
        "used=resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print('@'+str(used.ru_maxrss/1024),file=sys.stderr);sys.exit(done.returncode)"
    )
    done = subprocess.run(
        [sys.executable, "-c", watcher, *command], input=given, capture_output=True, text=True,
        check=False, timeout=1_800,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peak = float(done.stderr.rstrip().rpartition("@")[2] or 0)
    return done, Cost(time.perf_counter() - start, spent, peak)


def only_read(truth: Truth) -> float:
    """The limit: seconds to read each name, on one core, and nothing else."""
    from spinney.purchasing.engine.matching.reading import read

    start = time.perf_counter()
    for name in truth.names:
        read(name)
    return time.perf_counter() - start


def peer(name: str, truth: Truth) -> tuple[dict, Cost] | str:
    """What a peer finds, or why it does not."""
    python = os.environ.get("SPINNEY_PEERS", sys.executable)
    given = json.dumps({"names": truth.names, "labels": _labels(truth)})
    try:
        done, cost = _run([python, str(HERE / "supplier_peers.py"), name], given)
    except subprocess.TimeoutExpired:
        return "it took more than half an hour"
    if done.returncode:
        said = done.stderr.strip().rpartition("@")[0].strip().splitlines()
        return said[-1][:120] if said else "it failed"
    return json.loads(done.stdout), cost


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


def _row(truth: Truth, who: str, setting: str, found: Scores, cost: Cost) -> str:
    return ROW.format(
        truth.name, who, setting, found.precision, found.recall, found.f1, found.bcubed_f1,
        cost.seconds, cost.processor, cost.megabytes,
    )  # fmt: skip


def measure(truth: Truth, peers: Sequence[str]) -> None:
    """Print the rows of one set."""
    found, cost = spinney(truth)
    print(_row(truth, "Spinney", "", scores(truth.whose, found), cost), flush=True)
    if not truth.name.startswith("generated"):
        half = truth.half(1)
        found, cost = spinney(half)
        print(_row(half, "Spinney", "unfitted half", scores(half.whose, found), cost), flush=True)
    for name in peers:
        answer = peer(name, truth)
        if isinstance(answer, str):
            print(f"| {truth.name} | {name} | not measured: {answer} | | | | | | | |", flush=True)
            continue
        told, cost = answer
        rated = {key: scores(truth.whose, of) for key, of in told["found"].items()}
        best = max(rated, key=lambda key: rated[key].f1)
        print(_row(truth, name, best, rated[best], cost), flush=True)


def unreviewed(truth: Truth) -> tuple[list[str], list[str]]:
    """The suppliers that are found by the joins alone that no person is asked about; and by all
    joins, when every question has been answered once as the truth has it. (The surest joins come
    first, so the former are what is found when no less sure ones follow.)
    """
    from spinney.purchasing.engine.matching import clustering
    from spinney.purchasing.engine.matching.match import match_names
    from spinney.purchasing.engine.matching.seen import Judged, Seen

    seen = [Seen("", name) for name in truth.names]
    with mock.patch.object(clustering, "SURE", clustering.SETTLED):
        alone = _suppliers(truth, match_names(seen))
    if len(seen) > MOST_ANSWERED:
        return alone, []
    whose = {
        " ".join(name.split()): one for name, one in zip(truth.names, truth.whose, strict=True)
    }
    answers = [
        Judged(pair.one, pair.other, whose[pair.one] == whose[pair.other])
        for pair in match_names(seen).doubtful
    ]
    return alone, [*_suppliers(truth, match_names(seen, answers)), str(len(answers))]


def _suppliers(truth: Truth, found: "Matched") -> list[str]:
    whole = found.whole_of()
    of = {member.name: whole[one.key] for one in found.suppliers for member in one.names}
    return [of[name] for name in truth.names]


def same_names(truth: Truth, found: Sequence[str]) -> int:
    """Pairs that are joined wrongly though nobody could tell by their names: the same words,
    figures and words beside, so that only capitals, signs, the legal form or a code differ.
    """
    from spinney.purchasing.engine.matching.reading import read

    reads = [read(name) for name in truth.names]
    alike = [(sorted(one.words), one.numbers, sorted(one.tail), one.respelt) for one in reads]
    joined = Counter((of, str(one)) for of, one in zip(found, alike, strict=True))
    right = Counter(zip(found, map(str, alike), truth.whose, strict=True))
    return sum(n * (n - 1) // 2 for n in joined.values()) - sum(
        n * (n - 1) // 2 for n in right.values()
    )


def measure_unreviewed(truth: Truth) -> None:
    """Print the row of one set."""
    alone, answered = unreviewed(truth)
    found = scores(truth.whose, alone)
    pairs = sum(n * (n - 1) // 2 for n in Counter(alone).values())
    wrong, same = round(pairs * (1 - found.precision)), same_names(truth, alone)
    right = pairs - wrong
    row = [
        truth.name, f"{len(truth.names):,}", f"{found.precision:.3f}",
        f"{found.bcubed_precision:.3f}", f"{found.recall:.3f}", f"{wrong:,} of {pairs:,}",
        f"{same:,}", f"{right / max(1, pairs - same):.3f}",
    ]  # fmt: skip
    if answered:
        after = scores(truth.whose, answered[:-1])
        row += [f"{int(answered[-1]):,}", f"{after.precision:.3f}", f"{after.recall:.3f}",
                f"{after.f1:.3f}"]  # fmt: skip
    print(f"| {' | '.join(row)} |", flush=True)


def main() -> None:
    """Measure and print a table in Markdown."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--peers", nargs="*", default=[], choices=(*PEERS, "all"))
    options.add_argument("--sets", nargs="*", default=["real", "generated"])
    options.add_argument("--names", nargs="*", type=int, default=[20_000])
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--unreviewed", action="store_true")
    chosen = options.parse_args()
    if chosen.unreviewed:
        print(f"| {' | '.join(UNREVIEWED)} |\n{'|---' * len(UNREVIEWED)}|")
    else:
        print(f"| {' | '.join(HEADINGS)} |\n{'|---' * len(HEADINGS)}|")
    _measure_sets(chosen)


def _measure_sets(chosen: argparse.Namespace) -> None:
    peers = PEERS if "all" in chosen.peers else chosen.peers
    row = measure_unreviewed if chosen.unreviewed else partial(measure, peers=peers)
    real = real_sets()
    if "real" in chosen.sets and not real:
        print("The data folder is missing (SPINNEY_DATA), so the real sets are left out.")
    for truth in real:
        if "real" in chosen.sets or truth.name in chosen.sets:
            row(truth)
    for many in chosen.names if "generated" in chosen.sets else ():
        truth = generated(many, many // 5, chosen.seed)
        if not chosen.unreviewed:
            limit = f"{only_read(truth):.1f} s"
            print(f"| {truth.name} | the limit: read only | one core | | | | | {limit} | | |")
        row(truth)


if __name__ == "__main__":
    main()
