"""The option that beats every other, two by two. Pure.

Every paper is asked, for each two options, which it puts higher; options without a mark stand
below all that have one, and equal among themselves. An option that more votes put higher than
lower against each of the others is chosen. Where the votes go round in a circle there is none; then
Schulze's strongest paths decide: a path is as strong as its weakest step, and an option whose path
to each other option is at least as strong as the path back is chosen. Schulze's rule is taken
rather than ranked pairs because in small groups many pairs have equal votes: ranked pairs must
then break ties midway and depends on how, whereas strongest paths need a tie rule only at the end
if at all (M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and
condorcet-consistent single-winner election method", Social Choice and Welfare 36, 2011).

Several places are filled by choosing again among the others.

    >>> from spinney.decisions.engine.problem import Kind, Option, Paper
    >>> options = (Option("1"), Option("2"), Option("3"))
    >>> papers = (
    ...     Paper({"1": 1, "2": 2}, times=4), Paper({"3": 1, "2": 2}, times=3), Paper({"2": 1})
    ... )
    >>> condorcet(Problem(Kind.RANK, options, papers)).chosen
    ('2',)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from spinney.decisions.engine.problem import Problem
from spinney.decisions.engine.result import Outcome, Step, Tie
from spinney.decisions.engine.rules.standing import (
    Ranking,
    nothing_to_count,
    opening,
    rankings,
)
from spinney.decisions.engine.ties import part

NAME = "condorcet"
Pairs = dict[str, dict[str, int]]


def condorcet(problem: Problem) -> Outcome:
    """Count two by two. Takes papers of the kinds `rank`, `score` and `allocate`. The totals of
    the outcome are how many others each option beats, one half for each that it draws with.
    """
    early = nothing_to_count(problem, NAME)
    if early is not None:
        return early
    orders = rankings(problem)
    pairs = pairwise(problem, orders)
    totals = {key: _beaten(pairs, key, pairs) for key in pairs}
    steps = [opening(problem), *(Step("preferred", (a,), tallies=_row(pairs, a)) for a in pairs)]
    marked = {key for ranking in orders for level in ranking for key in level}
    left = [key for key in pairs if key in marked]
    chosen: list[str] = []
    ties: list[Tie] = []
    while left and len(chosen) < problem.seats:
        key, why, tie = _best(problem, pairs, left)
        chosen.append(key)
        left.remove(key)
        steps += why
        ties += [tie] if tie is not None else []
    if len(chosen) < problem.seats:
        steps.append(Step("places_left", numbers={"left": problem.seats - len(chosen)}))
    return Outcome(
        NAME,
        "chosen",
        chosen=tuple(chosen),
        totals=totals,
        steps=tuple(steps),
        ties=tuple(replace(tie, mattered=not set(tie.options) <= set(chosen)) for tie in ties),
    )


def pairwise(problem: Problem, orders: dict[Ranking, int]) -> Pairs:
    """For each option, how many votes put it above each other."""
    keys = list(problem.by_key)
    pairs = {a: {b: 0 for b in keys if b != a} for a in keys}
    for ranking, votes in orders.items():
        below = set(keys)
        for level in ranking:
            below.difference_update(level)
            for a in level:
                row = pairs[a]
                for b in below:
                    row[b] += votes
    return pairs


def _best(
    problem: Problem, pairs: Pairs, left: Sequence[str]
) -> tuple[str, list[Step], Tie | None]:
    """Which of those that are left comes next, and why."""
    for key in left:
        leads = [pairs[key][other] - pairs[other][key] for other in left if other != key]
        if all(lead > 0 for lead in leads):
            code = "beats_all" if leads else "only_one_left"
            return key, [Step(code, (key,), {"lead": min(leads, default=0)})], None
    paths = strongest_paths(pairs, left)
    best = [a for a in left if all(paths[a][b] >= paths[b][a] for b in left if b != a)]
    votes = {key: _beaten(pairs, key, left) for key in left}
    order, tie = part(problem, best, votes)
    steps = [
        Step("none_beats_all", tuple(left)),
        *(Step("paths", (a,), tallies=_row(paths, a)) for a in left),
    ]
    if tie is not None:
        steps.append(Step("tie", order, {"parted_by": tie.parted_by, "places": 1}))
    return order[0], [*steps, Step("strongest_paths", (order[0],))], tie


def strongest_paths(pairs: Pairs, left: Sequence[str]) -> Pairs:
    """How strong the strongest path from each option to each other is, among those that are left.
    A step counts only where it wins, and by the votes on its winning side.
    """
    paths: Pairs = {
        a: {b: pairs[a][b] if pairs[a][b] > pairs[b][a] else 0 for b in left if b != a}
        for a in left
    }
    for via in left:
        for a in left:
            if a == via:
                continue
            first = paths[a][via]
            for b in left:
                if b not in (a, via):
                    paths[a][b] = max(paths[a][b], min(first, paths[via][b]))
    return paths


def _beaten(pairs: Pairs, key: str, others: Sequence[str] | Pairs) -> Fraction:
    """How many of the others an option beats; one half for each that it draws with."""
    leads = [pairs[key][other] - pairs[other][key] for other in others if other != key]
    return Fraction(2 * sum(lead > 0 for lead in leads) + sum(lead == 0 for lead in leads), 2)


def _row(pairs: Pairs, key: str) -> dict[str, Fraction]:
    return {other: Fraction(votes) for other, votes in pairs[key].items()}
