"""Spending, suppliers and purchases for tests, straight in the tables; whoever tests how they come
about uses the actions.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.db.models import Count, Sum

from spinney.clusters.models import Cluster
from spinney.purchasing.models import (
    Contract,
    Contractor,
    JointPurchase,
    Opportunity,
    OpportunityMember,
    Saving,
    SpendCell,
    SpendLine,
    SpendName,
    SpendShare,
    SpendUpload,
    Supplier,
    SupplierName,
)
from spinney.purchasing.states import ShareState, UploadState
from spinney.register.models import Organisation
from tests.agreements.making import another_member
from tests.personas import Wood

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
DAY = date(2026, 3, 20)
YEAR = (date(2025, 4, 1), date(2026, 3, 31))
BY = "person:1"

__all__ = [
    "a_contract", "a_contractor", "a_purchase", "a_saving", "a_share", "a_supplier",
    "an_opportunity", "an_upload", "another_member", "spent",
]  # fmt: skip

_numbers = count(1)


def an_upload(
    organisation: Organisation, *, state: UploadState = UploadState.ADDED, **changes: Any
) -> SpendUpload:
    """A file that a member gave in, without its lines."""
    fields: dict[str, Any] = {
        "name": "payments.csv", "size": 100, "sha256": f"{next(_numbers):064d}", "state": state,
        "first_day": YEAR[0], "last_day": YEAR[1], "given_at": NOON, "given_by": BY,
    }  # fmt: skip
    return SpendUpload.objects.create(organisation=organisation, **fields | changes)


def spent(
    organisation: Organisation,
    lines: Iterable[tuple[str, str, int, date]],
    *,
    upload: SpendUpload | None = None,
    aside: Iterable[str] = (),
) -> SpendUpload:
    """Lines of a member as (name, category, pence, day), with names and cells made from them;
    `aside` are names that are left out as people.
    """
    upload = upload or an_upload(organisation)
    left_out = set(aside)
    for row, (written, category, pence, day) in enumerate(lines, start=2):
        name, _ = SpendName.objects.get_or_create(
            organisation=organisation, written=written,
            defaults={
                "category": category, "category_sure": 90, "aside": written in left_out,
                "person": "individual" if written in left_out else "",
            },
        )  # fmt: skip
        key = hashlib.sha256(f"{written}|{pence}|{day}|{row}|{upload.pk}".encode()).hexdigest()
        SpendLine.objects.create(
            upload=upload, organisation=organisation, name=name, row=row, day=day,
            amount_pence=pence, net_pence=pence, category="", key=key,
        )  # fmt: skip
    _cells(organisation)
    return upload


def _cells(organisation: Organisation) -> None:
    SpendCell.objects.filter(organisation=organisation).delete()
    cells: dict[tuple[int, str, date], list[int]] = {}
    rows = SpendLine.objects.filter(organisation=organisation, name__aside=False)
    for line in rows.select_related("name"):
        month = line.day.replace(day=1)
        cell = cells.setdefault((line.name_id, line.category or line.name.category, month), [0, 0])
        cell[0] += line.amount_pence
        cell[1] += 1
    SpendCell.objects.bulk_create(
        SpendCell(
            organisation=organisation, name_id=name, category=category, month=month,
            amount_pence=pence, gross_pence=pence, lines=lines,
        )
        for (name, category, month), (pence, lines) in cells.items()
    )  # fmt: skip
    for row in (
        SpendLine.objects.filter(organisation=organisation)
        .values("name").annotate(lines=Count("id"), pence=Sum("amount_pence"))
    ):  # fmt: skip
        SpendName.objects.filter(pk=row["name"]).update(lines=row["lines"])


def a_share(cluster: Cluster, organisation: Organisation, **changes: Any) -> SpendShare:
    """What a member shares: the year of these tests, in bands, with those who run the cluster."""
    fields: dict[str, Any] = {
        "first_day": YEAR[0], "last_day": YEAR[1], "shown": "bands", "broker": "runners",
        "state": ShareState.SHARED, "shared_at": NOON, "shared_by": BY,
    }  # fmt: skip
    return SpendShare.objects.create(cluster=cluster, organisation=organisation, **fields | changes)


def a_supplier(
    cluster: Cluster, name: str, names: Iterable[tuple[Organisation, str]] = (), **changes: Any
) -> Supplier:
    """A supplier with the names that members write for it."""
    fields: dict[str, Any] = {"key": f"key-{next(_numbers)}", "name": name, "made_at": NOON}
    found = Supplier.objects.create(cluster=cluster, **fields | changes)
    SupplierName.objects.bulk_create(
        SupplierName(supplier=found, cluster=cluster, organisation=one, written=written)
        for one, written in names
    )
    return found


def an_opportunity(
    cluster: Cluster, members: Iterable[tuple[Organisation, int, int, int]] = (), **changes: Any
) -> Opportunity:
    """A way to save, with members as (organisation, pence now, low, high)."""
    fields: dict[str, Any] = {
        "key": f"key-{next(_numbers)}", "kind": "switch", "category": "telecoms",
        "title": "Telephony and broadband: pay what the cheapest of you pays", "low_pence": 50_000,
        "high_pence": 90_000, "effort": "small", "found_at": NOON, "last_found_at": NOON,
    }  # fmt: skip
    found = Opportunity.objects.create(cluster=cluster, **fields | changes)
    OpportunityMember.objects.bulk_create(
        OpportunityMember(
            opportunity=found, organisation=one, now_pence=now, low_pence=low, high_pence=high
        )
        for one, now, low, high in members
    )
    return found


def a_purchase(cluster: Cluster, **changes: Any) -> JointPurchase:
    """A joint purchase for which pledges are gathered."""
    fields: dict[str, Any] = {
        "title": "IT support for all of us", "what": "Help by phone, and visits.",
        "category": "it_support", "unit": "a computer a month", "made_at": NOON, "made_by": BY,
    }  # fmt: skip
    return JointPurchase.objects.create(cluster=cluster, **fields | changes)


def a_contract(
    organisation: Organisation | None = None, cluster: Cluster | None = None, **changes: Any
) -> Contract:
    """A contract of a member, or of a cluster together."""
    fields: dict[str, Any] = {
        "title": "Photocopier", "supplier_name": "Larch Office Machines",
        "category": "stationery_print", "yearly_pence": 240_000, "first_day": date(2024, 7, 1),
        "end_day": date(2026, 6, 30), "notice_days": 90, "notice_day": date(2026, 4, 1),
        "made_at": NOON, "made_by": BY,
    }  # fmt: skip
    return Contract.objects.create(organisation=organisation, cluster=cluster, **fields | changes)


def a_saving(cluster: Cluster, organisation: Organisation, **changes: Any) -> Saving:
    """A saving that was claimed for a year: £1,200 before, £900 now."""
    fields: dict[str, Any] = {
        "title": "Cheaper phones", "kind": "cashable", "category": "telecoms",
        "covers": "category:telecoms", "first_day": date(2026, 1, 1),
        "last_day": date(2026, 12, 31), "baseline_pence": 120_000, "new_pence": 90_000,
        "claimed_at": NOON, "claimed_by": BY,
    }  # fmt: skip
    return Saving.objects.create(cluster=cluster, organisation=organisation, **fields | changes)


def a_contractor(cluster: Cluster, name: str = "Rowan Roofing", **changes: Any) -> Contractor:
    """Somebody who does work for members."""
    fields: dict[str, Any] = {"trades": ["roofing"], "added_at": NOON, "added_by": BY}
    return Contractor.objects.create(cluster=cluster, name=name, **fields | changes)


def wood_that_shares(wood: Wood) -> Wood:
    """The wood where Birch House and a second member, Maple Centre, share a year of spending."""
    birch = wood.organisations["birch"]
    maple = another_member(wood, "Maple Centre")
    spent(
        birch,
        [
            ("BT GROUP PLC", "telecoms", 40_000, date(2025, 5, 12)),
            ("BT GROUP PLC", "telecoms", 42_000, date(2025, 8, 12)),
            ("Larch Office Machines", "stationery_print", 61_250, date(2025, 6, 2)),
            ("Mrs J Example", "other", 12_345, date(2025, 6, 3)),
        ],
        aside=["Mrs J Example"],
    )
    spent(
        maple,
        [
            ("British Telecommunications", "telecoms", 19_000, date(2025, 5, 20)),
            ("Larch Office Machines Ltd", "stationery_print", 88_000, date(2025, 7, 1)),
        ],
    )
    a_supplier(wood.cluster, "BT", [(birch, "BT GROUP PLC"), (maple, "British Telecommunications")])
    a_supplier(
        wood.cluster, "Larch Office Machines",
        [(birch, "Larch Office Machines"), (maple, "Larch Office Machines Ltd")],
    )  # fmt: skip
    a_share(wood.cluster, birch)
    a_share(wood.cluster, maple)
    return wood
