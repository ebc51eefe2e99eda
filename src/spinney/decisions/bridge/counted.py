"""What a ballot came to, whole, as it is kept with it: values only, each with its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from spinney.base.kernel.assent import Count, Reason
from spinney.decisions.engine.feeling import Feeling
from spinney.decisions.engine.result import Outcome
from spinney.decisions.engine.voices import Voices
from spinney.decisions.engine.what_if import Sensitivity, WhatIf

Json = Any

CHOSEN, AGREED, NOT_AGREED = "chosen", "agreed", "not_agreed"
NO_QUORUM, HEARD, NOBODY_VOTED, NONE_CHOSEN = "no_quorum", "heard", "nobody_voted", "none_chosen"
CARRIED = frozenset({CHOSEN, AGREED})
"""What a ballot comes to when something is to be done by it."""


@dataclass(frozen=True)
class Turnout:
    """How many organisations were asked and may be counted, how many of them took part, how many
    declared an interest and stood out, and how many are out because they left the cluster.
    """

    asked: int
    voted: int
    recused: int = 0
    left: int = 0

    @property
    def everybody(self) -> bool:
        """Whether all who could vote have."""
        return self.voted >= self.asked

    @property
    def missing(self) -> int:
        """How many could still vote."""
        return max(self.asked - self.voted, 0)

    def to_json(self) -> dict[str, int]:
        return dict(vars(self))


@dataclass(frozen=True)
class QuorumPart:
    """A number of organisations that must take part: of all, or of a class (`tier`)."""

    tier: str
    needed: int
    here: int
    of: int

    @property
    def is_met(self) -> bool:
        return self.here >= self.needed

    @property
    def reason(self) -> Reason:
        """The same as the counting of assent says it."""
        numbers: dict[str, Json] = {"needed": self.needed, "here": self.here, "of": self.of}
        code = "quorum_of_class" if self.tier else "quorum"
        ending = "met" if self.is_met else "missing"
        return Reason(f"{code}_{ending}", numbers | ({"class": self.tier} if self.tier else {}))

    def to_json(self) -> dict[str, Json]:
        return dict(vars(self))


@dataclass(frozen=True)
class Quorate:
    """Whether enough took part. No parts: the members agreed no quorum."""

    parts: tuple[QuorumPart, ...] = ()

    @property
    def is_met(self) -> bool:
        return all(one.is_met for one in self.parts)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What of it decides: the parts that are missing; if none is, all that are met."""
        missing = tuple(one.reason for one in self.parts if not one.is_met)
        return missing or tuple(one.reason for one in self.parts)

    def to_json(self) -> list[Json]:
        return [one.to_json() for one in self.parts]

    @classmethod
    def from_json(cls, data: list[Json]) -> Self:
        return cls(tuple(QuorumPart(**one) for one in data))


@dataclass(frozen=True)
class Firmness:
    """Whether one voice more or less could have turned what a proposal came to."""

    changed: Sensitivity
    less: Sensitivity

    def to_json(self) -> dict[str, str]:
        return {"changed": self.changed.code, "less": self.less.code}

    @classmethod
    def from_json(cls, data: Mapping[str, str]) -> Self:
        return cls(Sensitivity(data["changed"]), Sensitivity(data["less"]))


@dataclass(frozen=True)
class BallotOutcome:
    """All that a ballot comes to. `code` is as in `Ballot.outcome`. Where the way has voices:
    `says` (how many said each word), `count` (None where it decides nothing), `voices` and
    `voices_firm`; where it has marks: `marks`, `feeling`, `what_if`.
    """

    code: str
    turnout: Turnout
    quorum: Quorate
    says: Mapping[str, int] = field(default_factory=dict)
    count: Count | None = None
    voices: Voices | None = None
    voices_firm: Firmness | None = None
    marks: Outcome | None = None
    feeling: Feeling | None = None
    what_if: WhatIf | None = None

    @property
    def is_carried(self) -> bool:
        """Whether something was chosen or agreed."""
        return self.code in CARRIED

    @property
    def chosen(self) -> tuple[str, ...]:
        """The keys of the options that were chosen, first things first; none unless it holds."""
        return self.marks.chosen if self.marks and self.code == CHOSEN else ()

    @property
    def turnout_alone(self) -> BallotOutcome:
        """The same with nothing of what was voted: only how many took part, and were needed."""
        return BallotOutcome(self.code, self.turnout, self.quorum)

    def to_json(self) -> dict[str, Json]:
        """As it is kept in `Ballot.result`."""
        parts: dict[str, Any] = {name: getattr(self, name) for name in _PARTS}
        return {
            "format": "spinney-result/1",
            "code": self.code,
            "turnout": self.turnout.to_json(),
            "quorum": self.quorum.to_json(),
            "says": dict(self.says),
            **{name: part and part.to_json() for name, part in parts.items()},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        """What `to_json` made. Raises KeyError or ValueError for anything else."""
        parts: dict[str, Any] = {
            name: kind.from_json(data[name]) if data[name] is not None else None
            for name, kind in _PARTS.items()
        }
        return cls(
            code=data["code"],
            turnout=Turnout(**data["turnout"]),
            quorum=Quorate.from_json(data["quorum"]),
            says=dict(data["says"]),
            **parts,
        )


_PARTS: dict[str, Any] = {
    "count": Count, "voices": Voices, "voices_firm": Firmness, "marks": Outcome,
    "feeling": Feeling, "what_if": WhatIf,
}  # fmt: skip
