"""What becomes of savings, and of what was noted of contractors, when two organisations of the
register turn out to be one.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, Q

from spinney.base.kernel.actors import SITE, Actor
from spinney.base.kernel.policy import require
from spinney.base.record.models import Entry
from spinney.base.record.record import record, subject_of
from spinney.purchasing import policies
from spinney.purchasing.models import Contractor, ContractorInsurance, ContractorUse, Saving

HELD: dict[str, tuple[type[Model], str]] = {
    "savings": (Saving, "organisation"),
    "uses": (ContractorUse, "organisation"),
    "papers": (ContractorInsurance, "seen_by_organisation"),
    "contractors": (Contractor, "added_by_organisation"),
}
"""What is handed over: name in the record -> table, and the field that names the organisation."""


@transaction.atomic
def follow_merge_of_savings(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Hand over the savings of the organisation put aside, and what it noted of contractors, to the
    one that was kept. Where both spoke of one contractor, each word stays as it was said. Savings
    of both on the same money and days now count once: totals see to it.
    """
    require(policies.MAY, "follow_merge_of_savings", by=by, scope=SITE)
    spoken = ContractorUse.objects.filter(organisation=merge.kept).values("contractor")
    handed = {}
    for name, (table, field) in HELD.items():
        mine = Q(**{field: merge.aside})
        rows = table._default_manager.filter(mine)
        if table is ContractorUse:
            rows = rows.exclude(contractor__in=spoken)
        handed[name] = sorted(rows.values_list("pk", flat=True))
        table._default_manager.filter(pk__in=handed[name]).update(**{field: merge.kept})
    return record(
        "purchasing.follow_merge_of_savings", by=by, on=merge, at=now, scope=SITE, **handed
    )


@transaction.atomic
def follow_unmerge_of_savings(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Give back what `follow_merge_of_savings` handed over."""
    require(policies.MAY, "follow_unmerge_of_savings", by=by, scope=SITE)
    known = Entry.objects.filter(
        verb="purchasing.follow_merge_of_savings", subject=subject_of(merge)
    )
    done = known.latest("pk").detail if known.exists() else {}
    for name, (table, field) in HELD.items():
        rows = table._default_manager.filter(Q(**{field: merge.kept}), pk__in=done.get(name, []))
        rows.update(**{field: merge.aside})
    return record("purchasing.follow_unmerge_of_savings", by=by, on=merge, at=now, scope=SITE)
