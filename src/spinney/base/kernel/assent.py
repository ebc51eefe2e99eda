"""Counting who agrees, by the rule that the members gave themselves. Pure.

    >>> members = tuple(Elector(name, name.title()) for name in ("ash", "birch", "elm"))
    >>> found = count(Rule(Method.MAJORITY), members, {"ash": "agrees", "elm": "objects"}, on=None)
    >>> found.passes, [one.code for one in found.reasons]
    (False, ['majority_missing'])
    >>> count(Rule(Method.CONSENT), members, {"ash": "agrees"}, on=None).passes
    True

An elector is an organisation; it says "agrees", "stands_aside", "objects", or "disagrees" (it is
against, and does not stop it), or nothing. Weights count in majorities; a quorum counts
organisations. What each method asks:

- consent: nobody objects (silence is no objection, so a quorum guards it), and somebody agrees;
- consensus: everybody has answered and nobody objects; from the day of its fallback the fallback
  counts instead;
- majority: more than half of the weight of those who agree or object;
- two thirds, share: at least so much of that weight;
- unanimous: every elector agrees.

Where one alone can stop it, whoever disagrees lets it pass; in a vote she votes against.

A rule that counts "of all" divides by the weight of every elector, whether it answered or not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import ceil
from typing import Any, Self

Json = Any
AGREES, ASIDE, OBJECTS, DISAGREES = "agrees", "stands_aside", "objects", "disagrees"


class Method(StrEnum):
    """How it is told from the answers whether something is agreed."""

    CONSENT = "consent"
    CONSENSUS = "consensus"
    MAJORITY = "majority"
    TWO_THIRDS = "two_thirds"
    SHARE = "share"
    UNANIMOUS = "unanimous"


@dataclass(frozen=True)
class Part:
    """So many of a number of organisations: a share of them, and at least a number.

    >>> Part(Fraction(1, 2), 3).of(5), Part(Fraction(1, 2), 3).of(10), Part().of(10)
    (3, 5, 0)
    """

    share: Fraction = Fraction(0)
    at_least: int = 0

    def of(self, total: int) -> int:
        """How many that is of `total`."""
        return max(self.at_least, ceil(self.share * total))

    def to_json(self) -> list[int]:
        return [self.share.numerator, self.share.denominator, self.at_least]

    @classmethod
    def from_json(cls, data: list[int]) -> Self:
        return cls(Fraction(data[0], data[1]), data[2])


@dataclass(frozen=True)
class Rule:
    """The rule as it was in force when the members were asked. `fallback` takes the place of
    `method` from `fallback_on`, that day included. `threshold` (of a hundred) is for a share.
    `quorum` is of all electors that count for it, `quorum_of` of those of a class (a tier).
    """

    method: Method
    fallback: Method | None = None
    fallback_on: date | None = None
    threshold: int = 100
    of_all: bool = False
    quorum: Part = Part()
    quorum_of: Mapping[str, Part] = field(default_factory=dict)

    def method_on(self, on: date | None) -> Method:
        """What counts on a day (None: before any fallback)."""
        if self.fallback and self.fallback_on and on and on >= self.fallback_on:
            return self.fallback
        return self.method

    def to_json(self) -> dict[str, Json]:
        return {
            "method": str(self.method),
            "fallback": str(self.fallback or ""),
            "fallback_on": self.fallback_on.isoformat() if self.fallback_on else None,
            "threshold": self.threshold,
            "of_all": self.of_all,
            "quorum": self.quorum.to_json(),
            "quorum_of": {name: part.to_json() for name, part in sorted(self.quorum_of.items())},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        """Raises KeyError or ValueError for what is no rule."""
        return cls(
            Method(data["method"]),
            Method(data["fallback"]) if data.get("fallback") else None,
            date.fromisoformat(data["fallback_on"]) if data.get("fallback_on") else None,
            int(data.get("threshold", 100)),
            bool(data.get("of_all", False)),
            Part.from_json(data["quorum"]),
            {name: Part.from_json(part) for name, part in data.get("quorum_of", {}).items()},
        )


@dataclass(frozen=True)
class Elector:
    """An organisation that is asked. `classes` are those that it counts in for a quorum of a
    class.
    """

    uid: str
    name: str
    weight: int = 1
    classes: tuple[str, ...] = ()
    in_quorum: bool = True

    def to_json(self) -> list[Json]:
        return [self.uid, self.name, self.weight, list(self.classes), self.in_quorum]

    @classmethod
    def from_json(cls, data: list[Json]) -> Self:
        return cls(data[0], data[1], int(data[2]), tuple(data[3]), bool(data[4]))


@dataclass(frozen=True)
class Reason:
    """One thing that decides the outcome, as a code with its numbers."""

    code: str
    numbers: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class Count:
    """What the answers come to on a day, if it ended now.

    `agree`, `aside`, `object` are weights (whoever disagrees objects in a vote, and is in none of
    them where one alone can stop it); `answered` and `asked` numbers of organisations.
    `reasons` say why it does not pass; if it passes, why it does.
    """

    passes: bool
    method: Method
    asked: int
    answered: int
    agree: int
    aside: int
    object: int
    weight: int
    reasons: tuple[Reason, ...]

    @property
    def everybody(self) -> bool:
        """Whether all who were asked have answered."""
        return self.answered == self.asked

    def to_json(self) -> dict[str, Json]:
        return {
            **{name: getattr(self, name) for name in _COUNTED},
            "method": str(self.method),
            "reasons": [[one.code, dict(one.numbers)] for one in self.reasons],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        reasons = tuple(Reason(code, numbers) for code, numbers in data["reasons"])
        counted = {name: data[name] for name in _COUNTED}
        return cls(method=Method(data["method"]), reasons=reasons, **counted)


_COUNTED = ("passes", "asked", "answered", "agree", "aside", "object", "weight")


def count(
    rule: Rule, electors: tuple[Elector, ...], voices: Mapping[str, str], on: date | None
) -> Count:
    """What the voices (by uid of the elector) come to on a day. Voices of others do not count."""
    method = rule.method_on(on)
    heard = {one.uid: voices[one.uid] for one in electors if one.uid in voices}
    if method not in STOPPED_BY_ONE:
        heard = {uid: OBJECTS if said == DISAGREES else said for uid, said in heard.items()}
    weights = {
        voice: sum(one.weight for one in electors if heard.get(one.uid) == voice)
        for voice in (AGREES, ASIDE, OBJECTS)
    }
    many = Counter(heard.values())
    votes = _Votes(
        asked=len(electors),
        answered=len(heard),
        agreeing=many[AGREES],
        aside=many[ASIDE],
        disagreeing=many[DISAGREES],
        objecting=many[OBJECTS],
        agree=weights[AGREES],
        divisor=sum(one.weight for one in electors) if rule.of_all else _cast(weights),
        needed=_NEEDED.get(method, Fraction(rule.threshold, 100)),
    )
    against = [*_quorum_misses(rule, electors, heard), *_misses(method, votes)]
    reasons = against or [*_quorum_met(rule, electors, heard), *_met(method, votes)]
    return Count(
        passes=not against, method=method, asked=votes.asked, answered=votes.answered,
        agree=weights[AGREES], aside=weights[ASIDE], object=weights[OBJECTS],
        weight=sum(one.weight for one in electors), reasons=tuple(reasons),
    )  # fmt: skip


@dataclass(frozen=True)
class _Votes:
    asked: int
    answered: int
    agreeing: int
    aside: int
    disagreeing: int
    objecting: int
    agree: int
    divisor: int
    needed: Fraction

    def enough(self, method: Method) -> bool:
        """Whether so many agree that a vote is carried."""
        if method == Method.MAJORITY:
            return 2 * self.agree > self.divisor
        return self.agree > 0 and self.agree >= self.needed * self.divisor

    @property
    def told(self) -> dict[str, Json]:
        """How many organisations said what, where nobody stops it."""
        names = ("asked", "answered", "agreeing", "aside", "disagreeing")
        return {name: getattr(self, name) for name in names}

    def numbers(self) -> dict[str, Json]:
        of_hundred = self.needed * 100
        share = of_hundred.numerator if of_hundred.denominator == 1 else 0
        return {"agree": self.agree, "of": self.divisor} | ({"share": share} if share else {})


_NEEDED = {Method.MAJORITY: Fraction(1, 2), Method.TWO_THIRDS: Fraction(2, 3)}
VOTES = (Method.MAJORITY, Method.TWO_THIRDS, Method.SHARE)
"""The methods in which weights are counted."""
STOPPED_BY_ONE = (Method.CONSENT, Method.CONSENSUS)
"""The methods in which whoever objects stops it, and whoever only disagrees does not."""


def _cast(weights: Mapping[str, int]) -> int:
    return weights[AGREES] + weights[OBJECTS]


def _quorums(
    rule: Rule, electors: tuple[Elector, ...], heard: Mapping[str, str]
) -> list[tuple[str, int, int, int]]:
    """(class, or "" for all; how many are needed; how many answered; how many there are)."""
    counted = [one for one in electors if one.in_quorum]
    found = []
    for name, part in [("", rule.quorum), *sorted(rule.quorum_of.items())]:
        among = [one for one in counted if not name or name in one.classes]
        if needed := part.of(len(among)):
            here = sum(1 for one in among if one.uid in heard)
            found.append((name, needed, here, len(among)))
    return found


def _quorum_reason(ending: str, quorum: tuple[str, int, int, int]) -> Reason:
    name, needed, here, there = quorum
    numbers: dict[str, Json] = {"needed": needed, "here": here, "of": there}
    code = "quorum_of_class" if name else "quorum"
    return Reason(f"{code}_{ending}", numbers | ({"class": name} if name else {}))


def _quorum_misses(
    rule: Rule, electors: tuple[Elector, ...], heard: Mapping[str, str]
) -> list[Reason]:
    found = _quorums(rule, electors, heard)
    return [_quorum_reason("missing", one) for one in found if one[2] < one[1]]


def _quorum_met(
    rule: Rule, electors: tuple[Elector, ...], heard: Mapping[str, str]
) -> list[Reason]:
    return [_quorum_reason("met", one) for one in _quorums(rule, electors, heard)]


def _misses(method: Method, votes: _Votes) -> list[Reason]:
    """Why it does not pass by a method; nothing: it passes."""
    if not votes.agreeing:
        return [Reason("nobody_agrees")]
    if method in STOPPED_BY_ONE and votes.objecting:
        return [Reason("objections", {"objecting": votes.objecting})]
    if method == Method.CONSENSUS and votes.answered < votes.asked:
        return [Reason("not_everybody", {"answered": votes.answered, "asked": votes.asked})]
    if method == Method.UNANIMOUS and votes.agreeing < votes.asked:
        return [Reason("not_unanimous", {"agreeing": votes.agreeing, "asked": votes.asked})]
    if method in VOTES and not votes.enough(method):
        return [Reason(f"{method}_missing", votes.numbers())]
    return []


def _met(method: Method, votes: _Votes) -> list[Reason]:
    """Why it passes by a method."""
    match method:
        case Method.CONSENT:
            return [Reason("no_objections", votes.told)]
        case Method.CONSENSUS:
            return [Reason("consensus", votes.told)]
        case Method.UNANIMOUS:
            return [Reason("unanimous", {"asked": votes.asked})]
    return [Reason(f"{method}_met", votes.numbers())]
