"""From the budget's shares to the actual ones: who pays more, who gets some back. Pure.

>>> from spinney.money.engine.sharing.members import Member
>>> from spinney.money.engine.sharing.rules import Rule
>>> from spinney.money.engine.sharing.split import share
>>> ash, elm = Member("ash"), Member("elm")
>>> budget, actual = (share(p, Rule("equal"), [ash, elm]) for p in (10_000, 9_000))
>>> [line.more for line in true_up(budget, actual, {"ash": 5_000})]
[-500, 4500]
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spinney.base.kernel.errors import BadInput
from spinney.money.engine.sharing.split import Sharing


@dataclass(frozen=True, slots=True)
class Line:
    """One member's true-up in pence: its share of the budget and of the actual cost, what it paid
    already, and what it pays `more` (below nought: gets back).
    """

    member: str
    budget: int
    actual: int
    paid: int

    @property
    def more(self) -> int:
        return self.actual - self.paid

    def to_json(self) -> dict[str, str | int]:
        said: dict[str, str | int] = {name: getattr(self, name) for name in self.__slots__}
        return said | {"more": self.more}


def true_up(budget: Sharing, actual: Sharing, paid: Mapping[str, int] | None = None) -> list[Line]:
    """The lines of all who are in either sharing or have paid; `paid` None: each paid its share of
    the budget. What all pay more adds up to the actual cost less what was paid. Raises BadInput
    while the actual cost is not shared.
    """
    if not actual.is_whole:
        raise BadInput("The actual cost is not shared yet: something is missing.")
    planned, borne = budget.by_member(), actual.by_member()
    given = planned if paid is None else paid
    everybody = dict.fromkeys([*borne, *planned, *given])
    return [
        Line(one, planned.get(one, 0), borne.get(one, 0), given.get(one, 0)) for one in everybody
    ]
