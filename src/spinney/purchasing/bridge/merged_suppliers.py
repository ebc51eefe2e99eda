"""Which supplier a name is, for two organisations that turn out to be one, or two again."""

from __future__ import annotations

from collections.abc import Iterable

from spinney.purchasing.bridge.matching import Written
from spinney.purchasing.models import SupplierName

SAID = ("cluster_id", "supplier_id", "written", "sure", "reason", "found")


def place_names(cluster_id: int, both: tuple[int, int], shown: Iterable[Written]) -> None:
    """Let a cluster know of two organisations exactly the names that are shown now, each where it
    was for either of them. New ones wait until names are compared next.
    """
    wanted = {(one.organisation_id, one.written) for one in shown if one.organisation_id in both}
    rows = SupplierName.objects.filter(cluster=cluster_id, organisation__in=both).order_by("pk")
    had = {(one.organisation_id, one.written): one for one in rows}
    known = {one.written: one for one in had.values()}
    gone = [one.pk for key, one in had.items() if key not in wanted]
    SupplierName.objects.filter(pk__in=gone).delete()
    SupplierName.objects.bulk_create(
        SupplierName(
            organisation_id=organisation_id,
            **{field: getattr(known[written], field) for field in SAID},
        )
        for organisation_id, written in sorted(wanted - had.keys())
        if written in known
    )
