"""Unpaid time as tests have it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from spinney.money.actions.contributions import note_contribution
from spinney.money.models import Contribution
from spinney.money.policies.contributions import ContributionSaid
from tests.money.making import DAY
from tests.personas import NOON, Wood

BID = ContributionSaid(
    "time", "Wrote the joint bid", DAY, "development", Decimal("7.5"), 2_350, "our pay scale"
)
ROOM = ContributionSaid("things", "Our hall for a day", DAY, value_pence=12_000)


def noted(wood: Wood, said: ContributionSaid = BID, by: str = "birch", **more: Any) -> Contribution:
    """Noted by Birch for its organisation."""
    return note_contribution(
        cluster=wood.cluster, organisation=more.get("organisation", wood.organisations["birch"]),
        said=said, by=wood.actor(by), now=NOON,
    )  # fmt: skip
