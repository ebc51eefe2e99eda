"""Two organisations turn out to be one, or two after all: pledges, marks and contracts go along."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models, transaction

from spinney.base.kernel.actors import SITE, Actor
from spinney.base.kernel.policy import require
from spinney.base.record.models import Entry
from spinney.base.record.record import record, subject_of
from spinney.purchasing import policies
from spinney.purchasing.models import Contract, ContractShare, Pledge, QuoteMark

TWICE: Mapping[str, tuple[type[models.Model], tuple[str, ...]]] = {
    "pledges": (Pledge, ("purchase",)),
    "marks": (QuoteMark, ("quote", "criterion")),
    "shares": (ContractShare, ("contract",)),
    "contracts": (Contract, ()),
}
"""What an organisation has once for each of these; where both have one, each keeps its own: what
was said for the one that is set aside counts no more, as it is no member.
"""


@transaction.atomic
def follow_merge_in_purchases(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Hand what one organisation has to the one that was kept. `merge` has `kept` and `aside`."""
    require(policies.MAY, "follow_merge_in_purchases", by=by, scope=SITE)
    moved: dict[str, list[int]] = {}
    for name, (model, once_for) in TWICE.items():
        rows: Any = model._default_manager
        theirs = rows.filter(organisation=merge.aside).order_by("pk")
        there = set(rows.filter(organisation=merge.kept).values_list(*once_for, "organisation"))
        free = [
            one.pk
            for one in theirs
            if (*(getattr(one, f"{field}_id") for field in once_for), merge.kept.pk) not in there
            or not once_for
        ]
        rows.filter(pk__in=free).update(organisation=merge.kept)
        moved[name] = free
    return record(
        "purchasing.follow_merge_in_purchases", by=by, on=merge, at=now, scope=SITE, **moved
    )


@transaction.atomic
def follow_unmerge_in_purchases(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Give back what `follow_merge_in_purchases` handed over, as far as it is still there."""
    require(policies.MAY, "follow_unmerge_in_purchases", by=by, scope=SITE)
    verb = "purchasing.follow_merge_in_purchases"
    known = Entry.objects.filter(verb=verb, subject=subject_of(merge)).order_by("pk").last()
    done = known.detail if known else {}
    for name, (model, _) in TWICE.items():
        rows: Any = model._default_manager
        handed_on = rows.filter(pk__in=done.get(name, []), organisation=merge.kept)
        handed_on.update(organisation=merge.aside)
    return record("purchasing.follow_unmerge_in_purchases", by=by, on=merge, at=now, scope=SITE)
