"""Counting votes on money: time and memory for 10 to 60,000 voters, beside pabutools' defaults.

    script/bench ballot_count [--sizes 10 1000 10000 60000] [--peer PYTHON] [--limit 300]

**Files.** Real ones from the data folder where one has the size asked for, give or take a quarter;
else the real one with most projects is made larger or smaller: its papers are drawn again by a
seeded generator, and of each second one a mark is taken off or put on, so that few are alike. (A
size below all real ones is drawn from the smallest.)

**The work.** Each count is a process of its own, with 8 GB at most: what is reported is the count
(not the reading of the file; the best of five where it takes less than half a second), and the most
memory that the whole process held. Each rule is called as its library has it by default (`Cost_Sat`
where a satisfaction has to be named); `equal shares, add-1` asks pabutools for its completion by
raising each vote's money by one (`voter_budget_increment=1`). That one ends as soon as nothing more
would fit and begins at another size of the shares than cities do (see `rules/equal_shares.py`), so
that its choice can differ; all others have to choose the same, apart from options that come out
equal and options that nobody voted for.

**The peer** is pabutools 1.2.3 (GPL-3, brings gurobipy, numpy and others: 170 MB), which is no part
of Spinney. Make it a virtual environment of its own and name its interpreter, or set PEER_PYTHON:

    python -m venv /tmp/peer && /tmp/peer/bin/pip install 'pabutools==1.2.3' 'pulp<4'
    script/bench ballot_count --peer /tmp/peer/bin/python
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("SPINNEY_DATA", ROOT / "../shared/data"))
SEED = 20231
MOST_MEMORY = 8 * 2**30

OURS = """
import sys, time, json
from pathlib import Path
from spinney.decisions.engine.files.pabulib import read
from spinney.decisions.engine.rules import count
with open(sys.argv[2], encoding="utf-8-sig", newline="") as lines:
    problem = read(lines)
def work():
    return count(sys.argv[1], problem)
"""
OUR_CHOICE = """
outcome = found
chosen = outcome.chosen
parted = {key for tie in outcome.ties if tie.mattered for key in tie.options}
unwanted = {key for key, total in outcome.totals.items() if not total}
"""
THEIRS = """
import sys, time, json
from pathlib import Path
sys.setrecursionlimit(100000)
from pabutools.election import Cost_Sat, parse_pabulib
from pabutools.rules import (
    greedy_utilitarian_welfare, method_of_equal_shares, sequential_phragmen)
instance, profile = parse_pabulib(sys.argv[2])
work = {
    "greedy": lambda: greedy_utilitarian_welfare(instance, profile, sat_class=Cost_Sat),
    "phragmen": lambda: sequential_phragmen(instance, profile),
    "equal_shares_plain": lambda: method_of_equal_shares(instance, profile, sat_class=Cost_Sat),
    "equal_shares_add1": lambda: method_of_equal_shares(
        instance, profile, sat_class=Cost_Sat, voter_budget_increment=1),
}[sys.argv[1]]
"""
THEIR_CHOICE = """
chosen = [project.name for project in found]
parted = unwanted = ()
"""
TIMED = """
seconds = []
while not seconds or (max(seconds) < 0.5 and len(seconds) < 5):
    began = time.perf_counter()
    found = work()
    seconds.append(time.perf_counter() - began)
"""
END = """
peak = next(one for one in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in one)
print(json.dumps({
    "seconds": min(seconds), "chosen": sorted(chosen), "megabytes": int(peak.split()[1]) / 1024,
    "parted": sorted(parted), "unwanted": sorted(unwanted)}))
"""
RULES = {
    "greedy": "greedy",
    "phragmen": "Phragmén",
    "equal_shares_plain": "equal shares",
    "equal_shares_add1": "equal shares, add-1",
}


@dataclass(frozen=True)
class Measured:
    """A count: seconds, megabytes and what was chosen; or why there is none."""

    seconds: float = 0.0
    megabytes: float = 0.0
    chosen: frozenset[str] = frozenset()
    parted: frozenset[str] = frozenset()
    unwanted: frozenset[str] = frozenset()
    failed: str = ""

    def told(self) -> str:
        return self.failed or f"{self.seconds:8.4f} s {self.megabytes:6.0f} MB"


def measure(python: str, program: str, rule: str, file: Path, limit: float) -> Measured:
    """One count in a process of its own."""
    words = [python, "-c", program, rule, str(file)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    try:
        done = subprocess.run(
            words,
            capture_output=True,
            text=True,
            timeout=limit,
            env=environment,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY)),
        )
    except subprocess.TimeoutExpired:
        return Measured(failed=f"over {limit:.0f} s")
    if done.returncode:
        return Measured(failed=(done.stderr.strip().splitlines() or ["failed"])[-1][:60])
    found = json.loads(done.stdout.splitlines()[-1])
    sets = (frozenset(found[name]) for name in ("chosen", "parted", "unwanted"))
    return Measured(found["seconds"], found["megabytes"], *sets)


def differences(ours: Measured, theirs: Measured) -> str:
    """Whether both chose the same, and if not, whether a reason is known."""
    apart = ours.chosen ^ theirs.chosen
    if not apart:
        return "the same"
    if apart <= ours.unwanted:
        return "the same, and options that nobody voted for"
    if apart <= ours.parted | ours.unwanted:
        return "the same, but for equal options"
    return f"DIFFERENT: {', '.join(sorted(apart))}"


def real_files() -> Iterator[tuple[str, object]]:
    """The elections of the data folder with papers that approve, without their votes' order."""
    from benchmarks.official_elections import files

    from spinney.decisions.engine.files.faults import FileFault
    from spinney.decisions.engine.files.pabulib import read
    from spinney.decisions.engine.problem import Kind

    for name, lines in files([DATA / "voting"]):
        try:
            problem = read(lines, name)
        except FileFault:
            continue
        if problem.kind is Kind.APPROVE and len(problem.options) >= 10:
            yield name, problem


def made(problem, voters: int):
    """An election of so many voters, drawn from a real one: see at the beginning of this file."""
    from spinney.decisions.engine.problem import Paper

    draw, keys = random.Random(SEED), [one.key for one in problem.options]
    papers = []
    for number in range(voters):
        marks = dict(draw.choice(problem.papers).marks)
        if draw.random() < 0.5:
            if marks and draw.random() < 0.5:
                del marks[draw.choice(sorted(marks))]
            elif len(marks) < (problem.most_marks or len(keys)):
                marks[draw.choice(keys)] = 1
        papers.append(Paper(marks, voter=str(number)))
    return replace(problem, papers=tuple(papers), least_marks=0)


def elections(sizes: list[int]) -> Iterator[tuple[str, object]]:
    """For each size a name and what was voted on."""
    real = list(real_files())
    if not real:
        sys.exit(f"The data folder {DATA} is not here: set SPINNEY_DATA to where it is.")
    most = max(real, key=lambda pair: len(pair[1].options))
    least = min(real, key=lambda pair: pair[1].voters)
    for size in sizes:
        near = [pair for pair in real if 0.75 * size <= pair[1].voters <= 1.25 * size]
        name, problem = (
            max(near, key=lambda pair: len(pair[1].options))
            if near
            else (least if size < least[1].voters else most)
        )
        told = name if near else f"made from {name}"
        yield told, problem if near else made(problem, size)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[10, 1000, 10000, 60000])
    parser.add_argument("--peer", default=os.environ.get("PEER_PYTHON", ""))
    parser.add_argument("--limit", type=float, default=300, help="seconds for one count")
    given = parser.parse_args()
    if not given.peer:
        print("Spinney alone: name the interpreter that has pabutools with --peer (see --help).")
    with tempfile.TemporaryDirectory() as folder:
        for name, problem in elections(given.sizes):
            compare(name, problem, Path(folder) / "election.pb", given.peer, given.limit)


def compare(name: str, problem, file: Path, peer: str, limit: float) -> None:
    from spinney.decisions.engine.files.pabulib import write

    file.write_text(write(problem), encoding="utf-8")
    print(f"\n{problem.voters:,} voters, {len(problem.options)} projects ({name})", flush=True)
    for rule, told in RULES.items():
        ours = measure(sys.executable, OURS + TIMED + OUR_CHOICE + END, rule, file, limit)
        line = f"  {told:<20} Spinney {ours.told()}"
        if peer:
            theirs = measure(peer, THEIRS + TIMED + THEIR_CHOICE + END, rule, file, limit)
            line += f"   pabutools {theirs.told()}"
            if not ours.failed and not theirs.failed:
                times = theirs.seconds / ours.seconds
                line += f"   {times:6.1f} times, {differences(ours, theirs)}"
        print(line, flush=True)


if __name__ == "__main__":
    main()
