"""What the rules of voting share: which papers count, and choosing those that stand highest. Pure.

Three things are the same in all of them. A paper on which nothing is marked is empty: it is told,
and counts for nothing else. Marks for what is no option (withdrawn after the vote, say) are passed
over. An option that nobody supported is not chosen, even where places are left.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from spinney.decisions.engine.problem import Kind, Paper, Problem
from spinney.decisions.engine.result import Outcome, Step, Tie
from spinney.decisions.engine.ties import part

Ranking = tuple[tuple[str, ...], ...]


def known_marks(problem: Problem, paper: Paper) -> dict[str, int]:
    """The marks of a paper that are for options of the problem."""
    return {key: mark for key, mark in paper.marks.items() if key in problem.by_key}


def filled(problem: Problem) -> Iterator[tuple[Paper, dict[str, int]]]:
    """Every paper on which an option is marked, with those marks."""
    for paper in problem.papers:
        marks = known_marks(problem, paper)
        if marks and paper.times > 0:
            yield paper, marks


def opening(problem: Problem) -> Step:
    """The first step of every count: who voted, with how many votes, on how many empty papers."""
    full = [paper for paper, _ in filled(problem)]
    return Step(
        "papers",
        numbers={
            "voters": problem.voters,
            "votes": sum(paper.votes for paper in full),
            "empty": problem.voters - sum(paper.times for paper in full),
            "options": len(problem.options),
            "seats": problem.seats,
        },
    )


def nothing_to_count(problem: Problem, rule: str) -> Outcome | None:
    """The outcome where there is nothing to count: no options, no voters, only empty papers or
    papers without votes. Raises ValueError for a problem with no place to be filled.
    """
    if problem.seats < 1:
        raise ValueError(f"a vote chooses at least one option, not {problem.seats}")
    zeros = {key: Fraction(0) for key in problem.by_key}
    if not problem.options:
        return Outcome(rule, "no_options")
    steps = (opening(problem),)
    if not problem.voters:
        return Outcome(rule, "nobody_voted", totals=zeros, steps=steps)
    if not any(paper.votes for paper, _ in filled(problem)):
        return Outcome(rule, "none_supported", totals=zeros, steps=steps)
    return None


def ranking_of(problem: Problem, marks: Mapping[str, int]) -> Ranking:
    """A paper as an order: the options that stand first, then those that come next… Places of a
    ranked paper go up from 1; scores and points go down from the highest. Options without a mark
    are left out (each rule says what becomes of them).
    """
    by_mark: dict[int, list[str]] = defaultdict(list)
    for key, mark in marks.items():
        by_mark[mark].append(key)
    marks_in_order = sorted(by_mark, reverse=problem.kind is not Kind.RANK)
    return tuple(tuple(sorted(by_mark[mark])) for mark in marks_in_order)


def rankings(problem: Problem) -> Counter[Ranking]:
    """How many votes each order has; papers that order alike are counted together."""
    found: Counter[Ranking] = Counter()
    for paper, marks in filled(problem):
        if paper.votes:
            found[ranking_of(problem, marks)] += paper.votes
    return found


def summed(problem: Problem) -> dict[str, Fraction]:
    """What each option's marks come to, times the votes of the papers they stand on."""
    totals = dict.fromkeys(problem.by_key, 0)
    for paper, marks in filled(problem):
        for key, mark in marks.items():
            totals[key] += mark * paper.votes
    return {key: Fraction(total) for key, total in totals.items()}


@dataclass(frozen=True)
class Highest:
    """Who stands highest, with the steps and ties on the way."""

    chosen: tuple[str, ...]
    steps: tuple[Step, ...]
    ties: tuple[Tie, ...]


def highest(
    problem: Problem,
    standing: Mapping[str, tuple[Fraction | int, ...]],
    totals: Mapping[str, Fraction],
) -> Highest:
    """Fill the places with the options that stand highest; only those in `standing` can be chosen.
    A tie mattered if there were fewer places left than options in it.
    """
    chosen: list[str] = []
    steps: list[Step] = []
    ties: list[Tie] = []
    for group in _groups(standing):
        free = problem.seats - len(chosen)
        if free <= 0:
            break
        order, tie = part(problem, group, totals)
        if tie is not None:
            ties.append(replace(tie, mattered=len(order) > free))
            steps.append(Step("tie", order, {"parted_by": tie.parted_by, "places": free}))
        for key in order[:free]:
            chosen.append(key)
            steps.append(Step("chosen", (key,), {"total": totals[key], "place": len(chosen)}))
    if len(chosen) < problem.seats:
        steps.append(Step("places_left", numbers={"left": problem.seats - len(chosen)}))
    return Highest(tuple(chosen), tuple(steps), tuple(ties))


def by_totals(
    problem: Problem,
    rule: str,
    totals: Mapping[str, Fraction],
    tallied: Sequence[Step],
    supported: Collection[str] | None = None,
) -> Outcome:
    """The outcome of a rule that chooses the highest totals: of the `supported` options, or where
    those are not said of all with more than nothing.
    """
    if supported is None:
        supported = [key for key, total in totals.items() if total > 0]
    found = highest(problem, {key: (totals[key],) for key in supported}, totals)
    return Outcome(
        rule,
        "chosen" if found.chosen else "none_supported",
        chosen=found.chosen,
        totals=totals,
        steps=(opening(problem), *tallied, *found.steps),
        ties=found.ties,
    )


def _groups(standing: Mapping[str, tuple[Fraction | int, ...]]) -> Iterator[list[str]]:
    """Options that stand equal, together; the highest first."""
    for level in sorted(set(standing.values()), reverse=True):
        yield [key for key, one in standing.items() if one == level]
