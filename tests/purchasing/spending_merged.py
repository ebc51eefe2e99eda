"""Two members with payments of their own that turn out to be one, for tests of what goes along."""

from __future__ import annotations

from typing import Any

from spinney.base.kernel.actors import Actor
from spinney.purchasing.models import (
    CategoryLesson,
    Judgement,
    LineAgain,
    Measure,
    SpendAsked,
    SpendCell,
    SpendLayout,
    SpendLine,
    SpendName,
    SpendShare,
    SpendUpload,
    SupplierChange,
    SupplierName,
)
from spinney.register.models import Merge
from tests.agreements.making import another_member
from tests.personas import Wood
from tests.purchasing.giving import added
from tests.purchasing.making import BY, NOON, a_share, a_supplier

SYSTEM = Actor.system("merges")
HERS = """\
Date,Source,Contact,Description,Reference,Account,Net,VAT,Gross
12/08/2025,Invoice,BT Group plc,Phones in August,BT-0812,Telephone,420.00,84.00,504.00
12/11/2025,Invoice,BT Group plc,Phones in November,BT-1112,Telephone,430.00,86.00,516.00
14/11/2025,Invoice,Finch Cleaning Ltd,November,F-9,Cleaning,100.00,20.00,120.00
"""
"""Of these three payments the first is in Birch House's file as well."""
TABLES = (
    SpendUpload, SpendLayout, SpendName, SpendLine, LineAgain, SpendCell, Measure, SpendShare,
    SpendAsked, SupplierName, Judgement, SupplierChange, CategoryLesson,
)  # fmt: skip
MADE_ANEW = (SpendCell, SupplierName)
"""Rows of these have other numbers when they come back."""


def two_that_are_one(wood: Wood, *, both_share: bool = True) -> Merge:
    """Birch House is kept and Maple House put aside. Both gave in files, one payment in both; both
    share, Maple House the second half of the year alone.
    """
    birch, maple = wood.organisations["birch"], another_member(wood, "maple")
    added(birch, wood.birch)
    added(maple, wood.actor("maple"), HERS)
    a_share(wood.cluster, birch)
    if both_share:
        first = NOON.date().replace(year=2025, month=7, day=1)
        a_share(wood.cluster, maple, first_day=first, shown="suppliers")
    supplier = a_supplier(
        wood.cluster, "BT", [(birch, "BT Group plc"), (maple, "BT Group plc")]
    )  # fmt: skip
    a_supplier(wood.cluster, "Finch", [(maple, "Finch Cleaning Ltd")])
    for one in (birch, maple):
        Measure.objects.create(
            organisation=one, measure="employees", value=4, on_day=NOON, source="typed", given_by=BY
        )
        SpendAsked.objects.create(
            cluster=wood.cluster, organisation=one, asked_at=NOON, asked_by=BY
        )
    CategoryLesson.objects.create(
        organisation=maple, kind="name", key="finch", category="cleaning", given_by=BY,
        given_at=NOON,
    )  # fmt: skip
    Judgement.objects.create(
        cluster=wood.cluster, one="A", other="B", answer="same", organisation=maple, by=BY, at=NOON
    )
    pairs = [[birch.pk, "BT Group plc"], [maple.pk, "BT Group plc"]]
    SupplierChange.objects.create(
        cluster=wood.cluster, supplier=supplier, kind="merge", words="Put together.",
        before={"others": [{"names": pairs}], "about": pairs}, by=BY, at=NOON,
    )  # fmt: skip
    return Merge.objects.create(kept=birch, aside=maple, merged_at=NOON, merged_by=BY)


def everything() -> dict[str, list[Any]]:
    """All that is there of spending, row by row."""
    found = {}
    for table in TABLES:
        rows = list(table._default_manager.order_by("pk").values())
        if table in MADE_ANEW:
            rows = sorted(({**row, "id": 0} for row in rows), key=str)
        found[table.__name__] = rows
    return found
