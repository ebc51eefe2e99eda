"""What shows the conditions of the VAT exemption is written down, and goes into one file."""

from __future__ import annotations

import csv
import io
import zipfile

import docx
import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.money.actions.costs import note_vat
from spinney.money.bridge.cost_evidence import evidence
from spinney.money.queries.costs import shares_of_cost
from tests.access import client_of
from tests.money.costing import noted, share_of, trued_up
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_each_condition_is_shown_or_not(wood):
    cost = trued_up(wood)
    said = {"group": "Spinney Services CIO", "necessary": " ", "competition": "Nobody sells it."}
    note_vat(cost=cost, said=said, by=wood.ash, now=NOON)
    for name in ("birch", "maple"):
        share = share_of(cost, wood, name)
        share.exempt_activity = "Welfare advice"
        share.save()
    cost.refresh_from_db()
    shown = {one.condition.key: one.is_shown for one in evidence(cost, shares_of_cost(cost))}
    assert shown == {
        "group": True, "activity": True, "necessary": False, "cost": True, "competition": True,
    }  # fmt: skip
    alone = evidence(cost, shares_of_cost(cost)[:1])
    assert not alone[0].is_shown, "a group has two members at least"


def test_the_file_holds_conditions_shares_and_entries(wood):
    cost = trued_up(wood, title="=IT support")
    note_vat(cost=cost, said={"group": "Spinney Services CIO"}, by=wood.ash, now=NOON)
    url = f"/clusters/{wood.cluster.pk}/money/shared-costs/{cost.pk}/export-vat-evidence/"
    sent = client_of(wood, "ash").get(url)
    with zipfile.ZipFile(io.BytesIO(sent.content)) as made:
        assert sorted(made.namelist()) == ["evidence.docx", "ledger.csv", "shares.csv"]
        words = [one.text for one in docx.Document(made.open("evidence.docx")).paragraphs]
        shares = list(csv.reader(io.StringIO(made.read("shares.csv").decode("utf-8-sig"))))
        entries = list(csv.reader(io.StringIO(made.read("ledger.csv").decode("utf-8-sig"))))
    assert "Spinney Services CIO" in words
    assert "4. Only the actual cost" in words
    assert shares[1][:5] == ["Birch House", "2026-04-01", "2027-03-31", "500.01", "450.00"]
    assert entries[1][2].startswith("'=IT support")
    paid_in, paid_out = (sum(float(row[at] or 0) for row in entries[1:]) for at in (5, 6))
    assert paid_in == pytest.approx(paid_out)


def test_by_those_who_keep_the_money(wood):
    with pytest.raises(NotAllowed):
        note_vat(cost=noted(wood), said={}, by=wood.birch, now=NOON)
