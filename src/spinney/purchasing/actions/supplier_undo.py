"""What was done to suppliers, undone: as far as nothing was done since that rests on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.purchasing import policies
from spinney.purchasing.actions.suppliers import JUDGED
from spinney.purchasing.bridge.holding import hold_cluster
from spinney.purchasing.bridge.starting_matching import start_matching
from spinney.purchasing.bridge.teaching import unteach
from spinney.purchasing.models import Supplier, SupplierChange, SupplierName
from spinney.purchasing.policies import suppliers as rules
from spinney.purchasing.queries.supplier_page import sight_of, standing
from spinney.register.api import Organisation

SINCE = "Something else was done with this supplier since. Undo that first."


@transaction.atomic
def undo_supplier_change(*, change: SupplierChange, by: Actor, now: datetime) -> SupplierChange:
    """Put back what was before. Whoever sees the supplier may: the history tells who did what.
    Raises WrongState where it was undone already, or something that was done since rests on it.
    """
    scope = cluster_scope(change.cluster_id)
    require(policies.MAY, "undo_supplier_change", by=by, scope=scope)
    hold_cluster(change.cluster_id)
    held = SupplierChange.objects.select_for_update(of=("self",)).select_related("cluster")
    change = held.get(pk=change.pk)
    rules.check_undo(change)
    sight_of(by, change.cluster, standing(change.cluster, change.supplier_id), localdate(now))
    later = SupplierChange.objects.filter(
        supplier=change.supplier_id, kind=change.kind, undone_at=None, pk__gt=change.pk
    )
    supplier = Supplier.objects.select_for_update(of=("self",)).get(pk=change.supplier_id)
    if later.exists() or supplier.merged_into_id is not None:
        raise WrongState(SINCE)
    _UNDO[change.kind](supplier, change)
    supplier.version += 1
    supplier.save()
    change.undone_at = now
    change.save(update_fields=["undone_at"])
    record(
        "purchasing.undo_supplier_change", by=by, on=supplier, at=now, scope=scope,
        change=change.pk, kind=change.kind,
    )  # fmt: skip
    if change.kind in ("merge", "split"):
        start_matching(change.cluster, now=now)
    return change


def _undo_merge(supplier: Supplier, change: SupplierChange) -> None:
    for was in change.before["others"]:
        gone = Supplier.objects.select_for_update(of=("self",)).filter(pk=was["pk"]).first()
        if gone is None or gone.merged_into_id != supplier.pk:
            raise WrongState(SINCE)
        gone.merged_into = None
        gone.parent_id = _there(was["parent"])
        gone.version += 1
        gone.save(update_fields=["merged_into", "parent", "version"])
        Supplier.objects.filter(pk__in=was["branches"], parent=supplier).update(parent=gone)
        _move(was["names"], supplier, gone)
    renamed = SupplierChange.objects.filter(supplier=supplier, kind="rename", undone_at=None)
    if not renamed.filter(pk__gt=change.pk).exists():
        supplier.named_by = change.before["kept_named_by"]
    if change.before["kept_parent"] is not None:
        supplier.parent_id = _there(change.before["kept_parent"])
    unteach(change.cluster_id, change.before["judgements"])


def _undo_split(supplier: Supplier, change: SupplierChange) -> None:
    made = Supplier.objects.select_for_update().filter(pk=change.before["made"]).first()
    if made is not None:
        if made.merged_into_id not in (None, supplier.pk):
            raise WrongState(SINCE)
        _move(change.before["names"], made, supplier)
        made.merged_into, made.parent = supplier, None
        made.save(update_fields=["merged_into", "parent"])
    unteach(change.cluster_id, change.before["judgements"])


def _undo_rename(supplier: Supplier, change: SupplierChange) -> None:
    supplier.name, supplier.named_by = change.before["name"], change.before["named_by"]


def _undo_under(supplier: Supplier, change: SupplierChange) -> None:
    parent = _there(change.before["parent"])
    if parent is not None and Supplier.objects.filter(parent=supplier).exists():
        raise WrongState(SINCE)
    supplier.parent_id = parent


def _undo_link(supplier: Supplier, change: SupplierChange) -> None:
    rows = Organisation.objects.filter(pk=change.before["organisation"])
    supplier.organisation = rows.first()


_UNDO: dict[str, Callable[[Supplier, SupplierChange], None]] = {
    "merge": _undo_merge,
    "split": _undo_split,
    "rename": _undo_rename,
    "under": _undo_under,
    "link": _undo_link,
}


def _there(pk: int | None) -> int | None:
    """A supplier that can have branches, if it is still there."""
    if pk is None:
        return None
    rows = Supplier.objects.filter(pk=pk, merged_into=None, parent=None)
    return rows.values_list("pk", flat=True).first()


def _move(names: list[tuple[int, str]], source: Supplier, goal: Supplier) -> None:
    """Move those of these names that are still where they were put."""
    wanted = {(int(organisation_id), written) for organisation_id, written in names}
    rows = SupplierName.objects.filter(supplier=source)
    keys = [one.pk for one in rows if (one.organisation_id, one.written) in wanted]
    SupplierName.objects.filter(pk__in=keys).update(supplier=goal, **JUDGED)
