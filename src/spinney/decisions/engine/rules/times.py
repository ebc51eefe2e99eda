"""The best time: lose nobody if that can be, else as few as can be. Pure.

A time loses everybody who cannot come, and everybody who said nothing about it on a paper that has
other marks (she has not said that she can). The time that loses the fewest is chosen; among those
the one that most can make without "if need be" (so the fewest "if need be"); among those the
earlier. Who is lost is told by number only.

    >>> from spinney.decisions.engine.problem import Kind, Option, Paper
    >>> options = (Option("mon", before=1), Option("tue", before=2), Option("wed", before=3))
    >>> papers = (Paper({"mon": 2, "tue": 1, "wed": 2}), Paper({"mon": 0, "tue": 1, "wed": 2}))
    >>> times(Problem(Kind.TIMES, options, papers)).chosen
    ('wed',)
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from spinney.decisions.engine.problem import Problem, TieBreak
from spinney.decisions.engine.result import Outcome, Step
from spinney.decisions.engine.rules.standing import filled, highest, nothing_to_count, opening

NAME = "times"
CAN, IF_NEED_BE, CANNOT = 2, 1, 0


def times(problem: Problem) -> Outcome:
    """Count who can come when. Takes papers of the kind `times`. The totals of the outcome are
    how many could come, those included who can if need be.
    """
    early = nothing_to_count(problem, NAME)
    if early is not None:
        return early
    said = _said(problem)
    everybody = sum(paper.votes for paper, _ in filled(problem))
    can, need_be, cannot = said[CAN], said[IF_NEED_BE], said[CANNOT]
    could = {key: can[key] + need_be[key] for key in problem.by_key}
    unsaid = {key: everybody - could[key] - cannot[key] for key in problem.by_key}
    standing = {key: (could[key] - everybody, can[key]) for key in problem.by_key if could[key]}
    found = highest(_earlier_first(problem), standing, could)
    tallied = [
        Step("can_come", tallies=can),
        Step("can_if_need_be", tallies=need_be),
        Step("cannot_come", tallies=cannot),
    ]
    if any(unsaid.values()):
        tallied.append(Step("not_said", tallies=unsaid))
    lost = [
        Step("lost", (key,), {"lost": everybody - could[key], "if_need_be": need_be[key]})
        for key in found.chosen
    ]
    return Outcome(
        NAME,
        "chosen" if found.chosen else "none_supported",
        chosen=found.chosen,
        totals=could,
        steps=(opening(problem), *tallied, *found.steps, *lost),
        ties=found.ties,
    )


def _said(problem: Problem) -> dict[int, dict[str, Fraction]]:
    """For each answer, how many gave it to each time."""
    said = {
        answer: dict.fromkeys(problem.by_key, Fraction(0)) for answer in (CAN, IF_NEED_BE, CANNOT)
    }
    for paper, marks in filled(problem):
        for key, mark in marks.items():
            said[mark][key] += paper.votes
    return said


def _earlier_first(problem: Problem) -> Problem:
    """Equal times are parted by the earlier, unless the tie rule has said where that comes."""
    if TieBreak.EARLIER in problem.ties:
        return problem
    return replace(problem, ties=(TieBreak.EARLIER, *problem.ties))
