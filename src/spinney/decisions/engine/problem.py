"""What is counted: options, papers, and how many or how much may be chosen. Pure.

A *paper* is what one voter marked; papers that are alike may stand once, with how many there are.
`marks` has a whole number for each option that is marked, and what it means is told by the kind:

    choose     1 for each chosen option (one, or as many as `most_marks`)
    approve    1 for each option approved of
    score      a score from 0 to `most_each`; an option without a mark has no score
    allocate   points, together at most `most_points`
    rank       the place, 1 for the first; equal places are equal; an option without a mark comes
               after all that have one
    times      2 can come, 1 can if need be, 0 cannot

    >>> problem = Problem(
    ...     kind=Kind.APPROVE,
    ...     options=(Option("1", "A shared van", cost=6000), Option("2", "A shed", cost=3000)),
    ...     papers=(Paper({"1": 1}), Paper({"1": 1, "2": 1}, times=2)),
    ...     budget=9000,
    ... )
    >>> problem.voters, Problem.from_json(problem.to_json()) == problem
    (3, True)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, Self

Json = Any


class Kind(StrEnum):
    """How a paper is marked."""

    CHOOSE = "choose"
    APPROVE = "approve"
    SCORE = "score"
    ALLOCATE = "allocate"
    RANK = "rank"
    TIMES = "times"


class TieBreak(StrEnum):
    """What parts options that come out equal."""

    CHEAPER = "cheaper"
    MORE_VOTES = "more_votes"
    EARLIER = "earlier"
    LOT = "lot"


@dataclass(frozen=True)
class Option:
    """Something that can be chosen. `cost` is in the smallest unit of the money that is shared
    out (pence in Spinney; whatever a file counts in); 0 where no money is. `before` is its place
    in time, for polls about times (smaller is earlier).
    """

    key: str
    name: str = ""
    cost: int = 0
    before: int = 0

    def to_json(self) -> dict[str, Json]:
        return {"key": self.key, "name": self.name, "cost": self.cost, "before": self.before}


@dataclass(frozen=True)
class Paper:
    """What a voter marked; `times` papers are alike. `weight` is how many votes each of them has.
    `voter` is whoever marked it, "" where that is not known (secret ballots, files).
    """

    marks: Mapping[str, int]
    voter: str = ""
    weight: int = 1
    times: int = 1

    @property
    def votes(self) -> int:
        """How many votes the papers have together."""
        return self.weight * self.times

    def to_json(self) -> dict[str, Json]:
        return {
            "marks": dict(self.marks),
            "voter": self.voter,
            "weight": self.weight,
            "times": self.times,
        }


@dataclass(frozen=True)
class Problem:
    """A question that was voted on. `budget` is what can be spent, None where no money is; `seats`
    how many are elected or chosen where no money is. `ties` are asked in their order, and a lot at
    the end whatever they are; a lot puts the options into an order that anybody can make again
    from the published `seed` (see `ties.lot_order`).
    """

    kind: Kind
    options: tuple[Option, ...]
    papers: tuple[Paper, ...]
    seats: int = 1
    budget: int | None = None
    most_marks: int | None = None
    least_marks: int = 0
    most_each: int | None = None
    most_points: int | None = None
    ties: tuple[TieBreak, ...] = (TieBreak.LOT,)
    seed: str = ""
    title: str = ""
    about: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_key(self) -> Mapping[str, Option]:
        return {one.key: one for one in self.options}

    @property
    def voters(self) -> int:
        """How many papers there are, alike ones each for itself, empty ones too."""
        return sum(one.times for one in self.papers)

    @property
    def votes(self) -> int:
        """How many votes they have together."""
        return sum(one.votes for one in self.papers)

    def to_json(self) -> dict[str, Json]:
        return {
            "format": "spinney-ballot/1",
            "kind": str(self.kind),
            "options": [one.to_json() for one in self.options],
            "papers": [one.to_json() for one in self.papers],
            **{name: getattr(self, name) for name in _PLAIN},
            "ties": [str(one) for one in self.ties],
            "about": dict(self.about),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        """Raises KeyError, TypeError or ValueError for what is no problem (a file that somebody
        gives is read by `files.reading`, which says in words what is wrong with it).
        """
        if data["format"] != "spinney-ballot/1":
            raise ValueError(f"not a spinney-ballot/1: {data['format']!r}")
        return cls(
            kind=Kind(data["kind"]),
            options=tuple(Option(**one) for one in data["options"]),
            papers=tuple(Paper(**one) for one in data["papers"]),
            ties=tuple(TieBreak(one) for one in data["ties"]),
            about=dict(data["about"]),
            **{name: data[name] for name in _PLAIN},
        )


_PLAIN = (
    "seats", "budget", "most_marks", "least_marks", "most_each", "most_points", "seed", "title",
)  # fmt: skip
