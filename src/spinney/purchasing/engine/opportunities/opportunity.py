"""One way to spend less, what it would bring, and what that rests on: codes, never words. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Self

Json = Any
Detail = Mapping[str, str | int]


class Kind(StrEnum):
    SWITCH = "switch"
    JOIN = "join"
    RENEGOTIATE = "renegotiate"
    STOP = "stop"


class Effort(StrEnum):
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


@dataclass(frozen=True)
class Said:
    """A code with what it is about: a reason, an assumption, or a step of a reckoning."""

    code: str
    detail: Detail = field(default_factory=dict)

    def to_json(self) -> dict[str, Json]:
        return {"code": self.code, "detail": dict(self.detail)}

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        return cls(data["code"], dict(data["detail"]))


class Assumption(Said):
    """What an estimate takes for granted."""


class Why(Said):
    """What in the spending led to an opportunity."""


class Step(Said):
    """One step of how the score came about."""


@dataclass(frozen=True)
class MemberShare:
    """What a member spends a year on what would change, and would save: pence a year, a range.

    Always 0 <= low_pence <= high_pence <= yearly_pence.
    """

    member: str
    yearly_pence: int
    low_pence: int
    high_pence: int

    def to_json(self) -> dict[str, Json]:
        return {
            "member": self.member,
            "yearly_pence": self.yearly_pence,
            "low_pence": self.low_pence,
            "high_pence": self.high_pence,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        return cls(data["member"], data["yearly_pence"], data["low_pence"], data["high_pence"])


@dataclass(frozen=True)
class Opportunity:
    """One way to spend less.

    `key` is the same whenever the same thing is found again (kind, category, supplier, member of a
    stop), so what people said of it stays with it. `suppliers`: whom it is about: to switch to, to
    talk to, to stop. `low_pence` to `high_pence` a year is the sum over `members`. `excludes`:
    keys of opportunities that would save the same money, in part or whole: only one of them counts.
    `by_when`: the first day on which notice must have been given; None where no contract is known.
    `score` ranks; `reckoning` says how it came about.
    """

    key: str
    kind: Kind
    category: str
    suppliers: tuple[str, ...]
    members: tuple[MemberShare, ...]
    low_pence: int
    high_pence: int
    assumptions: tuple[Assumption, ...]
    effort: Effort
    by_when: date | None
    why: tuple[Why, ...]
    score: int
    reckoning: tuple[Step, ...]
    excludes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Json]:
        return {
            "key": self.key,
            "kind": self.kind.value,
            "category": self.category,
            "suppliers": list(self.suppliers),
            "members": [one.to_json() for one in self.members],
            "low_pence": self.low_pence,
            "high_pence": self.high_pence,
            "assumptions": [one.to_json() for one in self.assumptions],
            "effort": self.effort.value,
            "by_when": self.by_when.isoformat() if self.by_when else None,
            "why": [one.to_json() for one in self.why],
            "score": self.score,
            "reckoning": [one.to_json() for one in self.reckoning],
            "excludes": list(self.excludes),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        return cls(
            key=data["key"],
            kind=Kind(data["kind"]),
            category=data["category"],
            suppliers=tuple(data["suppliers"]),
            members=tuple(MemberShare.from_json(one) for one in data["members"]),
            low_pence=data["low_pence"],
            high_pence=data["high_pence"],
            assumptions=tuple(Assumption.from_json(one) for one in data["assumptions"]),
            effort=Effort(data["effort"]),
            by_when=date.fromisoformat(data["by_when"]) if data["by_when"] else None,
            why=tuple(Why.from_json(one) for one in data["why"]),
            score=data["score"],
            reckoning=tuple(Step.from_json(one) for one in data["reckoning"]),
            excludes=tuple(data["excludes"]),
        )
