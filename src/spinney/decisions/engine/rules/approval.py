"""Approve: each voter marks every option that will do; the most approved are chosen. Pure.

With several places the options with the most approvals fill them in turn (for groups that differ
much, `stv` shares the places out more evenly).

    >>> from spinney.decisions.engine.problem import Kind, Option, Paper
    >>> options = (Option("1"), Option("2"), Option("3"))
    >>> papers = (Paper({"1": 1, "2": 1}, times=3), Paper({"2": 1, "3": 1}))
    >>> approval(Problem(Kind.APPROVE, options, papers, seats=2)).chosen
    ('2', '1')
"""

from __future__ import annotations

from spinney.decisions.engine.problem import Problem
from spinney.decisions.engine.result import Outcome, Step
from spinney.decisions.engine.rules.standing import by_totals, nothing_to_count, summed

NAME = "approval"


def approval(problem: Problem) -> Outcome:
    """Count approvals. Takes papers of the kind `approve`."""
    early = nothing_to_count(problem, NAME)
    if early is not None:
        return early
    totals = summed(problem)
    return by_totals(problem, NAME, totals, [Step("approvals", tallies=totals)])
