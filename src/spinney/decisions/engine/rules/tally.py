"""Papers made ready for counting: alike ones together, and what each option gets. Pure.

What a mark is worth, on all rules that share out money: 1 for an option that is chosen or approved
of, the points or the score that it is given; on ranked papers the points of Borda (with `most`
places to fill, as many as may be marked or as there are options: `most` for the first place, one
less for each place below, equal places share what they cover), as cities count ranked papers.
A mark of 0 or less supports nothing, nor does one for an option that does not stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from spinney.decisions.engine.problem import Kind, Problem

HALVES = 2
"""Points of equal places are halves: on ranked papers all points are counted twofold."""


@dataclass(frozen=True)
class Tally:
    """Papers by what they mark. Options and groups of alike papers are numbers here, so that large
    elections are quick: `supporters[option]` are the groups that support it, `points[option]` what
    a vote of each gives it, in `unit`ths of a point; `votes[group]` how many votes the group has.
    """

    keys: tuple[str, ...]
    costs: tuple[int, ...]
    votes: tuple[int, ...]
    supporters: tuple[tuple[int, ...], ...]
    points: tuple[tuple[int, ...], ...]
    unit: int

    @cached_property
    def all_votes(self) -> int:
        """Votes of all papers, whether they mark anything or not."""
        return sum(self.votes)

    def votes_for(self, option: int) -> int:
        """How many votes support it, whatever the points."""
        return sum(map(self.votes.__getitem__, self.supporters[option]))

    def total(self, option: int) -> Fraction:
        """Its points from all votes together."""
        pairs = zip(self.supporters[option], self.points[option], strict=True)
        return Fraction(sum(self.votes[group] * each for group, each in pairs), self.unit)

    @cached_property
    def totals(self) -> dict[str, Fraction]:
        """The points of each option."""
        return {key: self.total(option) for option, key in enumerate(self.keys)}

    @cached_property
    def support(self) -> dict[str, int]:
        """How many votes support each option."""
        return {key: self.votes_for(option) for option, key in enumerate(self.keys)}


def tally_of(problem: Problem) -> Tally:
    """The papers of a problem, those that are alike as one group."""
    groups = grouped(problem)
    at = {one.key: place for place, one in enumerate(problem.options)}
    supporters: list[list[int]] = [[] for _ in at]
    points: list[list[int]] = [[] for _ in at]
    for group, marks in enumerate(groups):
        for key, each in marks:
            supporters[at[key]].append(group)
            points[at[key]].append(each)
    return Tally(
        keys=tuple(at),
        costs=tuple(one.cost for one in problem.options),
        votes=tuple(groups.values()),
        supporters=tuple(map(tuple, supporters)),
        points=tuple(map(tuple, points)),
        unit=HALVES if problem.kind is Kind.RANK else 1,
    )


def grouped(problem: Problem) -> Counter[tuple[tuple[str, int], ...]]:
    """How many votes there are for each way of marking; papers without votes do not count."""
    groups: Counter[tuple[tuple[str, int], ...]] = Counter()
    for paper in problem.papers:
        if paper.votes > 0:
            groups[tuple(sorted(points_of(problem, paper.marks).items()))] += paper.votes
    return groups


def points_of(problem: Problem, marks: Mapping[str, int]) -> dict[str, int]:
    """What a paper gives each option that it supports, in the tally's units."""
    standing = {key: mark for key, mark in marks.items() if mark > 0 and key in problem.by_key}
    if problem.kind is not Kind.RANK:
        return standing
    most = problem.most_marks or len(problem.options)
    places = Counter(standing.values())
    before, each = 0, {}
    for place, equal in sorted(places.items()):
        each[place] = HALVES * (most - before) - (equal - 1)
        before += equal
    return {key: each[place] for key, place in standing.items() if each[place] > 0}
