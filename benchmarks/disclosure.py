"""What a small cluster may still see, and what an attacker gets: Spinney beside a plain table.

    python -m benchmarks.disclosure                # 20 clusters of each size
    python -m benchmarks.disclosure --clusters 80  # 80 of each

**Beside.** A plain table with the usual rule: every figure exactly, of everybody and of every group
of a breakdown, from three answers on.

**Shown.** Of the figures that the plain table shows at the first publication, the share that is
shown here exactly, in a band, only as far as it follows from other figures, and not at all: seven
questions of every kind (yes/no, scale, choice, several, amount, two linked ones), with none, one
or two breakdowns. Measured once with answers of all sorts and once with answers that are often
nearly all the same, which is when most can be given away.

**Recovered.** Share of clusters in which some member can work out another's answer from a year's
tables (four publications; some join, leave or send again), her own answers and the rule; by linear
algebra and by a solver for whole numbers (`tests/diagnostics/engine/attacker.py`).

**Time.** 60 questions with a breakdown, planned and released at once, nothing kept from before.
"""

import argparse
import random
import time
from collections.abc import Sequence

from tests.diagnostics.engine.attacker import attack
from tests.diagnostics.engine.disclosure_clusters import (
    ALIKE,
    MIXED,
    Cluster,
    make,
    publish,
    publish_naively,
    puzzles,
)

from spinney.diagnostics.engine.disclosure import bands, family
from spinney.diagnostics.engine.disclosure.plan import plan_release
from spinney.diagnostics.engine.disclosure.release import release
from spinney.diagnostics.engine.disclosure.rules import Breakdown, Cell, Kind, Question, Respondent

FORMS = ("exact", "band", "follows", "nothing")


def form(cell: Cell) -> str:
    if cell.suppressed:
        return "nothing"
    if cell.exact:
        return "exact"
    return "follows" if cell.reason else "band"


def slot(cell: Cell) -> tuple:
    return cell.question, cell.statistic, cell.option, cell.breakdown, cell.group


def shown(clusters: list[Cluster]) -> tuple[dict[str, int], dict[str, int]]:
    """Forms in which figures of a plain first table are shown: of everybody, and of groups."""
    everybody, groups = dict.fromkeys(FORMS, 0), dict.fromkeys(FORMS, 0)
    for cluster in clusters:
        first = Cluster(cluster.truth, cluster.waves[:1])
        here = {slot(cell): cell for cell, _people in publish(first)}
        for cell, _people in publish_naively(first):
            (groups if cell.group else everybody)[form(here[slot(cell)])] += 1
    return everybody, groups


def broken(cluster: Cluster, tables: list) -> bool:
    return any(
        True
        for puzzle in puzzles(cluster, tables).values()
        for _found in attack(puzzle, lambda person: person.owner)
    )


def line(counts: dict[str, int]) -> str:
    total = sum(counts.values())
    if not total:
        return f"{'-':>28}"
    return "".join(f"{100 * counts[name] / total:7.0f}" for name in FORMS)


def measure_sizes(number: int, shares: Sequence[float]) -> None:
    print(
        f"{'':>4}{'everybody, % of figures':>28}{'groups, % of figures':>28}{'recovered, % of':>22}"
    )
    print(f"{'n':>4}{' exact   band follow   none':>28}{' exact   band follow   none':>28}", end="")
    print(f"{'plain':>10}{'once':>6}{'here':>6}")
    totals = [0, 0, 0, 0]
    for size in range(3, 16):
        clusters = [make(1000 * size + at, size, shares) for at in range(number)]
        everybody, groups = shown(clusters)
        plain = sum(broken(one, publish_naively(one)) for one in clusters)
        once = sum(
            broken(one, publish_naively(one, filters=False, repeated=False)) for one in clusters
        )
        here = sum(broken(one, publish(one)) for one in clusters)
        for at, found in enumerate((number, plain, once, here)):
            totals[at] += found
        print(f"{size:>4}{line(everybody)}{line(groups)}", end="")
        print(
            "".join(f"{100 * x / number:>{w}.0f}" for x, w in ((plain, 10), (once, 6), (here, 6)))
        )
    print(
        f"clusters {totals[0]}; recovered in: plain tables over a year {totals[1]}, one plain",
        end="",
    )
    print(f" table without breakdowns {totals[2]}, here over a year {totals[3]}")


def survey(people: int, questions: int) -> float:
    """Seconds to plan and release a survey."""
    chance = random.Random(people)
    crowd = [Respondent(f"o{at}") for at in range(people)]
    kinds = (Kind.YES_NO, Kind.SCALE, Kind.SEVERAL, Kind.AMOUNT, Kind.CHOICE, Kind.SCALE)
    asked = [Question(f"q{at}", kinds[at % len(kinds)], 5) for at in range(questions)]

    def answer(kind: Kind) -> object:
        if kind is Kind.SEVERAL:
            return frozenset(option for option in range(5) if chance.random() < 0.4)
        top = {Kind.YES_NO: 2, Kind.AMOUNT: 60_000_00}.get(kind, 5)
        return chance.randrange(top)

    answers = {one.key: {person: answer(one.kind) for person in crowd} for one in asked}
    groups = tuple((one.owner, "ABC"[chance.randrange(3)]) for one in crowd)
    bands.finest.cache_clear()
    family.layout.cache_clear()
    began = time.perf_counter()
    respondents = {one.key: crowd for one in asked}
    plan = plan_release(asked, respondents, [Breakdown("kind", groups)])
    plan.cells()
    release(plan, answers)
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clusters", type=int, default=20, help="clusters of each size")
    chosen = parser.parse_args()
    for name, shares in (("of all sorts", MIXED), ("often nearly all the same", ALIKE)):
        print(f"answers {name}")
        measure_sizes(chosen.clusters, shares)
    for people in (3, 6, 15, 100, 1000):
        print(f"60 questions, {people:>4} respondents, one breakdown: {survey(people, 60):.2f} s")


if __name__ == "__main__":
    main()
