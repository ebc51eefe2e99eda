"""Allocate: each voter shares points out among the options; the most points are chosen. Pure.

>>> from spinney.decisions.engine.problem import Kind, Option, Paper
>>> papers = (Paper({"1": 8}), Paper({"1": 2, "2": 6}), Paper({"2": 5, "3": 3}))
>>> options = (Option("1"), Option("2"), Option("3"))
>>> allocate(Problem(Kind.ALLOCATE, options, papers, most_points=8)).chosen
('2',)
"""

from __future__ import annotations

from spinney.decisions.engine.problem import Problem
from spinney.decisions.engine.result import Outcome, Step
from spinney.decisions.engine.rules.standing import by_totals, nothing_to_count, summed

NAME = "allocate"


def allocate(problem: Problem) -> Outcome:
    """Count points. Takes papers of the kind `allocate`."""
    early = nothing_to_count(problem, NAME)
    if early is not None:
        return early
    totals = summed(problem)
    return by_totals(problem, NAME, totals, [Step("points", tallies=totals)])
