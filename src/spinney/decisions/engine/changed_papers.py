"""All ways in which a paper can be marked, and how many there are. Pure.

>>> from spinney.decisions.engine.problem import Option
>>> problem = Problem(Kind.RANK, (Option("1"), Option("2")), ())
>>> room_for(problem), list(every_marking(problem))
(5, [{}, {'1': 1}, {'2': 1}, {'1': 1, '2': 2}, {'2': 1, '1': 2}])
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, permutations, product
from math import comb, perm

from spinney.decisions.engine.problem import Kind, Problem

Marks = dict[str, int]
TIMES = 3


def room_for(problem: Problem) -> int:
    """How many ways there are to mark a paper, an empty one counted too."""
    options = len(problem.options)
    if problem.kind in (Kind.CHOOSE, Kind.APPROVE):
        return sum(comb(options, marked) for marked in _marked(problem))
    if problem.kind is Kind.RANK:
        return sum(perm(options, marked) for marked in _marked(problem))
    if problem.kind is Kind.ALLOCATE:
        return comb(options + _points(problem), options)
    return int((_levels(problem) + 1) ** options)


def every_marking(problem: Problem) -> Iterator[Marks]:
    """Each way to mark a paper of the problem. Ranked papers are marked without equal places."""
    keys = list(problem.by_key)
    if problem.kind in (Kind.CHOOSE, Kind.APPROVE):
        yield from (dict.fromkeys(s, 1) for m in _marked(problem) for s in combinations(keys, m))
    elif problem.kind is Kind.RANK:
        yield from (_in_order(o) for m in _marked(problem) for o in permutations(keys, m))
    elif problem.kind is Kind.ALLOCATE:
        yield from _shared_out(keys, _points(problem))
    else:
        for marks in product((None, *range(_levels(problem))), repeat=len(keys)):
            yield {key: m for key, m in zip(keys, marks, strict=True) if m is not None}


def deciding_markings(problem: Problem, chosen: Collection[str]) -> Iterator[Marks]:
    """An empty paper, and for each option that was not chosen a paper that does all it can for
    that one against all that were: most for it, and nothing for the others. Where the options are
    compared by sums of marks, a change of one paper that changes the choice puts some option above
    some chosen one, and one of these papers does that at least as well.
    """
    yield {}
    for key in problem.by_key:
        if key not in chosen:
            others = dict.fromkeys(problem.by_key, 0) if problem.kind is Kind.TIMES else {}
            yield {**others, key: _most(problem)}


def deciding_rankings(problem: Problem, chosen: Collection[str]) -> Iterator[Marks]:
    """The same for ranked papers: an option that was not chosen first, and a chosen one last."""
    yield {}
    rest = [key for key in problem.by_key if key not in chosen]
    for key in rest:
        yield {key: 1}
        for other in chosen:
            between = [one for one in problem.by_key if one not in (key, other)]
            yield _in_order((key, *sorted(between, key=lambda one: one in chosen), other))


def _in_order(keys: Sequence[str]) -> Marks:
    return {key: place for place, key in enumerate(keys, 1)}


def _marked(problem: Problem) -> tuple[int, ...]:
    """How many options may be marked; a paper may always be left empty."""
    most = len(problem.options)
    if problem.most_marks is not None:
        most = min(most, problem.most_marks)
    return (0, *range(max(problem.least_marks, 1), most + 1))


def _points(problem: Problem) -> int:
    return problem.most_points or _highest(problem)


def _levels(problem: Problem) -> int:
    """How many marks there are for one option."""
    if problem.kind is Kind.TIMES:
        return TIMES
    return (problem.most_each or _highest(problem)) + 1


def _most(problem: Problem) -> int:
    if problem.kind is Kind.ALLOCATE:
        return _points(problem)
    return _levels(problem) - 1 if problem.kind in (Kind.SCORE, Kind.TIMES) else 1


def _highest(problem: Problem) -> int:
    """The most that anybody gave: the limit where none is stated."""
    if problem.kind is Kind.ALLOCATE:
        return max((sum(one.marks.values()) for one in problem.papers), default=0)
    return max((mark for one in problem.papers for mark in one.marks.values()), default=0)


def _shared_out(keys: Sequence[str], points: int) -> Iterator[Marks]:
    """All ways to give at most so many points to the options."""
    if not keys:
        yield {}
        return
    for given in range(points + 1):
        for rest in _shared_out(keys[1:], points - given):
            yield {keys[0]: given, **rest} if given else rest
