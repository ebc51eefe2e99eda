"""Two organisations turn out to be one, or two after all: what each does in plans goes along."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models, transaction

from spinney.base.kernel.actors import SITE, Actor
from spinney.base.kernel.policy import require
from spinney.base.record.models import Entry
from spinney.base.record.record import record, subject_of
from spinney.workplans import policies
from spinney.workplans.models import (
    Activity,
    Cheer,
    FundingBid,
    Milestone,
    ProgressNote,
    Risk,
    Success,
)

TABLES: Mapping[str, type[models.Model]] = {
    "activities": Activity,
    "milestones": Milestone,
    "notes": ProgressNote,
    "bids": FundingBid,
    "risks": Risk,
    "successes": Success,
}


@transaction.atomic
def follow_merge_in_plans(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Hand what one organisation does to the one that was kept. `merge` has `kept` and `aside`."""
    require(policies.MAY, "follow_merge_in_plans", by=by, scope=SITE)
    moved: dict[str, list[int]] = {}
    for name, model in TABLES.items():
        rows: Any = model._default_manager.filter(organisation=merge.aside)
        moved[name] = sorted(rows.values_list("pk", flat=True))
        rows.update(organisation=merge.kept)
    moved["cheers"] = _cheers(merge)
    return record("workplans.follow_merge_in_plans", by=by, on=merge, at=now, scope=SITE, **moved)


def _cheers(merge: Any) -> list[int]:
    """Hand over each “well done” that the one that was kept has not said itself."""
    both = Cheer.objects.filter(organisation=merge.kept).values("success")
    rows = Cheer.objects.filter(organisation=merge.aside).exclude(success__in=both)
    found = sorted(rows.values_list("pk", flat=True))
    Cheer.objects.filter(pk__in=found).update(organisation=merge.kept)
    return found


@transaction.atomic
def follow_unmerge_in_plans(*, merge: Any, by: Actor, now: datetime) -> Entry:
    """Give back what `follow_merge_in_plans` handed over, as far as it is still there."""
    require(policies.MAY, "follow_unmerge_in_plans", by=by, scope=SITE)
    verb = "workplans.follow_merge_in_plans"
    known = Entry.objects.filter(verb=verb, subject=subject_of(merge)).order_by("pk").last()
    done = known.detail if known else {}
    tables: Mapping[str, type[models.Model]] = {**TABLES, "cheers": Cheer}
    for name, model in tables.items():
        rows: Any = model._default_manager
        given = rows.filter(pk__in=done.get(name, []), organisation=merge.kept)
        given.update(organisation=merge.aside)
    return record("workplans.follow_unmerge_in_plans", by=by, on=merge, at=now, scope=SITE)
