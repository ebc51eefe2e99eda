"""Score: each voter gives each option a score; the highest sums are chosen. Pure.

An option without a mark has no score from that voter: it adds nothing to the sum, and is left out
of the mean. The sum decides, so that one keen voter alone cannot carry an option that nobody else
looked at; the mean, and how many scored the option, are shown beside it.

    >>> from spinney.decisions.engine.problem import Kind, Option, Paper
    >>> papers = (Paper({"1": 5}), Paper({"1": 2, "2": 4}), Paper({"2": 4}))
    >>> outcome = score(Problem(Kind.SCORE, (Option("1"), Option("2")), papers, most_each=5))
    >>> outcome.chosen, str(outcome.steps[2].tallies["1"])
    (('2',), '7/2')
"""

from __future__ import annotations

from fractions import Fraction

from spinney.decisions.engine.problem import Problem
from spinney.decisions.engine.result import Outcome, Step
from spinney.decisions.engine.rules.standing import by_totals, filled, nothing_to_count, summed

NAME = "score"


def score(problem: Problem) -> Outcome:
    """Count scores. Takes papers of the kind `score`."""
    early = nothing_to_count(problem, NAME)
    if early is not None:
        return early
    sums = summed(problem)
    scored = dict.fromkeys(problem.by_key, Fraction(0))
    for paper, marks in filled(problem):
        for key in marks:
            scored[key] += paper.votes
    means = {key: sums[key] / scored[key] for key in sums if scored[key]}
    tallied = [
        Step("sums", tallies=sums),
        Step("means", tallies=means),
        Step("scored_by", tallies=scored),
    ]
    return by_totals(problem, NAME, sums, tallied)
