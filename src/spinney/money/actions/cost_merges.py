"""What becomes of shares of costs when two organisations of the register turn out to be one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from spinney.base.kernel.actors import SITE, Actor
from spinney.base.kernel.policy import require
from spinney.base.record.models import Entry
from spinney.base.record.record import record, subject_of
from spinney.money import policies
from spinney.money.bridge.costs import renamed
from spinney.money.models import CostShare, SharedCost
from spinney.register.api import Organisation


@transaction.atomic
def follow_merge_of_costs(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Hand over the shares of the organisation put aside, and the bills it paid, to the one that
    was kept. Where both share one cost, each share stays as it was reckoned, and whoever represents
    the one that was kept sees both. Entries of the ledger name whom they named; what is open counts
    for the one that was kept.
    """
    require(policies.MAY, "follow_merge_of_costs", by=by, scope=SITE)
    both = CostShare.objects.filter(organisation=merge.kept).values("cost")
    shares = list(CostShare.objects.filter(organisation=merge.aside).exclude(cost__in=both))
    paid = SharedCost.objects.filter(paid_by=merge.aside)
    handed = {"shares": sorted(one.pk for one in shares), "paid": sorted(one.pk for one in paid)}
    paid.update(paid_by=merge.kept)
    _move(shares, merge.aside, merge.kept)
    return record("money.follow_merge_of_costs", by=by, on=merge, at=now, scope=SITE, **handed)


@transaction.atomic
def follow_unmerge_of_costs(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Give back what `follow_merge_of_costs` handed over."""
    require(policies.MAY, "follow_unmerge_of_costs", by=by, scope=SITE)
    known = Entry.objects.filter(verb="money.follow_merge_of_costs", subject=subject_of(merge))
    done = known.latest("pk").detail if known.exists() else {}
    mine = CostShare.objects.filter(organisation=merge.kept, pk__in=done.get("shares", []))
    _move(list(mine), merge.kept, merge.aside)
    paid = SharedCost.objects.filter(paid_by=merge.kept, pk__in=done.get("paid", []))
    paid.update(paid_by=merge.aside)
    return record("money.follow_unmerge_of_costs", by=by, on=merge, at=now, scope=SITE)


def _move(shares: list[CostShare], old: Organisation, new: Organisation) -> None:
    """Shares, and their place in how each cost was reckoned."""
    CostShare.objects.filter(pk__in=[one.pk for one in shares]).update(organisation=new)
    for cost in SharedCost.objects.filter(pk__in=[one.cost_id for one in shares]):
        cost.working = renamed(cost.working, old.pk, new.pk)
        cost.save(update_fields=["working"])
