"""Underspend as tests have it: three members, two areas, money spent unevenly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from spinney.decisions.models import Decision
from spinney.money.actions.moves import MoveSaid, add_move
from spinney.money.actions.reallocations import (
    ReallocationSaid,
    carry_out_reallocation,
    decide_reallocation,
    draft_reallocation,
    propose_reallocation,
)
from spinney.money.bridge.budgets import LineSaid
from spinney.money.models import Budget, Reallocation
from spinney.register.models import Organisation
from tests.agreements.making import another_member
from tests.decisions.making import a_decision
from tests.money.budgeting import agreed, line, spend
from tests.personas import Wood

LATER = datetime(2026, 7, 10, 12, tzinfo=UTC)
"""Six months of twelve are over."""
THAT_DAY = LATER.date()
BIG, SMALL = 50_000_000, 4_000_000


@dataclass
class Partners:
    """Birch (large) works in North, as does Yew (small); Elm (small) alone works in South."""

    budget: Budget
    elm: Organisation
    yew: Organisation


def partners(wood: Wood) -> Partners:
    """£6,000, £4,000 and £2,000 for a year; Birch spent £1,000 in six months, Elm £3,000."""
    birch = wood.organisations["birch"]
    elm, yew = another_member(wood, "Elm Advice"), another_member(wood, "Yew Tree Centre")
    for one, income in ((birch, BIG), (elm, SMALL), (yew, SMALL)):
        Organisation.objects.filter(pk=one.pk).update(income_pence=income)
    budget = agreed(
        wood,
        LineSaid("Birch House", 600_000, organisation_id=birch.pk, area="North"),
        LineSaid("Elm Advice", 400_000, organisation_id=elm.pk, area="South"),
        LineSaid("Yew Tree", 200_000, organisation_id=yew.pk, area="North"),
    )
    for month in range(1, 7):
        spend(line(budget, "Birch House"), 100_000 // 6, date(2026, month, 12))
        spend(line(budget, "Elm Advice"), 50_000, date(2026, month, 14))
        spend(line(budget, "Yew Tree"), 100_000 // 6, date(2026, month, 16))
    return Partners(budget, elm, yew)


def proposed(wood: Wood, there: Partners, pence: int = 150_000) -> Reallocation:
    """From Birch to Elm, proposed."""
    made = drafted_move(wood, there, pence)
    return propose_reallocation(reallocation=made, by=wood.ash, now=LATER)


def agreed_to(wood: Wood, number: int = 1, on: date = THAT_DAY) -> Decision:
    """The members decide it on the day it is proposed."""
    return a_decision(wood, number, title=f"We move money {number}", decided_on=on)


def decided(wood: Wood, there: Partners, pence: int = 150_000) -> Reallocation:
    """From Birch to Elm, decided."""
    made, number = proposed(wood, there, pence), agreed_to(wood).number
    return decide_reallocation(reallocation=made, decision=number, by=wood.ash, now=LATER)


def done(wood: Wood, there: Partners, pence: int = 150_000) -> Reallocation:
    """From Birch to Elm, carried out."""
    made = decided(wood, there, pence)
    return carry_out_reallocation(reallocation=made, by=wood.ash, now=LATER)


def drafted_move(wood: Wood, there: Partners, pence: int = 150_000) -> Reallocation:
    """From Birch to Elm, being drafted."""
    made = draft_reallocation(
        cluster=wood.cluster, said=ReallocationSaid("Keep Elm going"), by=wood.ash, now=LATER
    )
    said = MoveSaid(
        line(there.budget, "Birch House"), pence, line(there.budget, "Elm Advice"),
        reason="Elm alone works in South",
    )  # fmt: skip
    add_move(reallocation=made, said=said, by=wood.ash, now=LATER)
    return made
