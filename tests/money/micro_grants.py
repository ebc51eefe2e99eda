"""Micro-grants as tests have them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from spinney.money.actions.microgrants import apply_micro_grant, approve_micro_grant
from spinney.money.models import MicroGrant, MicroGrantRound
from spinney.money.policies.microgrants import ApplicationSaid, RoundSaid
from tests.money.making import a_fund, a_ring_fence, a_round
from tests.personas import Wood

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
"""The round of these tests is open until 29 May 2026, for up to £250 out of £1,000."""
SAID = RoundSaid("Small grants", 25_000, date(2026, 6, 30), "For groups of neighbours.")
GARDEN = ApplicationSaid("Tools for the garden", 20_000)
CHOIR = ApplicationSaid("Hall for the choir", 25_000, "Larch Lane Choir", "choir@example.org")


def opened(wood: Wood, **changes: Any) -> MicroGrantRound:
    """A round that takes applications."""
    return a_round(a_ring_fence(a_fund(wood.cluster)), **changes)


def applied(wood: Wood, one: MicroGrantRound | None = None) -> MicroGrant:
    """A group's application on paper."""
    return apply_micro_grant(round_=one or opened(wood), said=CHOIR, by=wood.ash, now=NOW)


def approved(wood: Wood, pence: int = 25_000, one: MicroGrantRound | None = None) -> MicroGrant:
    """The same, approved."""
    return approve_micro_grant(
        grant=applied(wood, one), pence=pence, reasons="It brings people together", by=wood.ash,
        now=NOW,
    )  # fmt: skip
