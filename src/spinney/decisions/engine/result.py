"""What a count comes to, and why: codes with their numbers, never words. Pure.

Words are made of the codes by `engine/saying.py`, so that a page, the command line and a minute
book say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Self

Json = Any
Number = int | str | Fraction


@dataclass(frozen=True)
class Step:
    """One move of a count. `options` are those it is about; `numbers` what it stands on (whole
    numbers, fractions or short codes), `tallies` what each option had then.
    """

    code: str
    options: tuple[str, ...] = ()
    numbers: Mapping[str, Number] = field(default_factory=dict)
    tallies: Mapping[str, Fraction] = field(default_factory=dict)

    def to_json(self) -> dict[str, Json]:
        return {
            "code": self.code,
            "options": list(self.options),
            "numbers": {name: _out(one) for name, one in self.numbers.items()},
            "tallies": {key: _out(one) for key, one in self.tallies.items()},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        return cls(
            data["code"],
            tuple(data["options"]),
            {name: _in(one) for name, one in data["numbers"].items()},
            {key: Fraction(_in(one)) for key, one in data["tallies"].items()},
        )


@dataclass(frozen=True)
class Tie:
    """Options that came out equal, what parted them, and in which order they then stood."""

    options: tuple[str, ...]
    parted_by: str
    order: tuple[str, ...]
    mattered: bool = True

    def to_json(self) -> dict[str, Json]:
        return {
            "options": list(self.options),
            "parted_by": self.parted_by,
            "order": list(self.order),
            "mattered": self.mattered,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        return cls(
            tuple(data["options"]), data["parted_by"], tuple(data["order"]), data["mattered"]
        )


@dataclass(frozen=True)
class Outcome:
    """What a rule chose. `chosen` is in the order in which they were chosen; `totals` is what
    each option had in the measure of the rule (votes, points, first preferences…); `code` is one
    of "chosen", "nobody_voted", "no_options", "nothing_affordable", "none_supported".
    """

    rule: str
    code: str
    chosen: tuple[str, ...] = ()
    totals: Mapping[str, Fraction] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    ties: tuple[Tie, ...] = ()
    spent: int = 0

    def to_json(self) -> dict[str, Json]:
        return {
            "rule": self.rule,
            "code": self.code,
            "chosen": list(self.chosen),
            "totals": {key: _out(one) for key, one in self.totals.items()},
            "steps": [one.to_json() for one in self.steps],
            "ties": [one.to_json() for one in self.ties],
            "spent": self.spent,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        return cls(
            rule=data["rule"],
            code=data["code"],
            chosen=tuple(data["chosen"]),
            totals={key: Fraction(_in(one)) for key, one in data["totals"].items()},
            steps=tuple(Step.from_json(one) for one in data["steps"]),
            ties=tuple(Tie.from_json(one) for one in data["ties"]),
            spent=data["spent"],
        )


def _out(one: Number) -> Json:
    """Whole numbers as they are, other fractions as {"fraction": "3/7"}."""
    if isinstance(one, Fraction):
        return one.numerator if one.denominator == 1 else {"fraction": str(one)}
    return one


def _in(one: Json) -> Number:
    return Fraction(one["fraction"]) if isinstance(one, dict) else one


def number_to_json(one: Number) -> Json:
    """A number as JSON has it, exactly: whole, or as {"fraction": "3/7"}."""
    return _out(one)


def number_from_json(one: Json) -> Fraction:
    """A number that `number_to_json` made. Raises ValueError or TypeError for what is none."""
    return Fraction(_in(one))
