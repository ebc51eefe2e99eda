"""What another way of helping organisations cost, to compare the programme with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from spinney.base.kernel.actors import Actor, programme_scope
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.money import Money
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters import policies
from spinney.clusters.models import Comparator, Programme
from spinney.clusters.policies.days import check_can_restore, check_there


@dataclass(frozen=True)
class CostElsewhere:
    """Pence for each organisation, what it was for, and where the figure comes from."""

    name: str
    pence_per_organisation: int
    source: str
    note: str = ""


@transaction.atomic
def add_comparator(
    *, programme: Programme, cost: CostElsewhere, by: Actor, now: datetime
) -> Comparator:
    """Keep a figure to compare with. A figure without a source is refused."""
    scope = programme_scope(programme.pk)
    require(policies.MAY, "add_comparator", by=by, scope=scope)
    _check(cost)
    comparator = Comparator.objects.create(programme=programme, **vars(cost))
    record(
        "clusters.add_comparator",
        by=by,
        on=comparator,
        at=now,
        scope=scope,
        name=cost.name,
        amount=str(Money(cost.pence_per_organisation)),
        source=cost.source,
    )
    return comparator


def _check(cost: CostElsewhere) -> None:
    wrong = {}
    if not cost.name.strip():
        wrong["name"] = ["Enter what you compare with."]
    if cost.pence_per_organisation <= 0:
        wrong["pence_per_organisation"] = ["Enter an amount above nought."]
    if not cost.source.strip():
        wrong["source"] = ["Say where the figure comes from, so that others can check it."]
    if wrong:
        raise BadInput("Some of the answers need another look.", wrong)


@transaction.atomic
def remove_comparator(*, comparator: Comparator, by: Actor, now: datetime) -> Comparator:
    """Take it off the page; it can be brought back for 30 days."""
    scope = programme_scope(comparator.programme_id)
    require(policies.MAY, "remove_comparator", by=by, scope=scope)
    check_there(comparator.removed_at)
    comparator.removed_at = now
    comparator.save(update_fields=["removed_at"])
    record(
        "clusters.remove_comparator",
        by=by,
        on=comparator,
        at=now,
        scope=scope,
        name=comparator.name,
        amount=str(Money(comparator.pence_per_organisation)),
        source=comparator.source,
    )
    return comparator


@transaction.atomic
def restore_comparator(*, comparator: Comparator, by: Actor, now: datetime) -> Comparator:
    """Bring back what was removed less than 30 days ago."""
    scope = programme_scope(comparator.programme_id)
    require(policies.MAY, "restore_comparator", by=by, scope=scope)
    check_can_restore(comparator.removed_at, now)
    comparator.removed_at = None
    comparator.save(update_fields=["removed_at"])
    record(
        "clusters.restore_comparator",
        by=by,
        on=comparator,
        at=now,
        scope=scope,
        name=comparator.name,
    )
    return comparator
