"""Borda: the better the place, the more points; the most points are chosen. Pure.

Of n options the first has n-1 points, the second n-2, and so on; options that share places share
the points of those places evenly, and those without a mark share the last ones. It is not offered
for voting (putting a rival last pays too well) but shown beside other rules on the same papers.

    >>> from spinney.decisions.engine.problem import Kind, Option, Paper
    >>> options = (Option("1"), Option("2"), Option("3"))
    >>> papers = (Paper({"1": 1, "2": 2}, times=3), Paper({"2": 1, "3": 2}, times=2))
    >>> outcome = borda(Problem(Kind.RANK, options, papers))
    >>> outcome.chosen, [int(one) for one in outcome.totals.values()]
    (('2',), [6, 7, 2])
"""

from __future__ import annotations

from fractions import Fraction

from spinney.decisions.engine.problem import Problem
from spinney.decisions.engine.result import Outcome, Step
from spinney.decisions.engine.rules.standing import (
    Ranking,
    by_totals,
    nothing_to_count,
    rankings,
)

NAME = "borda"


def borda(problem: Problem) -> Outcome:
    """Count places as points. Takes papers of the kind `rank`."""
    early = nothing_to_count(problem, NAME)
    if early is not None:
        return early
    totals = dict.fromkeys(problem.by_key, Fraction(0))
    marked: set[str] = set()
    for ranking, votes in rankings(problem).items():
        marked.update(*ranking)
        for key, points in place_points(problem, ranking).items():
            totals[key] += points * votes
    return by_totals(problem, NAME, totals, [Step("place_points", tallies=totals)], marked)


def place_points(problem: Problem, ranking: Ranking) -> dict[str, Fraction]:
    """The points that one paper gives to each option."""
    marked = {key for level in ranking for key in level}
    rest = tuple(key for key in problem.by_key if key not in marked)
    points: dict[str, Fraction] = {}
    after = len(problem.options)
    for level in (*ranking, rest):
        for key in level:
            points[key] = Fraction(2 * after - len(level) - 1, 2)
        after -= len(level)
    return points
