"""What becomes of grants, funds and claims when two organisations of the register turn out to be
one. Entries of the ledger stay as they were written.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from spinney.base.kernel.actors import SITE, Actor
from spinney.base.kernel.policy import require
from spinney.base.record.models import Entry
from spinney.base.record.record import record, subject_of
from spinney.money import policies
from spinney.money.models import Claim, Fund, Grant

HELD: dict[str, tuple[type[Model], str]] = {
    "grants": (Grant, "holder"),
    "funds": (Fund, "holder"),
    "claims": (Claim, "organisation"),
}
"""What is handed over: name in the record -> table, and the field that names the organisation."""


@transaction.atomic
def follow_merge_of_money(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Hand over the grants, funds and claims of the organisation put aside to the one kept."""
    require(policies.MAY, "follow_merge_of_money", by=by, scope=SITE)
    handed: dict[str, list[int]] = {}
    for name, (table, field) in HELD.items():
        rows = table._default_manager.filter(**{field: merge.aside})
        handed[name] = sorted(rows.values_list("pk", flat=True))
        table._default_manager.filter(pk__in=handed[name]).update(**{field: merge.kept})
    return record("money.follow_merge_of_money", by=by, on=merge, at=now, scope=SITE, **handed)


@transaction.atomic
def follow_unmerge_of_money(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Give back what `follow_merge_of_money` handed over."""
    require(policies.MAY, "follow_unmerge_of_money", by=by, scope=SITE)
    known = Entry.objects.filter(verb="money.follow_merge_of_money", subject=subject_of(merge))
    done = known.latest("pk").detail if known.exists() else {}
    for name, (table, field) in HELD.items():
        rows = table._default_manager.filter(**{field: merge.kept}, pk__in=done.get(name, []))
        rows.update(**{field: merge.aside})
    return record("money.follow_unmerge_of_money", by=by, on=merge, at=now, scope=SITE)
