"""Windows for leaving together are the same on a page as those that the engine finds in tables."""

from __future__ import annotations

import random
from datetime import date, timedelta

import ibis
import pytest

from spinney.purchasing.bridge.contract_calendar import band_words, windows_of
from spinney.purchasing.engine.comparing.bands import EDGES, Band, banded
from spinney.purchasing.engine.comparing.columns import CONTRACTS
from spinney.purchasing.engine.comparing.ending import ending_together
from spinney.purchasing.models import Contract

pytestmark = pytest.mark.one_database

TODAY = date(2026, 3, 20)


def contracts(draw: random.Random) -> list[Contract]:
    found = []
    for pk in range(1, 150):
        end = TODAY + timedelta(days=draw.randint(-50, 500))
        notice = draw.randint(0, 90)
        found.append(
            Contract(
                pk=pk, organisation_id=draw.randint(1, 4), title=f"c{pk}", end_day=end,
                category=f"kind {draw.randint(1, 25)}", notice_days=notice,
                notice_day=end - timedelta(days=notice), supplier_name="Rook", yearly_pence=100,
            )
        )  # fmt: skip
    return found


def in_tables(rows: list[Contract]) -> set[tuple[object, ...]]:
    values = [
        {
            "member": str(one.organisation_id), "supplier": "Rook", "category": one.category,
            "title": one.title, "yearly_pence": 100, "end_day": one.end_day,
            "notice_days": one.notice_days, "renews": False,
        }
        for one in rows
    ]  # fmt: skip
    told = ending_together(ibis.memtable(values, schema=ibis.schema(CONTRACTS)), TODAY)
    names = ("category", "decide_by", "last_notice", "members", "contracts")
    return {tuple(one[name] for name in names) for one in told.to_pyarrow().to_pylist()}


def test_as_in_tables():
    rows = contracts(random.Random(20260320))
    found = {
        (one.category, one.decide_by, one.last_notice, one.members, len(one.contracts))
        for one in windows_of(rows, TODAY)
    }
    assert len(found) > 10
    assert found == in_tables(rows)


@pytest.mark.parametrize("pence", [0, 10_000, 30_000, *EDGES])
def test_bands_are_told_without_an_amount(pence):
    assert band_words(banded(pence)).startswith(("under £", "£"))
    assert band_words(Band(100_000, 250_000)) == "£1,000 to £2,500"
