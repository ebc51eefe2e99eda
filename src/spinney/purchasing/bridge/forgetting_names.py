"""Names that a cluster must not know any more, because they are people's: out of its suppliers, its
questions, its answers and what was found to save: at once, not only when names are compared next.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.db.models import Q

from spinney.clusters.api import Cluster
from spinney.purchasing.bridge.supplier_rows import NOBODY_KNOWN
from spinney.purchasing.models import (
    CategoryLesson,
    DoubtfulPair,
    Judgement,
    Opportunity,
    SpendShare,
    Supplier,
    SupplierChange,
    SupplierName,
)
from spinney.purchasing.states import OpportunityState

LONGEST_KEY = 200


def keys_of(written: Iterable[str]) -> set[str]:
    """What spellings of one name have in common, for each of the names."""
    from spinney.purchasing.engine.categories.classify import key_of_name

    return {key_of_name(one)[:LONGEST_KEY] for one in written}


def forget_names(organisation_id: int, written: Iterable[str]) -> set[int]:
    """Take a member's names out of every cluster; returns the clusters that knew one of them.

    A name that another member writes as well stays: it is that member's word, not this one's. The
    caller holds the organisation; its clusters are held here until the transaction ends, so that
    names that are compared meanwhile are compared again.
    """
    sharing = SpendShare.objects.filter(organisation=organisation_id).values("cluster")
    list(Cluster.objects.select_for_update(no_key=True).filter(pk__in=sharing).order_by("pk"))
    rows = SupplierName.objects.filter(organisation=organisation_id, written__in=set(written))
    known: dict[int, set[str]] = {}
    suppliers: dict[int, set[int]] = {}
    for cluster_id, supplier_id, name in rows.values_list("cluster", "supplier", "written"):
        known.setdefault(cluster_id, set()).add(name)
        suppliers.setdefault(cluster_id, set()).add(supplier_id)
    rows.delete()
    for cluster_id, names in known.items():
        others = SupplierName.objects.filter(cluster=cluster_id, written__in=names)
        gone = names - set(others.values_list("written", flat=True))
        _forget_answers(cluster_id, gone)
        for supplier in Supplier.objects.filter(pk__in=suppliers[cluster_id]):
            _forget_in_supplier(supplier, gone)
        _forget_in_opportunities(cluster_id, gone)
    return set(known)


def _forget_answers(cluster_id: int, gone: set[str]) -> None:
    either = Q(one__in=gone) | Q(other__in=gone)
    DoubtfulPair.objects.filter(either, cluster=cluster_id).delete()
    Judgement.objects.filter(either, cluster=cluster_id).delete()
    lessons = CategoryLesson.objects.filter(cluster=cluster_id, kind="name")
    lessons.filter(key__in=keys_of(gone)).delete()


def _forget_in_supplier(supplier: Supplier, gone: set[str]) -> None:
    """No such name stays with a supplier: neither as its own, nor in its history."""
    if supplier.name in gone:
        left = supplier.names.order_by("-sure", "written").values_list("written", flat=True)
        supplier.name, supplier.named_by = left.first() or NOBODY_KNOWN, ""
        supplier.save(update_fields=["name", "named_by"])
    for change in SupplierChange.objects.filter(supplier=supplier):
        if _speaks_of(gone, change.words, change.before):
            change.delete()


def _forget_in_opportunities(cluster_id: int, gone: set[str]) -> None:
    """What was found with such a name is looked for again without it."""
    for found in Opportunity.objects.select_for_update().filter(cluster=cluster_id):
        if not _speaks_of(gone, found.title, found.facts, found.for_brokers):
            continue
        found.facts, found.for_brokers, found.low_pence, found.high_pence = {}, {}, 0, 0
        found.title, found.supplier = "No longer shown", None
        if found.state in (OpportunityState.OPEN, OpportunityState.PUT_BY):
            found.state = OpportunityState.GONE
        found.members.all().delete()
        found.save()


def _speaks_of(names: set[str], *said: object) -> bool:
    """Whether texts, or values as JSON, hold one of the names, in capitals or not: a name is shown
    as people read it.
    """
    text = json.dumps(said, ensure_ascii=False).casefold()
    return any(json.dumps(name, ensure_ascii=False)[1:-1].casefold() in text for name in names)
