"""Quotes made comparable, marked and ranked; every figure with how it came about. Pure.

    >>> ask = Asked(quantity=Decimal(40), months=24, payments_a_year=12, vat_percent=20)
    >>> step = PriceStep(Decimal(1), 1_000)
    >>> larch = Offer("larch", (step,), one_off_pence=50_000)
    >>> total_of(larch, ask).with_vat_pence        # (40 × 24 × £10 + £500) and a fifth
    1212000

**Totals.** What a quote costs over the months that all are compared over: price of a unit at the
quantity that is bought × quantity × payments in that time, plus what is paid once. VAT is made
equal: a price without it has it added, rounded to the penny once, at the end of each part.

**Marks** go from 0 to 5. For the price the lowest total has 5, any other 5 × lowest ÷ its own:
twice the price, half the marks. For every other criterion it is the mean of what members gave. A
score is the sum of weight × mark ÷ 5, so the best there is has 100.

**Ties** stay ties: quotes of equal score share a place; the cheaper is written first.

**Sensitivity.** For each criterion: the nearest weights, below and above the agreed one, at which
somebody else would win, the other weights keeping their proportions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any, Self

from spinney.purchasing.engine.pledges import PriceStep, check_steps, price_at

Json = Any
TOP_MARK = 5
WHOLE = 100
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Asked:
    """What quotes are for: so many units, over so many months, paid so many times a year (0: once);
    VAT at so many percent.
    """

    quantity: Decimal
    months: int
    payments_a_year: int
    vat_percent: int = 20

    @property
    def payments(self) -> Fraction:
        """How many times a price is paid over the months compared."""
        if not self.payments_a_year:
            return Fraction(1)
        return Fraction(self.months * self.payments_a_year, 12)


@dataclass(frozen=True, slots=True)
class Offer:
    """A quote: prices of a unit by quantity, and what is paid once; without VAT unless said."""

    key: str
    prices: tuple[PriceStep, ...]
    one_off_pence: int = 0
    includes_vat: bool = False

    def __post_init__(self) -> None:
        check_steps(self.prices)


@dataclass(frozen=True, slots=True)
class Criterion:
    """What quotes are compared by. Weights of all add up to 100."""

    key: str
    weight: int
    is_price: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """What a quote costs over the time compared, in pence, and the parts of it. `unit_pence` None:
    so few units are not sold, and nothing can be reckoned.
    """

    unit_pence: int | None
    running_pence: int = 0
    one_off_pence: int = 0
    vat_pence: int = 0
    with_vat_pence: int = 0

    @property
    def is_known(self) -> bool:
        return self.unit_pence is not None

    def to_json(self) -> dict[str, Json]:
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        return cls(**data)


@dataclass(frozen=True, slots=True)
class Marked:
    """What a quote has for one criterion: its mark (None: nobody has marked it), from how many
    members, and what that adds to its score.
    """

    criterion: str
    mark: Fraction | None
    by: int
    points: Fraction

    def to_json(self) -> dict[str, Json]:
        mark = None if self.mark is None else str(self.mark)
        return {
            "criterion": self.criterion, "mark": mark, "by": self.by, "points": str(self.points)
        }  # fmt: skip

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        mark = None if data["mark"] is None else Fraction(data["mark"])
        return cls(data["criterion"], mark, data["by"], Fraction(data["points"]))


@dataclass(frozen=True, slots=True)
class Ranked:
    """A quote in its place (1 is best; equal scores share one)."""

    offer: str
    place: int
    score: Fraction
    total: Total
    marks: tuple[Marked, ...]

    def to_json(self) -> dict[str, Json]:
        return {
            "offer": self.offer,
            "place": self.place,
            "score": str(self.score),
            "total": self.total.to_json(),
            "marks": [one.to_json() for one in self.marks],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        return cls(
            data["offer"], data["place"], Fraction(data["score"]), Total.from_json(data["total"]),
            tuple(Marked.from_json(one) for one in data["marks"]),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Swing:
    """At which weight of a criterion another quote would win."""

    criterion: str
    weight: int
    winners: tuple[str, ...]

    def to_json(self) -> dict[str, Json]:
        return {
            "criterion": self.criterion, "weight": self.weight, "winners": list(self.winners)
        }  # fmt: skip

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        return cls(data["criterion"], data["weight"], tuple(data["winners"]))


@dataclass(frozen=True, slots=True)
class Ranking:
    """Quotes, the best first; those whose total cannot be reckoned are left out (`unpriced`).
    `swings` has what other weights would change; `is_complete` whether everything is marked.
    """

    ranked: tuple[Ranked, ...]
    unpriced: tuple[str, ...] = ()
    swings: tuple[Swing, ...] = ()
    is_complete: bool = True

    @property
    def winners(self) -> tuple[str, ...]:
        """The quotes in first place: several where they tie."""
        return tuple(one.offer for one in self.ranked if one.place == 1)

    def to_json(self) -> dict[str, Json]:
        return {
            "ranked": [one.to_json() for one in self.ranked],
            "unpriced": list(self.unpriced),
            "swings": [one.to_json() for one in self.swings],
            "is_complete": self.is_complete,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        return cls(
            tuple(Ranked.from_json(one) for one in data["ranked"]), tuple(data["unpriced"]),
            tuple(Swing.from_json(one) for one in data["swings"]), data["is_complete"],
        )  # fmt: skip


Marks = Mapping[str, Mapping[str, Sequence[int]]]
"""Quote -> criterion -> the marks that members gave."""


def total_of(offer: Offer, asked: Asked) -> Total:
    """What a quote costs over the time compared, with VAT."""
    unit = price_at(asked.quantity, offer.prices)
    if unit is None:
        return Total(None)
    running = _rounded(unit * Fraction(asked.quantity) * asked.payments)
    before = running + offer.one_off_pence
    vat = 0 if offer.includes_vat else _rounded(Fraction(before * asked.vat_percent, WHOLE))
    return Total(unit, running, offer.one_off_pence, vat, before + vat)


def yearly_of(offer: Offer, asked: Asked) -> int:
    """What is paid in a year, with VAT, without what is paid once; of what is bought once, its
    price. 0 where so few units are not sold.
    """
    unit = price_at(asked.quantity, offer.prices) or 0
    paid = _rounded(unit * Fraction(asked.quantity) * (asked.payments_a_year or 1))
    return paid if offer.includes_vat else paid + _rounded(Fraction(paid * asked.vat_percent, 100))


def compare(
    offers: Iterable[Offer], criteria: Sequence[Criterion], marks: Marks, asked: Asked
) -> Ranking:
    """Rank quotes by the criteria that were agreed. Raises ValueError unless weights add to 100."""
    check_weights(criteria)
    all_offers = list(offers)
    totals = {one.key: total_of(one, asked) for one in all_offers}
    priced = [one.key for one in all_offers if totals[one.key].is_known]
    found = _marks_of(priced, criteria, marks, totals)
    weights = {one.key: Fraction(one.weight) for one in criteria}
    scores = _scores(found, weights)
    order = sorted(priced, key=lambda key: (-scores[key], totals[key].with_vat_pence, key))
    ranked = tuple(
        Ranked(
            key, 1 + sum(scores[other] > scores[key] for other in priced), scores[key],
            totals[key], _with_points(found[key], weights),
        )
        for key in order
    )  # fmt: skip
    return Ranking(
        ranked,
        tuple(one.key for one in all_offers if not totals[one.key].is_known),
        _swings(found, criteria),
        all(one.mark is not None for row in found.values() for one in row),
    )


def check_weights(criteria: Iterable[Criterion]) -> None:
    """Raise ValueError unless weights are above nought and add up to 100."""
    weights = [one.weight for one in criteria]
    if sum(weights) != WHOLE or min(weights, default=0) < 1:
        raise ValueError("The weights add up to 100, and none is nought.")


def _marks_of(
    keys: Sequence[str], criteria: Sequence[Criterion], marks: Marks, totals: Mapping[str, Total]
) -> dict[str, list[Marked]]:
    lowest = min((totals[key].with_vat_pence for key in keys), default=0)
    found: dict[str, list[Marked]] = {}
    for key in keys:
        row = []
        for one in criteria:
            if one.is_price:
                row.append(Marked(one.key, _price_mark(lowest, totals[key]), 0, Fraction(0)))
            else:
                given = list(marks.get(key, {}).get(one.key, ()))
                mean = Fraction(sum(given), len(given)) if given else None
                row.append(Marked(one.key, mean, len(given), Fraction(0)))
        found[key] = row
    return found


def _price_mark(lowest: int, total: Total) -> Fraction:
    if total.with_vat_pence == lowest:
        return Fraction(TOP_MARK)
    return Fraction(TOP_MARK * lowest, total.with_vat_pence)


def _scores(
    found: Mapping[str, Sequence[Marked]], weights: Mapping[str, Fraction]
) -> dict[str, Fraction]:
    return {
        key: sum((_points(one, weights[one.criterion]) for one in row), Fraction(0))
        for key, row in found.items()
    }


def _points(one: Marked, weight: Fraction) -> Fraction:
    return (one.mark or Fraction(0)) * weight / TOP_MARK


def _with_points(row: Iterable[Marked], weights: Mapping[str, Fraction]) -> tuple[Marked, ...]:
    return tuple(
        Marked(one.criterion, one.mark, one.by, _points(one, weights[one.criterion])) for one in row
    )


def _swings(
    found: Mapping[str, Sequence[Marked]], criteria: Sequence[Criterion]
) -> tuple[Swing, ...]:
    if len(found) < 2 or len(criteria) < 2:
        return ()
    swings = []
    for one in criteria:
        lines = _lines(found, criteria, one)
        agreed = _winners(lines, one.weight)
        for weights in (range(one.weight - 1, -1, -1), range(one.weight + 1, WHOLE + 1)):
            changed = next((at for at in weights if _winners(lines, at) != agreed), None)
            if changed is not None:
                swings.append(Swing(one.key, changed, _winners(lines, changed)))
    return tuple(swings)


Line = tuple[int, int]


def _lines(
    found: Mapping[str, Sequence[Marked]], criteria: Sequence[Criterion], moved: Criterion
) -> dict[str, Line]:
    """Each quote's score as the weight of one criterion moves, which is a straight line: what a
    point of its weight adds, and what a point of the others' adds, in whole numbers of one size.
    """
    weights = {one.key: Fraction(one.weight) for one in criteria}
    pairs: dict[str, tuple[Fraction, Fraction]] = {}
    for key, row in found.items():
        own = sum((_points(one, Fraction(1)) for one in row if one.criterion == moved.key), ZERO)
        rest = sum(
            (_points(one, weights[one.criterion]) for one in row if one.criterion != moved.key),
            ZERO,
        )
        pairs[key] = own, rest / (WHOLE - moved.weight)
    scale = lcm(*(one.denominator for pair in pairs.values() for one in pair))
    return {key: (int(own * scale), int(rest * scale)) for key, (own, rest) in pairs.items()}


def _winners(lines: Mapping[str, Line], weight: int) -> tuple[str, ...]:
    scores = {key: weight * own + (WHOLE - weight) * rest for key, (own, rest) in lines.items()}
    best = max(scores.values())
    return tuple(sorted(key for key, score in scores.items() if score == best))


def _rounded(amount: Fraction) -> int:
    """To the penny, half a penny up."""
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)
