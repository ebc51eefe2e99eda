"""Who is in: the largest group whose every member's conditions hold at once. Pure.

A member is in if a unit costs at most so much and at least so many members join. The more of them
join, the more units are bought, and the price of a unit falls (or stays) with every step.

    >>> steps = (PriceStep(Decimal(1), 1_200), PriceStep(Decimal(30), 900))
    >>> ash = Pledge("ash", at_most_pence=1_000, quantity=Decimal(20))
    >>> elm = Pledge("elm", at_least=2, quantity=Decimal(15))
    >>> yew = Pledge("yew", at_most_pence=500)
    >>> found = who_is_in([ash, elm, yew], steps)
    >>> found.members, found.pence, found.waiting[0].for_price
    (('ash', 'elm'), 900, True)

**Why there is one largest group, and how it is found.** Call a group *sound* if the conditions of
all its members hold in it. Let S and T be sound. Their union has at least as many members and buys
at least as much as either, so its price is no higher; whatever held in S or in T holds in the
union, which is sound too. So the union of all sound groups is sound: it is the largest, and there
is no other of its size. To find it, begin with everybody and leave out, again and again, whoever's
conditions do not hold: somebody left out of a group is in no sound group within it, for there the
price is no lower and the members are no more. What remains is the largest sound group.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

Json = Any


@dataclass(frozen=True, slots=True)
class PriceStep:
    """What one unit costs, in pence, when at least `from_quantity` units are bought."""

    from_quantity: Decimal
    pence: int

    def to_json(self) -> dict[str, Json]:
        return {"from": str(self.from_quantity), "pence": self.pence}

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        return cls(Decimal(str(data["from"])), int(data["pence"]))


@dataclass(frozen=True, slots=True)
class Pledge:
    """A member's word. `at_most_pence` None: whatever a unit costs. `at_least` counts the member
    itself.
    """

    member: str
    at_most_pence: int | None = None
    at_least: int = 1
    quantity: Decimal = Decimal(1)

    def __post_init__(self) -> None:
        if self.quantity <= 0 or self.at_least < 1:
            raise ValueError("A pledge is for something, and at least one member is in it.")

    def to_json(self) -> dict[str, Json]:
        return {
            "member": self.member,
            "at_most_pence": self.at_most_pence,
            "at_least": self.at_least,
            "quantity": str(self.quantity),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        return cls(
            data["member"], data["at_most_pence"], data["at_least"], Decimal(data["quantity"])
        )


@dataclass(frozen=True, slots=True)
class Waiting:
    """What somebody who is not in waits for, if she alone joined those who are in: a lower price
    (never which), so many more members, so many more units before there is a price at all.
    """

    member: str
    for_price: bool = False
    members_short: int = 0
    units_short: Decimal = Decimal(0)

    def to_json(self) -> dict[str, Json]:
        return {
            "member": self.member,
            "for_price": self.for_price,
            "members_short": self.members_short,
            "units_short": str(self.units_short),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        return cls(
            data["member"], data["for_price"], data["members_short"], Decimal(data["units_short"])
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """Who is in, for how many units, and what a unit costs them (None: no price is known, or nobody
    is in); and what each of the others waits for, in the order of their pledges.
    """

    members: tuple[str, ...]
    quantity: Decimal
    pence: int | None
    waiting: tuple[Waiting, ...]

    def to_json(self) -> dict[str, Json]:
        return {
            "members": list(self.members),
            "quantity": str(self.quantity),
            "pence": self.pence,
            "waiting": [one.to_json() for one in self.waiting],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        waiting = tuple(Waiting.from_json(one) for one in data["waiting"])
        return cls(tuple(data["members"]), Decimal(data["quantity"]), data["pence"], waiting)


def who_is_in(pledges: Iterable[Pledge], price_steps: Sequence[PriceStep] | None) -> Standing:
    """The largest group in which everybody's conditions hold. `price_steps` None: no price is known
    yet, so that only numbers count.

    Raises ValueError where a price rises with the quantity, or two pledges are of one member.
    """
    asked = tuple(pledges)
    if len({one.member for one in asked}) < len(asked):
        raise ValueError("Each member has one pledge.")
    if price_steps is not None:
        check_steps(price_steps)
    group = list(asked)
    while True:
        kept = [one for one in group if _holds(one, group, price_steps)]
        if len(kept) == len(group):
            break
        group = kept
    inside = {one.member for one in group}
    waiting = tuple(
        _waits(one, [*group, one], price_steps) for one in asked if one.member not in inside
    )
    bought = _quantity(group)
    pence = price_at(bought, price_steps) if group and price_steps is not None else None
    return Standing(tuple(one.member for one in group), bought, pence, waiting)


def check_steps(price_steps: Sequence[PriceStep]) -> None:
    """Raise ValueError unless the steps go up in quantity and never up in price."""
    for before, after in zip(price_steps, price_steps[1:], strict=False):
        if after.from_quantity <= before.from_quantity or after.pence > before.pence:
            raise ValueError("The price of a unit may not rise with the quantity.")


def price_at(quantity: Decimal, price_steps: Iterable[PriceStep]) -> int | None:
    """What a unit costs, in pence; None below the first step: so few are not sold.

    >>> steps = [PriceStep(Decimal(10), 500), PriceStep(Decimal(50), 400)]
    >>> price_at(Decimal(9), steps), price_at(Decimal(49), steps), price_at(Decimal(50), steps)
    (None, 500, 400)
    """
    reached = [one.pence for one in price_steps if quantity >= one.from_quantity]
    return reached[-1] if reached else None


def _quantity(group: Iterable[Pledge]) -> Decimal:
    return sum((one.quantity for one in group), Decimal(0))


def _holds(one: Pledge, group: Sequence[Pledge], price_steps: Sequence[PriceStep] | None) -> bool:
    found = _waits(one, group, price_steps)
    return not (found.for_price or found.members_short or found.units_short)


def _waits(
    one: Pledge, group: Sequence[Pledge], price_steps: Sequence[PriceStep] | None
) -> Waiting:
    members_short = max(one.at_least - len(group), 0)
    if price_steps is None:
        return Waiting(one.member, members_short=members_short)
    bought = _quantity(group)
    pence = price_at(bought, price_steps)
    if pence is None:
        first = price_steps[0].from_quantity if price_steps else bought + 1
        return Waiting(one.member, members_short=members_short, units_short=first - bought)
    too_dear = one.at_most_pence is not None and pence > one.at_most_pence
    return Waiting(one.member, for_price=too_dear, members_short=members_short)
