"""The balance of feeling behind a result: how far apart people are, and who is left out. Pure.

Feeling is about people, so every paper counts once whatever votes it has. A paper on which nothing
is marked says nothing and is left out.

What an option "got" from a paper, by kind: chosen or approved 1, else 0; the score; the points; the
place (an option without a place stands last, n-th of n); can come 2, if need be 1, cannot 0. Scores
and answers about times that were not given are counted as `unmarked` and not guessed.

    >>> from spinney.decisions.engine.problem import Option, Paper
    >>> papers = (Paper({"van": 5, "shed": 0}), Paper({"van": 4}), Paper({"van": 1}))
    >>> options = (Option("van"), Option("shed"))
    >>> balance = feeling(Problem(Kind.SCORE, options, papers, most_each=5), ["van"])
    >>> balance.spreads["van"].how, balance.left_out.number, str(balance.satisfaction)
    ('mixed', 1, '1')
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self

from spinney.decisions.engine.agreement import agreement, level_of
from spinney.decisions.engine.problem import Kind, Problem
from spinney.decisions.engine.result import number_from_json, number_to_json
from spinney.decisions.engine.rules.standing import filled
from spinney.decisions.engine.voices import Voices, voices_feeling

__all__ = ["Feeling", "LeftOut", "Spread", "Voices", "feeling", "voices_feeling"]

Json = Any


@dataclass(frozen=True)
class Spread:
    """What an option got: how often each mark, the quarters of the marks, and how much people
    agree about it. `how` is "nobody" or a level of `agreement.level_of`. The numbers are None where
    nobody marked the option.
    """

    counts: Mapping[int, int]
    unmarked: int
    least: int | None
    lower: Fraction | None
    middle: Fraction | None
    upper: Fraction | None
    most: int | None
    mean: Fraction | None
    agreement: Fraction | None
    how: str

    def to_json(self) -> dict[str, Json]:
        return {
            "counts": {str(mark): count for mark, count in self.counts.items()},
            **{name: getattr(self, name) for name in ("unmarked", "least", "most", "how")},
            **{name: _maybe_out(getattr(self, name)) for name in _FRACTIONS},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        exact: dict[str, Any] = {name: _maybe_in(data[name]) for name in _FRACTIONS}
        return cls(
            counts={int(mark): count for mark, count in data["counts"].items()},
            **{name: data[name] for name in ("unmarked", "least", "most", "how")},
            **exact,
        )


_FRACTIONS = ("lower", "middle", "upper", "mean", "agreement")


@dataclass(frozen=True)
class LeftOut:
    """Voters to whom nothing that was chosen is anything they liked; `voters` names those that
    are known (none in a secret ballot), `of` is how many marked anything.
    """

    number: int
    of: int
    voters: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Json]:
        return {"number": self.number, "of": self.of, "voters": list(self.voters)}

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        return cls(data["number"], data["of"], tuple(data["voters"]))


@dataclass(frozen=True)
class Feeling:
    """The whole balance. `satisfaction` is the mean over voters of what they got of the best that
    as many options could have given them, from 0 to 1; None where nobody marked anything.
    """

    spreads: Mapping[str, Spread]
    left_out: LeftOut
    satisfaction: Fraction | None

    def to_json(self) -> dict[str, Json]:
        return {
            "spreads": {key: one.to_json() for key, one in self.spreads.items()},
            "left_out": self.left_out.to_json(),
            "satisfaction": _maybe_out(self.satisfaction),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        return cls(
            {key: Spread.from_json(one) for key, one in data["spreads"].items()},
            LeftOut.from_json(data["left_out"]),
            _maybe_in(data["satisfaction"]),
        )


def feeling(problem: Problem, chosen: Sequence[str]) -> Feeling:
    """The balance of feeling of a ballot, given what was chosen."""
    got: dict[str, Counter[int]] = {key: Counter() for key in problem.by_key}
    voters = 0
    for paper, marks in filled(problem):
        voters += paper.times
        for key, mark in given(problem, marks).items():
            got[key][mark] += paper.times
    scale = scale_of(problem)
    return Feeling(
        spreads={key: spread(marks, scale, voters) for key, marks in got.items()},
        left_out=left_out(problem, chosen),
        satisfaction=satisfaction(problem, chosen),
    )


def given(problem: Problem, marks: Mapping[str, int]) -> dict[str, int]:
    """What a paper gave to each option; options about which it says nothing are left out."""
    if problem.kind in (Kind.SCORE, Kind.TIMES):
        return dict(marks)
    if problem.kind is not Kind.RANK:
        return {key: marks.get(key, 0) for key in problem.by_key}
    last = len(problem.options)
    above = Counter(marks.values())
    place = {mark: 1 + sum(n for one, n in above.items() if one < mark) for mark in above}
    return {key: place[marks[key]] if key in marks else last for key in problem.by_key}


def scale_of(problem: Problem) -> range:
    """Every mark that could be given, lowest first."""
    highest = max((mark for _, marks in filled(problem) for mark in marks.values()), default=1)
    if problem.kind is Kind.RANK:
        return range(1, len(problem.options) + 1)
    if problem.kind is Kind.TIMES:
        return range(3)
    if problem.kind is Kind.SCORE:
        return range(max(problem.most_each or 0, highest) + 1)
    if problem.kind is Kind.ALLOCATE:
        return range(highest + 1)
    return range(2)


def spread(marks: Mapping[int, int], scale: range, voters: int) -> Spread:
    """How the marks of one option lie. The quarters are the medians of the marks and of the lower
    and upper half of them (Tukey's hinges).
    """
    in_order = [mark for mark in scale for _ in range(marks.get(mark, 0))]
    counts = {mark: marks.get(mark, 0) for mark in scale}
    if not in_order:
        return Spread(counts, voters, None, None, None, None, None, None, None, "nobody")
    half = (len(in_order) + 1) // 2
    index = agreement(list(counts.values()))
    return Spread(
        counts=counts,
        unmarked=voters - len(in_order),
        least=in_order[0],
        lower=_median(in_order[:half]),
        middle=_median(in_order),
        upper=_median(in_order[-half:]),
        most=in_order[-1],
        mean=Fraction(sum(in_order), len(in_order)),
        agreement=index,
        how=level_of(index, len(in_order), len(scale)),
    )


def likes(problem: Problem, marks: Mapping[str, int], top: int) -> frozenset[str]:
    """The options that a paper likes: those it chooses or approves or gives a point, those it gives
    at least half of the `top` score, those it does not put in the lower half of the options, the
    times it can make (if need be too).
    """
    if problem.kind is Kind.RANK:
        places = given(problem, marks)
        return frozenset(key for key in marks if 2 * places[key] <= len(problem.options) + 1)
    least = top if problem.kind is Kind.SCORE else 1
    return frozenset(key for key, mark in marks.items() if mark > 0 and 2 * mark >= least)


def left_out(problem: Problem, chosen: Sequence[str]) -> LeftOut:
    """Who is left with nothing that she liked."""
    number = of = 0
    voters: list[str] = []
    top = scale_of(problem)[-1]
    for paper, marks in filled(problem):
        of += paper.times
        if likes(problem, marks, top).isdisjoint(chosen):
            number += paper.times
            voters += [paper.voter] if paper.voter else []
    return LeftOut(number, of, tuple(voters))


def satisfaction(problem: Problem, chosen: Sequence[str]) -> Fraction | None:
    """The mean over voters of what they got as a part of the most that as many options could have
    given them. A place counts by how many places there are below it. Voters whom no option would
    have given anything are left out; None where there is no other voter, or nothing was chosen.
    """
    parts = Fraction(0)
    voters = 0
    for paper, marks in filled(problem):
        worth = given(problem, marks)
        if problem.kind is Kind.RANK:
            worth = {key: len(problem.options) - place for key, place in worth.items()}
        most = sum(sorted(worth.values(), reverse=True)[: len(chosen)])
        if most > 0:
            got = sum(worth.get(key, 0) for key in chosen)
            parts += Fraction(got, most) * paper.times
            voters += paper.times
    return parts / voters if voters else None


def _median(in_order: Sequence[int]) -> Fraction:
    middle, odd = divmod(len(in_order), 2)
    if odd:
        return Fraction(in_order[middle])
    return Fraction(in_order[middle - 1] + in_order[middle], 2)


def _maybe_out(one: Fraction | None) -> Json:
    return None if one is None else number_to_json(one)


def _maybe_in(one: Json) -> Fraction | None:
    return None if one is None else number_from_json(one)
