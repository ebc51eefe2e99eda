"""A yearly cost shared by the rule that members agreed, to the penny, with how it was reckoned.
Pure.

    >>> ash, elm = Bearer("ash", income_pence=20_000_000), Bearer("elm", income_pence=10_000_000)
    >>> [part.pence for part in split(100_000, "income", [ash, elm]).parts]
    [66667, 33333]
    >>> split(100_000, "staff", [ash]).missing
    (Missing(member='ash', what='staff'),)

The rules are those of the term `cost_sharing`: "equal" parts, by "income", by "staff", by "use"
(how much each said that it takes), or in "fixed" parts. Pence that are left over go one each to
the largest fractions of a penny, the first named first (`Money.share`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from spinney.base.kernel.money import Money

Json = Any
RULES = ("equal", "income", "staff", "use", "fixed")


@dataclass(frozen=True, slots=True)
class Bearer:
    """A member that bears a part, with what is known of it: yearly income in pence, how many staff,
    how many units it takes, its fixed parts. None: not known.
    """

    member: str
    income_pence: int | None = None
    staff: int | None = None
    units: Decimal | None = None
    parts: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What one member bears: `weight` of `of` parts; `exact` is its share before rounding, in pence
    as a fraction ("200000/3").
    """

    member: str
    pence: int
    weight: int
    of: int
    exact: str

    def to_json(self) -> dict[str, Json]:
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        return cls(**data)


@dataclass(frozen=True, slots=True)
class Missing:
    """What must be known of a member before its part can be reckoned: the name of a rule."""

    member: str
    what: str


@dataclass(frozen=True, slots=True)
class Split:
    """The parts, in the order of the members; none of them while something is missing."""

    rule: str
    pence: int
    parts: tuple[Part, ...] = ()
    missing: tuple[Missing, ...] = ()

    @property
    def is_whole(self) -> bool:
        return bool(self.parts)

    def to_json(self) -> dict[str, Json]:
        return {
            "rule": self.rule,
            "pence": self.pence,
            "parts": [one.to_json() for one in self.parts],
            "missing": [[one.member, one.what] for one in self.missing],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        return cls(
            data["rule"], data["pence"], tuple(Part.from_json(one) for one in data["parts"]),
            tuple(Missing(*one) for one in data["missing"]),
        )  # fmt: skip


def split(pence: int, rule: str, bearers: Sequence[Bearer]) -> Split:
    """Share a cost. What is nought by the rule bears nothing; where all is nought, everything is
    missing: there is nothing to go by. Raises ValueError for a rule that there is not.
    """
    if rule not in RULES:
        raise ValueError(f"There is no rule {rule!r}.")
    weights = [_weight(one, rule) for one in bearers]
    known = [one for one in weights if one is not None]
    if len(known) < len(weights) or not sum(known):
        all_nought = len(known) == len(weights)
        missing = tuple(
            Missing(one.member, rule)
            for one, weight in zip(bearers, weights, strict=True)
            if weight is None or all_nought
        )
        return Split(rule, pence, missing=missing)
    whole = sum(known)
    shares = Money(pence).share(known)
    parts = tuple(
        Part(one.member, share.pence, weight, whole, f"{pence * weight}/{whole}")
        for one, weight, share in zip(bearers, known, shares, strict=True)
    )
    return Split(rule, pence, parts)


def _weight(one: Bearer, rule: str) -> int | None:
    if rule == "equal":
        return 1
    if rule == "use":
        # Units are kept to two places, so a hundredth of one is the smallest part.
        return None if one.units is None else int(one.units * 100)
    found = {"income": one.income_pence, "staff": one.staff, "fixed": one.parts}[rule]
    return None if found is None or found < 0 else found
