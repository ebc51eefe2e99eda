"""Approve: each voter marks every option that will do; the most approved are chosen. Pure.

With several places the options with the most approvals fill them in turn (for groups that differ
much, `stv` shares the places out more evenly). Of ranked papers every option that has a place is
taken as approved of.

    >>> from spinney.decisions.engine.problem import Kind, Option, Paper
    >>> options = (Option("1"), Option("2"), Option("3"))
    >>> papers = (Paper({"1": 1, "2": 1}, times=3), Paper({"2": 1, "3": 1}))
    >>> approval(Problem(Kind.APPROVE, options, papers, seats=2)).chosen
    ('2', '1')
"""

from __future__ import annotations

from fractions import Fraction

from spinney.decisions.engine.problem import Problem
from spinney.decisions.engine.result import Outcome, Step
from spinney.decisions.engine.rules.standing import by_totals, filled, nothing_to_count

NAME = "approval"


def approval(problem: Problem) -> Outcome:
    """Count approvals. Takes papers of the kinds `approve` and `rank`."""
    early = nothing_to_count(problem, NAME)
    if early is not None:
        return early
    totals = dict.fromkeys(problem.by_key, Fraction(0))
    for paper, marks in filled(problem):
        for key, mark in marks.items():
            totals[key] += paper.votes if mark > 0 else 0
    return by_totals(problem, NAME, totals, [Step("approvals", tallies=totals)])
