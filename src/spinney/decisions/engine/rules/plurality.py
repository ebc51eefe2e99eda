"""Choose: each voter chooses one option or a few, and those with the most votes are chosen. Pure.

On ranked papers the first choices are counted, which is what a simple vote on the same papers
would have come to; a first place that options share is split between them exactly.

    >>> from spinney.decisions.engine.problem import Option, Paper
    >>> options = (Option("1"), Option("2"), Option("3"))
    >>> papers = (Paper({"1": 1}, times=3), Paper({"2": 1}, times=5), Paper({}))
    >>> outcome = plurality(Problem(Kind.CHOOSE, options, papers))
    >>> outcome.chosen, int(outcome.totals["2"])
    (('2',), 5)
"""

from __future__ import annotations

from fractions import Fraction

from spinney.decisions.engine.problem import Kind, Problem
from spinney.decisions.engine.result import Outcome, Step
from spinney.decisions.engine.rules.standing import (
    by_totals,
    nothing_to_count,
    rankings,
    summed,
)

NAME = "plurality"


def plurality(problem: Problem) -> Outcome:
    """Count a choice. Takes papers of the kinds `choose` and `rank`."""
    early = nothing_to_count(problem, NAME)
    if early is not None:
        return early
    if problem.kind is Kind.RANK:
        totals = first_choices(problem)
        return by_totals(problem, NAME, totals, [Step("first_choices", tallies=totals)])
    totals = summed(problem)
    return by_totals(problem, NAME, totals, [Step("votes", tallies=totals)])


def first_choices(problem: Problem) -> dict[str, Fraction]:
    """The votes that each option has as a first choice of ranked papers."""
    totals = dict.fromkeys(problem.by_key, Fraction(0))
    for ranking, votes in rankings(problem).items():
        for key in ranking[0]:
            totals[key] += Fraction(votes, len(ranking[0]))
    return totals
