"""What nobody but a member may read is in no file that its cluster leaves with."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from spinney.base.keeping.exports import export_cluster
from spinney.purchasing.models import JointPurchase, Pledge, QuoteMark
from spinney.purchasing.queries.travelling import hold_to_the_price_agreed
from tests.privacy import stands_in
from tests.purchasing.buying import AFTER, opened, quote_of
from tests.purchasing.making import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def parts(wood: Any, folder: Path) -> dict[str, str]:
    file = folder / "cluster.zip"
    export_cluster(wood.cluster, file, now=NOON)
    with zipfile.ZipFile(file) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def rows(found: dict[str, str], label: str) -> str:
    return next((text for name, text in found.items() if label in name), "")


def test_the_most_that_a_member_would_pay_stays_and_the_file_says_so(wood, tmp_path):
    purchase = opened(wood)
    first = purchase.pledges.order_by("pk").first()
    Pledge.objects.filter(pk=first.pk).update(at_most_pence=98_765)
    found = parts(wood, tmp_path)
    assert not stands_in("98765", "".join(found.values()))
    told = rows(found, "purchasing.Pledge")
    assert told.count('"purchase"') == purchase.pledges.count() - 1
    manifest = json.loads(found["manifest.json"])
    assert "own secret" in manifest["kept_back"]["purchasing.Pledge"]
    assert "its own" in manifest["stays"]["purchasing.SpendLine"]


def test_once_agreed_the_word_travels_and_is_held_to_that_price(wood, tmp_path):
    purchase = opened(wood)
    Pledge.objects.update(at_most_pence=98_765)
    JointPurchase.objects.update(state="appointed", winner=quote_of(purchase))
    found = parts(wood, tmp_path)
    assert not stands_in("98765", "".join(found.values()))
    assert rows(found, "purchasing.Pledge").count('"purchase"') == 2
    arrived = list(Pledge.objects.values_list("pk", flat=True))
    Pledge.objects.update(at_most_pence=None)
    hold_to_the_price_agreed({"purchasing.Pledge": arrived})
    # £10 and a fifth of VAT
    assert set(Pledge.objects.values_list("at_most_pence", flat=True)) == {1_200}


def test_marks_stay_until_members_see_them(wood, tmp_path):
    purchase = opened(wood)
    quotes = [quote_of(purchase), quote_of(purchase, 1)]
    marked = [one for one in purchase.criteria.all() if not one.is_price]
    members = [one.organisation for one in purchase.pledges.all()]

    def mark(organisation: Any) -> None:
        for quote in quotes:
            for criterion in marked:
                QuoteMark.objects.create(
                    quote=quote, criterion=criterion, organisation=organisation, mark=3,
                    note="Slow to answer", by="person:1", at=AFTER,
                )  # fmt: skip

    mark(members[0])
    assert "Slow to answer" not in "".join(parts(wood, tmp_path).values())
    mark(members[1])
    assert "Slow to answer" in rows(parts(wood, tmp_path), "purchasing.QuoteMark")
    QuoteMark.objects.filter(organisation=members[1]).delete()
    JointPurchase.objects.update(marking_closed_at=AFTER)
    assert "Slow to answer" in rows(parts(wood, tmp_path), "purchasing.QuoteMark")
