"""What people put right about categories: kept for the next file, and let loose on the names that
are here. Whoever calls it is inside a transaction.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from spinney.base.kernel.actors import Actor
from spinney.purchasing.bridge.cells import rebuild
from spinney.purchasing.bridge.forgetting_names import LONGEST_KEY, keys_of
from spinney.purchasing.bridge.names import judge_names
from spinney.purchasing.models import CategoryLesson, SpendName, SupplierName
from spinney.register.api import Organisation

__all__ = ["hold", "judge_alike", "keys_of", "members_writing", "teach", "unteach"]

NAME = "name"


def teach(
    owner: dict[str, Any], keys: Collection[str], category: str, by: Actor, now: datetime
) -> None:
    """Keep that names with these keys are of the category. `owner` is {"organisation_id": …} or
    {"cluster_id": …}. What was taught of them before gives way.
    """
    unteach(owner, keys)
    CategoryLesson.objects.bulk_create(
        CategoryLesson(
            **owner, kind=NAME, key=key, category=category, given_by=by.label, given_at=now
        )
        for key in sorted(keys)
    )


def unteach(owner: dict[str, Any], keys: Collection[str]) -> None:
    """Forget what was taught of names with these keys."""
    field = next(iter(owner))
    rows = CategoryLesson.objects.filter(**{field: owner[field]}, kind=NAME, key__in=keys)
    # A cluster's lessons have no organisation, and an organisation's no cluster.
    rows.delete()


def judge_alike(organisation_id: int, keys: Collection[str]) -> None:
    """Judge again all names of a member that have these keys, and make their cells anew."""
    from spinney.purchasing.engine.categories.classify import key_of_name

    names = SpendName.objects.filter(organisation=organisation_id)
    alike = [
        pk
        for pk, written in names.values_list("pk", "written")
        if key_of_name(written)[:LONGEST_KEY] in keys
    ]
    judge_names(organisation_id, alike)
    rebuild(organisation_id, alike)


def hold(organisation_id: int) -> None:
    """Hold a member's names until the transaction ends, as whoever adds or takes out lines does:
    before any of its names is held, so that nobody waits for another in a circle.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)


def members_writing(supplier_id: int) -> dict[int, set[str]]:
    """The names of a supplier by the member that writes them."""
    found: dict[int, set[str]] = {}
    rows = SupplierName.objects.filter(supplier=supplier_id)
    for organisation_id, written in rows.values_list("organisation", "written"):
        found.setdefault(organisation_id, set()).add(written)
    return found
