"""What becomes of lines of budgets, of what was given, and of micro-grants, when two organisations
of the register turn out to be one.
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
from spinney.money import policies
from spinney.money.models import BudgetLine, Contribution, MicroGrant, ReallocationMove

HELD: dict[str, tuple[type[Model], str]] = {
    "lines": (BudgetLine, "organisation"),
    "moves": (ReallocationMove, "to_organisation"),
    "contributions": (Contribution, "organisation"),
    "micro_grants": (MicroGrant, "organisation"),
}
"""What is handed over: name in the record -> table, and the field that names the organisation."""


@transaction.atomic
def follow_merge_of_budgets(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Hand over what names the organisation put aside to the one that was kept. Entries of the
    ledger stay as they were written: they name whom they named.
    """
    require(policies.MAY, "follow_merge_of_budgets", by=by, scope=SITE)
    handed = {}
    for name, (table, field) in HELD.items():
        rows = table._default_manager.filter(Q(**{field: merge.aside}))
        handed[name] = sorted(rows.values_list("pk", flat=True))
        rows.update(**{field: merge.kept})
    return record("money.follow_merge_of_budgets", by=by, on=merge, at=now, scope=SITE, **handed)


@transaction.atomic
def follow_unmerge_of_budgets(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Give back what `follow_merge_of_budgets` handed over."""
    require(policies.MAY, "follow_unmerge_of_budgets", by=by, scope=SITE)
    known = Entry.objects.filter(verb="money.follow_merge_of_budgets", subject=subject_of(merge))
    done = known.latest("pk").detail if known.exists() else {}
    for name, (table, field) in HELD.items():
        rows = table._default_manager.filter(Q(**{field: merge.kept}), pk__in=done.get(name, []))
        rows.update(**{field: merge.aside})
    return record("money.follow_unmerge_of_budgets", by=by, on=merge, at=now, scope=SITE)
