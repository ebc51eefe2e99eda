"""How a ballot is set up: what is kept of it as JSON, and what is wrong with it. Pure.

>>> Settings(seats=2).to_json()["seats"], Settings.from_json({"seats": 2}).seats
(2, 2)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from spinney.decisions.engine.problem import Kind, TieBreak
from spinney.decisions.engine.ways import Way

Json = Any


@dataclass(frozen=True)
class Settings:
    """What whoever writes a ballot chooses. Amounts are in pence. `rule` is the counting rule of
    marks ("": the usual one of the way); `seats` how many are chosen where no money is shared out;
    `most_marks` how many options may be marked (None: all); `top_mark` the highest score;
    `points` what each voter shares out; `reasons` is "none", "optional" or "needed"; `shuffle`
    shows each voter the options in an order of her own; `show` says when results can be seen:
    "after_vote" by whoever has voted, or "after_close" (always so in a secret ballot).
    """

    rule: str = ""
    seats: int = 1
    least_marks: int = 0
    most_marks: int | None = None
    top_mark: int = 5
    points: int = 10
    budget_pence: int | None = None
    reasons: str = "optional"
    shuffle: bool = False
    show: str = "after_close"
    ties: tuple[str, ...] = ()

    def rule_of(self, way: Way) -> str:
        """The rule that counts the marks; "" where a way has voices."""
        return self.rule if self.rule in way.rules else next(iter(way.rules), "")

    def ties_of(self, way: Way) -> tuple[TieBreak, ...]:
        """How ties are broken: as chosen; else the usual: cheaper first where money is, the
        earlier time where times are; and a lot.
        """
        if self.ties:
            return tuple(TieBreak(one) for one in self.ties)
        usual = {"money": (TieBreak.CHEAPER, TieBreak.MORE_VOTES), "times": (TieBreak.EARLIER,)}
        return (*usual.get(way.key, ()), TieBreak.LOT)

    def most_each(self, way: Way) -> int | None:
        """The highest mark of one option on a paper, None where a way has no such limit."""
        limits = {Kind.SCORE: self.top_mark, Kind.ALLOCATE: self.points, Kind.TIMES: 2}
        return limits.get(way.kind) if way.kind else None

    def to_json(self) -> dict[str, Json]:
        return asdict(self) | {"ties": list(self.ties)}

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        """What is missing means what is usual; what is not known is left out."""
        known = {one.name for one in fields(cls)}
        said = {name: value for name, value in data.items() if name in known}
        if "ties" in said:
            said["ties"] = tuple(said["ties"])
        return cls(**said)
