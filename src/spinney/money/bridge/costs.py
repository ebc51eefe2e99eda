"""Shared costs as rows and as the engine's problem; statements and fairness, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.periods import Period
from spinney.money.bridge.cost_rules import (
    MISSING_WORDS,
    AgreedRule,
    Member,
    Sharing,
    impossible_words,
    part_words,
    share,
)
from spinney.money.bridge.posting import PostingLine
from spinney.money.models import BudgetLine, CostShare, SharedCost
from spinney.register.api import Organisation

MADE_OF = ("once", "unit", "site", "step", "each")
"""The parts of `SharedCost.made_of`: pence, and for how many units a step is."""


@dataclass(frozen=True)
class CostSaid:
    """What is said of a shared cost; `members` are the ids of those that share it."""

    title: str
    first_day: date
    last_day: date
    budget_pence: int
    kind: str = ""
    unit: str = ""
    members: frozenset[int] = frozenset()
    paid_by: Organisation | None = None
    budget_line: BudgetLine | None = None
    made_of: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class MemberSaid:
    """A member's days and figures, as those who keep the money know them."""

    from_day: date
    to_day: date
    income_pence: int | None = None
    staff: Decimal | None = None
    units: Decimal | None = None
    actual_units: Decimal | None = None
    parts: int | None = None
    alone_pence: int | None = None


@dataclass(frozen=True)
class FiguresSaid:
    """What a member says of itself; None: not said."""

    units: Decimal | None = None
    income_pence: int | None = None
    staff: Decimal | None = None
    alone_pence: int | None = None
    exempt_activity: str = ""


def source_of(cost: SharedCost) -> str:
    """How entries of the ledger name the cost that they came of."""
    return f"money.SharedCost:{cost.uid}"


def uid_of(source: str) -> UUID | None:
    """The uid of the cost that an entry came of; None for other entries."""
    kind, _, uid = source.partition(":")
    return UUID(uid) if kind == "money.SharedCost" else None


def period_of(cost: SharedCost) -> Period:
    """The days of a cost."""
    return Period(cost.first_day, cost.last_day)


def members_of(shares: Iterable[CostShare], *, actual: bool = False) -> list[Member]:
    """Members as the engine knows them; `actual`: with what they really used, where it is said."""
    return [
        Member(
            str(one.organisation_id), one.income_pence, one.staff,
            one.actual_units if actual and one.actual_units is not None else one.units,
            one.parts, one.from_day, one.to_day,
        )
        for one in shares
    ]  # fmt: skip


def shared(
    cost: SharedCost, shares: Sequence[CostShare], agreed: AgreedRule, pence: int, *,
    actual: bool = False,
) -> Sharing:  # fmt: skip
    """A cost shared by a rule. Raises BadInput for what no rule can share."""
    members = members_of(shares, actual=actual)
    return share(pence, agreed.rule, members, limits=agreed.limits, period=period_of(cost))


def why_not(found: Sharing, names: Mapping[str, str]) -> list[str]:
    """What must be known, or mended, before a cost can be shared."""
    said = [
        f"{names[one.member]}: {MISSING_WORDS[one.what]} is not known." for one in found.missing
    ]
    no_way = found.impossible
    return [*said, impossible_words(no_way, found.pence)] if no_way else said


def whole(found: Sharing, names: Mapping[str, str]) -> Sharing:
    """The same. Raises WrongState, with what is missing, where it is not shared."""
    if not found.is_whole:
        raise WrongState("The cost cannot be shared yet. " + " ".join(why_not(found, names)))
    return found


def reasons(cost: SharedCost, step: str, organisation_id: int) -> list[str]:
    """How one member's part was reckoned at a step ("budget", "actual"), from what was kept; empty
    where nothing was. Days are told only where they are not all of the cost's.
    """
    kept = cost.working.get(step)
    parts = {one.member: one for one in Sharing.from_json(kept).parts} if kept else {}
    one = parts.get(str(organisation_id))
    if one is None:
        return []
    whole = (cost.first_day.isoformat(), cost.last_day.isoformat())
    pieces = [
        replace(why, first="", last="") if (why.first, why.last) == whole else why
        for why in one.pieces
    ]
    return part_words(replace(one, pieces=tuple(pieces)), cost.unit)


def renamed(working: Mapping[str, Any], old: int, new: int) -> dict[str, Any]:
    """How a cost was reckoned, with one member under another number."""
    return {
        step: {
            **kept,
            "parts": [
                part | {"member": str(new)} if part["member"] == str(old) else part
                for part in kept["parts"]
            ],
        }
        for step, kept in working.items()
    }


def names_of(shares: Iterable[CostShare]) -> dict[str, str]:
    """The members' names, as the engine knows them."""
    return {str(one.organisation_id): one.organisation.name for one in shares}


# The ledger -------------------------------------------------------------------------------------


def budget_lines(shares: Sequence[CostShare]) -> list[PostingLine]:
    """The lines of an entry by which members owe their shares of the budget."""
    return _owed([(one, one.budget_pence or 0) for one in shares])


def true_up_lines(cost: SharedCost, shares: Sequence[CostShare]) -> list[PostingLine]:
    """The lines by which members owe the difference to the actual cost; and, where a member paid
    the bill, by which it is owed that.
    """
    lines = _owed([(one, (one.actual_pence or 0) - (one.budget_pence or 0)) for one in shares])
    if cost.paid_by_id is not None and cost.actual_typed and cost.actual_pence:
        line = cost.budget_line_id
        lines += [
            PostingLine("shared_cost", cost.actual_pence, budget_line_id=line),
            PostingLine("member_owed", -cost.actual_pence, organisation_id=cost.paid_by_id),
        ]
    return lines


def _owed(amounts: Sequence[tuple[CostShare, int]]) -> list[PostingLine]:
    return [
        PostingLine(account, pence if account == "member_due" else -pence,
                    organisation_id=one.organisation_id)
        for one, pence in amounts if pence
        for account in ("member_due", "member_income")
    ]  # fmt: skip


@dataclass(frozen=True)
class Open:
    """What is open between the cluster and one member for one cost, in pence: what the member owes
    (`due`), and what it is owed for bills that it paid (`owed`).
    """

    due: int = 0
    owed: int = 0

    @property
    def net(self) -> int:
        """What the member still pays; below nought: gets."""
        return self.due - self.owed


def payment_lines(found: Open, pence: int, organisation_id: int) -> list[PostingLine]:
    """The lines of a payment of what is open: all of it, or a part."""
    if pence == abs(found.net):
        due, owed = found.due, found.owed
    elif found.net > 0:
        due, owed = pence, 0
    else:
        owed = min(pence, found.owed)
        due = owed - pence
    bank = due - owed
    lines = [
        PostingLine("bank", bank),
        PostingLine("member_due", -due, organisation_id=organisation_id),
        PostingLine("member_owed", owed, organisation_id=organisation_id),
    ]
    return [one for one in lines if one.pence]


def checked_made_of(said: Mapping[str, int]) -> dict[str, int]:
    """What a cost is made of, as it is kept. Raises BadInput for a step without its units."""
    found = {key: said[key] for key in MADE_OF if said.get(key)}
    if ("step" in found) != ("each" in found):
        told = "Say both: what a step costs, and for how many units it is."
        raise BadInput(told, {"each": [told]})
    return found
