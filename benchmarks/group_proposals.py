"""How good are proposed groups? Against the proven bound, and against two other ways.

    script/bench group_proposals                      # 20, 40, 60 with proof; peers at 200, 2,000
    script/bench group_proposals --sizes 20000 --workers 4
    uv run --group bench python -m benchmarks.group_proposals    # brings scikit-learn along

**Data.** Invented localities with a fixed seed: towns of about 100 organisations spread over a
region, ten areas of need, each needed by 40 % (levels 1 to 3) and offered by a quarter of the rest.
Groups of 3 to 8, usual weights.

**Peers**, each given the same worth (worth.py) and the same organisations. *Greedy agglomeration*:
begin with everybody alone, always make the merger (among near neighbours) that gains most worth.
*scikit-learn*: k-means on places and needs, with three weights of the one against the other of
which the best counts, then made to fit the sizes: everybody goes to the nearest centre with room,
and groups that are too small are dissolved into those near. Every objective is reckoned by
`evaluate`, which also says that no rule is broken.

Times are CPU seconds of all processes and seconds by the clock; on a machine that others use, only
the first mean anything.
"""

import argparse
import heapq
import math
import random
import resource
import time
from collections.abc import Callable

from spinney.diagnostics.engine.groups import Organisation, Problem, evaluate
from spinney.diagnostics.engine.groups.solving import solve
from spinney.diagnostics.engine.groups.tables import Roll, roll_of, tables_of
from spinney.diagnostics.engine.groups.weighing import padded, weigh

AREAS = (
    "HR", "ICT", "finance", "premises", "fundraising", "marketing", "training", "volunteers",
    "health and safety", "business development",
)  # fmt: skip
NEIGHBOURS = 12

type Groups = list[list[str]]


def region(size: int, seed: int) -> Problem:
    """Invented organisations in towns of about a hundred, as dense as 20,000 are in England."""
    chance = random.Random(seed)
    wide = 4.2 * math.sqrt(size / 20_000)
    towns = [
        (51 + wide * chance.random(), -3 + 1.2 * wide * chance.random())
        for _ in range(max(1, size // 100))
    ]
    people = []
    for number in range(size):
        latitude, longitude = chance.choice(towns)
        needs = {area: chance.randint(1, 3) for area in AREAS if chance.random() < 0.4}
        offers = {
            area: chance.randint(1, 3)
            for area in AREAS if area not in needs and chance.random() < 0.25
        }  # fmt: skip
        people.append(
            Organisation(
                f"o{number}",
                f"Organisation {number}",
                needs,
                offers,
                latitude + chance.gauss(0, 0.05),
                longitude + chance.gauss(0, 0.08),
                fragile=chance.random() < 0.5,
            )  # fmt: skip
        )
    return Problem(tuple(people))


def places_of(roll: Roll):
    import numpy as np

    return roll.points * np.array([111.2, 111.2 * math.cos(math.radians(roll.points[:, 0].mean()))])


def worths(roll: Roll, groups: list[list[int]]) -> list[float]:
    """Worth of a few groups that are near each other (those above the largest size: minus 1000)."""
    rows = sorted({row for group in groups for row in group})
    at = {row: number for number, row in enumerate(rows)}
    inside = [[at[row] for row in group] for group in groups]
    found = weigh(tables_of(roll, rows), padded(inside, max(map(len, inside))))
    return [
        float(worth) if len(group) <= roll.rules.max_size else -1000.0
        for worth, group in zip(found, groups, strict=True)
    ]


class Agglomeration:
    """Groups that are merged two by two."""

    def __init__(self, roll: Roll) -> None:
        from sklearn.neighbors import NearestNeighbors

        self.roll, self.places = roll, places_of(roll)
        self.groups = {row: [row] for row in range(len(roll))}
        self.worth = dict.fromkeys(range(len(roll)), 0.0)
        self.beside: dict[int, set[int]] = {row: set() for row in range(len(roll))}
        self.heap: list[tuple[float, int, int]] = []
        near = NearestNeighbors(n_neighbors=min(NEIGHBOURS + 1, len(roll))).fit(self.places)
        found = near.kneighbors(self.places, return_distance=False).tolist()
        for one, other in ((one, other) for one, row in enumerate(found) for other in row):
            if other != one:
                self.beside[one].add(other)
                self.beside[other].add(one)

    def offer(self, one: int) -> None:
        """Reckon all mergers of one group with its neighbours."""
        size = len(self.groups[one])
        others = [
            o for o in self.beside[one] if o in self.groups and size + len(self.groups[o]) <= 8
        ]
        if others:
            found = worths(self.roll, [self.groups[one] + self.groups[o] for o in others])
            for other, value in zip(others, found, strict=True):
                loss = self.worth[one] + self.worth[other] - value
                heapq.heappush(self.heap, (loss, one, other))

    def merge(self, loss: float, one: int, other: int, new: int) -> None:
        self.groups[new] = self.groups.pop(one) + self.groups.pop(other)
        self.worth[new] = self.worth[one] + self.worth[other] - loss
        beside = self.beside.pop(one) | self.beside.pop(other)
        self.beside[new] = {group for group in beside if group in self.groups and group != new}
        for group in self.beside[new]:
            self.beside[group].add(new)
        self.offer(new)


def agglomerate(problem: Problem) -> Groups:
    """Always the merger that gains most, among neighbours; what stays too small joins others."""
    made = Agglomeration(roll_of(problem))
    for row in range(len(made.roll)):
        made.offer(row)
    new = len(made.roll)
    while made.heap:
        loss, one, other = heapq.heappop(made.heap)
        if one not in made.groups or other not in made.groups:
            continue
        small = min(len(made.groups[one]), len(made.groups[other])) < 3
        if loss < 0 or small:
            made.merge(loss, one, other, new)
            new += 1
    return keyed(problem, fit(made.places, list(made.groups.values())))


def cluster(problem: Problem, weight: float) -> Groups:
    """k-means on places (in units of 10 km, times `weight`) and needs, made to fit the sizes."""
    import numpy as np
    from sklearn.cluster import KMeans

    roll = roll_of(problem)
    marks = np.hstack([places_of(roll) / 10 * weight, roll.needs])
    count = max(1, round(len(roll) / 5.5))
    means = KMeans(count, n_init=1, max_iter=15, random_state=1).fit(marks)
    return keyed(problem, fit(marks, [np.flatnonzero(means.labels_ == i).tolist()
                                      for i in range(count)]))  # fmt: skip


def fit(marks, groups: list[list[int]]) -> list[list[int]]:
    """The groups with 3 to 8 members each: the farthest go out of those too large, those too small
    are dissolved, and everybody loose goes to the nearest group with room.
    """
    import numpy as np
    from sklearn.neighbors import NearestNeighbors

    kept, loose = [], []
    for group in groups:
        if len(group) < 3:
            loose += group
            continue
        far = np.linalg.norm(marks[group] - marks[group].mean(axis=0), axis=1)
        order = [group[at] for at in np.argsort(far)]
        kept.append(order[:8])
        loose += order[8:]
    middles = np.array([marks[group].mean(axis=0) for group in kept])
    near = NearestNeighbors(n_neighbors=min(60, len(kept))).fit(middles)
    left = []
    for one, order in zip(loose, near.kneighbors(marks[loose])[1] if loose else [], strict=True):
        at = next((at for at in order.tolist() if len(kept[at]) < 8), None)
        if at is None:
            left.append(one)
        else:
            kept[at].append(one)
    return kept + [left[at : at + 5] for at in range(0, len(left), 5) if len(left) - at >= 3]


def keyed(problem: Problem, groups: list[list[int]]) -> Groups:
    return [[problem.organisations[row].key for row in group] for group in groups]


def cpu() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def measured(name: str, problem: Problem, work: Callable[[], Groups]) -> float:
    """Run, reckon and print one line; returns the objective."""
    began, before = time.perf_counter(), cpu()
    groups = work()
    clock, spent = time.perf_counter() - began, cpu() - before
    told = evaluate(problem, groups)
    wrong = f", {len(told.broken)} rules broken" if told.broken else ""
    print(
        f"  {name:<34}{told.objective:>10.2f}  {len(told.outside):>4} outside"
        f"  {spent:>7.1f} s CPU  {clock:>7.1f} s{wrong}", flush=True,
    )  # fmt: skip
    return told.objective


def with_proof(size: int, seed: int) -> None:
    problem = region(size, seed)
    began, before = time.perf_counter(), cpu()
    found = solve(problem)
    print(
        f"{size:>6}  seed {seed}  objective {found.objective:7.3f}  bound {found.bound:7.3f}"
        f"  gap {100 * (found.gap or 0):5.2f} %  {cpu() - before:6.1f} s CPU"
        f"  {time.perf_counter() - began:6.1f} s", flush=True,
    )  # fmt: skip


def against_peers(size: int, workers: int) -> None:
    problem = region(size, 1)
    print(f"\n{size:,} organisations")
    kept = {}

    def spinney() -> Groups:
        kept["solved"] = solve(problem, workers=workers)
        return [list(group) for group in kept["solved"].groups]

    own = measured(f"Spinney, {workers} processes", problem, spinney)
    peers = [measured("greedy agglomeration", problem, lambda: agglomerate(problem))]
    for weight in (0.5, 1.0, 2.0):
        name = f"scikit-learn k-means, place x {weight:g}"
        peers.append(measured(name, problem, lambda weight=weight: cluster(problem, weight)))
    solved = kept["solved"]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    each = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"  {own / max(peers):.2f} times the best peer; bound {solved.bound:.1f}, gap "
        f"{100 * (solved.gap or 0):.0f} %; memory {memory:.0f} MB and {each:.0f} MB a process"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--proven", type=int, nargs="*", default=[20, 40, 60])
    parser.add_argument("--sizes", type=int, nargs="*", default=[200, 2000])
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    for size in given.proven:
        for seed in (1, 2):
            with_proof(size, seed)
    for size in given.sizes:
        against_peers(size, given.workers)


if __name__ == "__main__":
    main()
