"""What people do to suppliers: put together, part, name, put under another, link to the register.
Each can be undone (actions.supplier_undo), and what says which names are one teaches the next run.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.ids import new_uid
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged
from spinney.purchasing import policies
from spinney.purchasing.bridge.holding import hold_cluster
from spinney.purchasing.bridge.starting_matching import start_matching
from spinney.purchasing.bridge.teaching import Told, teach
from spinney.purchasing.models import Supplier, SupplierChange, SupplierName
from spinney.purchasing.policies import suppliers as rules
from spinney.purchasing.queries.supplier_page import Sight, sights_of
from spinney.purchasing.states import NameFound
from spinney.register.api import Organisation

JUDGED = {"sure": 100, "reason": {"code": "judged", "detail": ""}, "found": NameFound.PERSON}
"""What is said of a name that a person put where it is; the next run says more."""


def _held(verb: str, suppliers: Sequence[Supplier], by: Actor, now: datetime) -> list[Sight]:
    """Suppliers as they are now, held until this transaction ends, for whoever may do the verb and
    sees each of them.
    """
    cluster = suppliers[0].cluster
    require(policies.MAY, verb, by=by, scope=suppliers[0].scope)
    ids = [one.pk for one in suppliers]
    hold_cluster(cluster.pk)
    list(Supplier.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    found = sights_of(by, cluster, ids, localdate(now))
    rules.check_stands(one.supplier for one in found)
    return found


def _names(supplier: Supplier) -> list[tuple[int, str]]:
    """All names that a supplier has now."""
    rows = SupplierName.objects.filter(supplier=supplier).order_by("organisation", "written")
    return list(rows.values_list("organisation_id", "written"))


def _changed(
    sight: Sight, kind: str, words: str, before: dict[str, Any], by: Actor, now: datetime
) -> SupplierChange:
    return SupplierChange.objects.create(
        cluster=sight.supplier.cluster, supplier=sight.supplier, kind=kind, words=words[:500],
        before=before, by=by.label, at=now,
    )  # fmt: skip


@transaction.atomic
def merge_suppliers(
    *, kept: Supplier, others: Sequence[Supplier], by: Actor, now: datetime
) -> SupplierChange:
    """Say that suppliers are one: the names of the others go to the one that is kept, and its name,
    category and links stay. Raises BadInput unless there are others, all of the same cluster.
    """
    rules.check_merge(kept, list(others))
    sight, *gone = _held("merge_suppliers", [kept, *others], by, now)
    kept = sight.supplier
    names = {kept.pk: _names(kept)}
    before: dict[str, Any] = {
        "kept_parent": kept.parent_id, "kept_named_by": kept.named_by, "others": [],
    }  # fmt: skip
    if kept.parent_id in {one.pk for one in gone}:
        kept.parent = None
    for one in gone:
        names[one.pk] = _names(one.supplier)
        before["others"].append(_merge_one(kept, one.supplier, names[one.pk], now))
    kept.named_by = kept.named_by or by.label  # she chose the one whose name stays
    kept.version += 1
    kept.save(update_fields=["parent", "named_by", "version"])
    together = [written for pairs in names.values() for _, written in pairs]
    before["judgements"] = teach(Told(kept.cluster_id, by, now), [together], None)
    before["about"] = [pair for one in gone for pair in names[one.pk]]
    listed = ", ".join(f"“{one.name}”" for one in gone)
    change = _changed(sight, "merge", f"Put together with {listed}.", before, by, now)
    record(
        "purchasing.merge_suppliers", by=by, on=kept, at=now, scope=kept.scope,
        before=len(gone) + 1, change=change.pk,
    )  # fmt: skip
    start_matching(kept.cluster, now=now)
    return change


def _merge_one(
    kept: Supplier, gone: Supplier, names: Iterable[tuple[int, str]], now: datetime
) -> dict[str, Any]:
    """Move one supplier's names and branches. Returns what puts it back."""
    branches = Supplier.objects.filter(parent=gone).exclude(pk=kept.pk)
    was = {
        "pk": gone.pk,
        "names": list(names),
        "branches": list(branches.values_list("pk", flat=True)),
        "parent": gone.parent_id,
    }
    branches.update(parent=kept)
    SupplierName.objects.filter(supplier=gone).update(supplier=kept, **JUDGED)
    gone.merged_into, gone.parent = kept, None
    gone.version += 1
    gone.save(update_fields=["merged_into", "parent", "version"])
    return was


@transaction.atomic
def split_supplier(
    *, supplier: Supplier, names: Iterable[str], by: Actor, now: datetime
) -> SupplierChange:
    """Say that some of a supplier's names are another supplier, by whomever they are written. The
    change names it (`before["made"]`). Raises BadInput unless some are chosen and some are left.
    """
    chosen = set(names)
    (sight,) = _held("split_supplier", [supplier], by, now)
    rules.check_split(chosen, set(sight.lines))
    held = sight.supplier
    all_names = _names(held)
    moved = [pair for pair in all_names if pair[1] in chosen]
    uid = new_uid()
    name = max(chosen, key=lambda written: (sight.lines[written], written))
    made = Supplier.objects.create(
        uid=uid, cluster=held.cluster, key=f"split-{uid.hex}", name=name, parent=held.parent,
        made_at=now,
    )  # fmt: skip
    SupplierName.objects.filter(supplier=held, written__in=chosen).update(supplier=made, **JUDGED)
    left = [written for _, written in all_names if written not in chosen]
    taught = teach(Told(held.cluster_id, by, now), [left, sorted(chosen)], (min(left), min(chosen)))
    held.version += 1
    held.save(update_fields=["version"])
    before = {"made": made.pk, "names": moved, "about": moved, "judgements": taught}
    words = f"{_listed(chosen)} turned out to be another supplier."
    change = _changed(sight, "split", words, before, by, now)
    record("purchasing.split_supplier", by=by, on=held, at=now, scope=held.scope, change=change.pk)
    start_matching(held.cluster, now=now)
    return change


def _listed(names: set[str]) -> str:
    return ", ".join(f"“{one}”" for one in sorted(names))


@transaction.atomic
def rename_supplier(
    *, supplier: Supplier, name: str, read: int | None = None, by: Actor, now: datetime
) -> SupplierChange | None:
    """Choose what a supplier is called, for good. `read` is its version as it was read. None where
    that is what it is called.
    """
    (sight,) = _held("rename_supplier", [supplier], by, now)
    held = sight.supplier
    check_unchanged(held, read, "this supplier")
    name = " ".join(name.split())
    rules.check_name(name)
    if name == held.name and held.named_by:
        return None
    before = {"name": held.name, "named_by": held.named_by, "about": _names(held)}
    # As she knows it: its own name may be another member's spelling, which she does not see.
    words = f"Called “{name}”; it was called “{sight.name}”."
    held.name, held.named_by = name, by.label
    held.version += 1
    held.save(update_fields=["name", "named_by", "version"])
    change = _changed(sight, "rename", words, before, by, now)
    record("purchasing.rename_supplier", by=by, on=held, at=now, scope=held.scope, change=change.pk)
    return change


@transaction.atomic
def put_under(
    *, supplier: Supplier, parent: Supplier | None, by: Actor, now: datetime
) -> SupplierChange | None:
    """Say that a supplier is a branch of another, or (None) of none. That stays, whatever is found.
    None where it is so already.
    """
    rules.check_under(supplier, parent, has_branches=False)
    wanted = [supplier] if parent is None else [supplier, parent]
    sight, *above = _held("put_under", wanted, by, now)
    held = sight.supplier
    new = above[0].supplier if above else None
    rules.check_under(held, new, Supplier.objects.filter(parent=held).exists())
    if held.parent_id == (new.pk if new else None):
        return None
    before: dict[str, Any] = {"parent": held.parent_id, "about": []}
    words = f"Put under “{above[0].name}”." if above else "Taken out: it is no branch."
    if above:
        before["about"] = [(one.organisation_id, one.written) for one in above[0].names]
    held.parent = new
    held.version += 1
    held.save(update_fields=["parent", "version"])
    change = _changed(sight, "under", words, before, by, now)
    record("purchasing.put_under", by=by, on=held, at=now, scope=held.scope, change=change.pk)
    return change


@transaction.atomic
def link_supplier(
    *, supplier: Supplier, organisation: Organisation | None, by: Actor, now: datetime
) -> SupplierChange | None:
    """Say which entry on the register a supplier is, or (None) that it is none that is known. None
    where it is so already.
    """
    (sight,) = _held("link_supplier", [supplier], by, now)
    held = sight.supplier
    if held.organisation == organisation:
        return None
    before = {"organisation": held.organisation_id}
    words = f"Linked to {organisation.name} on the register." if organisation else "Link removed."
    held.organisation = organisation
    held.version += 1
    held.save(update_fields=["organisation", "version"])
    change = _changed(sight, "link", words, before, by, now)
    record("purchasing.link_supplier", by=by, on=held, at=now, scope=held.scope, change=change.pk)
    return change
