"""Claims of savings for tests: what somebody says, and a wood in which one was claimed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from spinney.base.kernel.periods import Period
from spinney.purchasing.actions.savings import claim_saving
from spinney.purchasing.models import Saving
from spinney.purchasing.queries.claiming import SavingSaid
from tests.personas import Wood
from tests.purchasing.making import NOON, an_upload, spent

LATER_NOON = NOON.replace(month=8)


def said(**changes: Any) -> SavingSaid:
    """Phones for a year: £1,200 before, £900 now, by an estimate."""
    told: dict[str, Any] = {
        "title": "Cheaper phones", "kind": "cashable", "category": "telecoms",
        "first_day": date(2026, 1, 1), "last_day": date(2026, 12, 31), "baseline_pence": 120_000,
        "new_pence": 90_000, "basis_words": "the old bill",
    }  # fmt: skip
    return SavingSaid(**told | changes)


def claimed(wood: Wood, by: str = "ash", now: datetime = NOON, **changes: Any) -> Saving:
    """A saving claimed for Birch House; by default by the facilitator."""
    return claim_saving(
        cluster=wood.cluster, organisation=wood.organisations["birch"], said=said(**changes),
        by=wood.actor(by), now=now,
    )  # fmt: skip


def pays(wood: Wood, months: dict[date, int], name: str = "BT", last: date | None = None) -> None:
    """Birch House paid so many pence for phones in these months, and its file says so."""
    birch = wood.organisations["birch"]
    days = sorted(months)
    upload = an_upload(birch, first_day=days[0], last_day=last or days[-1].replace(day=28))
    rows = [(name, "telecoms", pence, month.replace(day=12)) for month, pence in months.items()]
    spent(birch, rows, upload=upload)


YEAR_BEFORE = Period(date(2025, 1, 1), date(2025, 12, 31))


def year_of_bills(pence: int = 10_000, year: int = 2025) -> dict[date, int]:
    """The same bill in each month of a year."""
    return {date(year, month, 1): pence for month in range(1, 13)}
