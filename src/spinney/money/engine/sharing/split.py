"""A cost shared by a rule, to the penny, with how each part was reckoned. Pure.

    >>> ash, elm = Member("ash", income_pence=20_000_000), Member("elm", income_pence=10_000_000)
    >>> [part.pence for part in share(100_000, Rule("income"), [ash, elm]).parts]
    [66667, 33333]
    >>> share(100_000, Rule("staff"), [ash]).missing
    (Missing(member='ash', what='staff'),)

Each day's cost is borne by those who are members on that day. What goes by use is shared over the
whole period: who was there for half of it used half of it. Days that nobody can bear (no members,
or nothing to go by) are borne with the others. Pence that are left over go one each to the largest
fractions of a penny, the first named first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Self

from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.periods import Period
from spinney.money.engine.sharing.limits import NO_LIMITS, Impossible, Limits, limited
from spinney.money.engine.sharing.members import Member, Stretch, stretches, whole
from spinney.money.engine.sharing.rules import Rule

Json = Any
MOST_PENCE = 10**11
"""A thousand million pounds: above, it is not the cost of a cluster."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One reason of a part: by `rule`, from `first` to `last` (ISO days, or empty), the member
    counts `weight` of `of`, and so bears that much of `cost` pence ("2000/3").
    """

    rule: str
    weight: int
    of: int
    cost: str
    first: str = ""
    last: str = ""

    @property
    def exact(self) -> Fraction:
        return Fraction(self.cost) * self.weight / self.of


@dataclass(frozen=True, slots=True)
class Part:
    """What one member bears, in whole pence. `exact` is its share before rounding in pence, as a
    fraction; `natural` the same before limits. `held` says whether it is held at the "least" or
    the "most", or bears more or less because others are ("spread"); empty: nothing of it.
    """

    member: str
    pence: int
    exact: str
    natural: str
    held: str = ""
    pieces: tuple[Piece, ...] = ()

    def to_json(self) -> dict[str, Json]:
        said = {name: getattr(self, name) for name in self.__slots__}
        return said | {"pieces": [_json_of(one) for one in self.pieces]}

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        pieces = tuple(Piece(**one) for one in data["pieces"])
        return cls(**{**data, "pieces": pieces})


def _json_of(one: Piece | Missing) -> dict[str, Json]:
    return {name: getattr(one, name) for name in one.__slots__}


@dataclass(frozen=True, slots=True)
class Missing:
    """What must be known of a member before its part can be reckoned: the name of a rule."""

    member: str
    what: str


@dataclass(frozen=True, slots=True)
class Sharing:
    """The parts, in the order of the members; none while something is `missing`, or where the
    limits cannot hold (`impossible`).
    """

    rule: str
    pence: int
    parts: tuple[Part, ...] = ()
    missing: tuple[Missing, ...] = ()
    impossible: Impossible | None = None

    @property
    def is_whole(self) -> bool:
        return bool(self.parts)

    def by_member(self) -> dict[str, int]:
        """Pence of each member."""
        return {one.member: one.pence for one in self.parts}

    def to_json(self) -> dict[str, Json]:
        no_way = self.impossible
        return {
            "rule": self.rule,
            "pence": self.pence,
            "parts": [one.to_json() for one in self.parts],
            "missing": [_json_of(one) for one in self.missing],
            "impossible": {"code": no_way.code, "pence": no_way.pence} if no_way else None,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        no_way = data["impossible"]
        return cls(
            data["rule"], data["pence"], tuple(Part.from_json(one) for one in data["parts"]),
            tuple(Missing(**one) for one in data["missing"]),
            Impossible(**no_way) if no_way else None,
        )  # fmt: skip


def share(
    pence: int, rule: Rule, members: Sequence[Member], *,
    limits: Limits = NO_LIMITS, period: Period | None = None,
) -> Sharing:  # fmt: skip
    """Share a cost. Who counts nought by the rule bears nothing (but a smallest share); where all
    count nought, everything is missing. Raises BadInput for a cost below nought, members named
    twice and a period in which nobody is a member.
    """
    _check(pence, members, period)
    there = [one.days_in(period) if period else 1 for one in members]
    known = [
        one if days else replace(one, units=one.units or 0, income_pence=0, staff=0, parts=0)
        for one, days in zip(members, there, strict=True)
    ]
    pieces: list[list[Piece]] = [[] for _ in members]
    missing: list[Missing] = []
    for kind, portion in rule.portions():
        missing += _add_pieces(pieces, pence * portion, (rule, kind), known, period)
    if missing:
        return Sharing(rule.kind, pence, missing=tuple(missing))
    natural = [sum((one.exact for one in each), Fraction(0)) for each in pieces]
    days = (period.days if period else None) or 1
    least = [limits.least(pence, Fraction(one, days)) for one in there]
    most = [limits.most(pence)] * len(members)
    shares, no_way = limited(pence, natural, least, most)
    if shares is None:
        return Sharing(rule.kind, pence, impossible=no_way)
    rounded = to_the_penny(pence, shares)
    parts = tuple(
        Part(one.key, found, str(exact), str(by_rule), held, tuple(why))
        for one, found, exact, by_rule, held, why in zip(
            members,
            rounded,
            shares,
            natural,
            map(_held, shares, natural, least, most),
            pieces,
            strict=True,
        )
    )
    return Sharing(rule.kind, pence, parts)


def to_the_penny(pence: int, shares: Sequence[Fraction]) -> list[int]:
    """Whole pence that add up, each within a penny of its share (largest remainders). `shares` add
    up to `pence`, but for errors far below a penny.
    """
    floors = [share.__floor__() for share in shares]
    left = pence - sum(floors)
    by_rest = sorted(range(len(shares)), key=lambda at: (floors[at] - shares[at], at))
    extra = set(by_rest[:left])
    return [floor + (at in extra) for at, floor in enumerate(floors)]


def _held(exact: Fraction, natural: Fraction, least: int, most: int) -> str:
    if exact == natural:
        return ""
    if exact > natural:
        return "least" if exact == least else "spread"
    return "most" if exact == most else "spread"


def _check(pence: int, members: Sequence[Member], period: Period | None) -> None:
    if not 0 <= pence <= MOST_PENCE:
        raise BadInput("A shared cost is from £0 to £1,000,000,000.")
    keys = [one.key for one in members]
    if not keys or len(set(keys)) < len(keys):
        raise BadInput("Name each member once, and at least one.")
    if period and period.last is None:
        raise BadInput("Say on which day the period ends.")
    if period and not any(one.days_in(period) for one in members):
        raise BadInput("Nobody is a member on any day of the period.")


def _add_pieces(
    pieces: list[list[Piece]], cost: Fraction, how: tuple[Rule, str],
    members: Sequence[Member], period: Period | None,
) -> list[Missing]:  # fmt: skip
    """Add what each member bears of one portion of the cost; says what is missing for it."""
    rule, kind = how
    weights = [rule.weight(kind, one) for one in members]
    known = [weight or 0 for weight in weights]
    spans = stretches(members, period)
    if kind == "use":
        spans = [whole(members, period)]
    bearing = [one for one in spans if sum(known[at] for at in one.present)]
    if None in weights or not bearing:
        return [
            Missing(one.key, kind)
            for one, weight in zip(members, weights, strict=True)
            if weight is None or None not in weights
        ]
    days = sum(one.days for one in bearing)
    for span in bearing:
        of = sum(known[at] for at in span.present)
        for at in span.present:
            pieces[at].append(_piece(kind, (known[at], of), cost * span.days / days, span))
    return []


def _piece(kind: str, counts: tuple[int, int], cost: Fraction, span: Stretch) -> Piece:
    first = span.first.isoformat() if span.first else ""
    last = span.last.isoformat() if span.last else ""
    return Piece(kind, *counts, str(cost), first, last)
