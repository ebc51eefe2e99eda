"""Putting right what was bought: of a name, of one payment, of a supplier for all; and taking it
back. What was put right teaches: the next file is understood by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.purchasing import policies
from spinney.purchasing.bridge.cells import rebuild
from spinney.purchasing.bridge.corrections import (
    hold,
    judge_alike,
    keys_of,
    members_writing,
    teach,
    unteach,
)
from spinney.purchasing.bridge.holding import hold_cluster
from spinney.purchasing.events.categories import categories_corrected
from spinney.purchasing.models import SpendLine, SpendName, Supplier
from spinney.purchasing.policies import categories as rules
from spinney.purchasing.policies.aside import check_own
from spinney.register.api import Organisation


@transaction.atomic
def correct_name_category(
    *,
    organisation: Organisation,
    names: Sequence[SpendName],
    category: str,
    by: Actor,
    now: datetime,
) -> int:
    """Say what is bought from these names; other spellings of them follow, here and in files to
    come. Returns how many names were put right. Raises BadInput or NotFound.
    """
    scope = organisation_scope(organisation.pk)
    require(policies.MAY, "correct_name_category", by=by, scope=scope)
    check_own(organisation, names)
    rules.check_category(category)
    hold(organisation.pk)
    held = _held(names)
    keys = keys_of(name.written for name in held)
    teach({"organisation_id": organisation.pk}, keys, category, by, now)
    for name in held:
        name.category, name.category_sure, name.category_by = category, 100, by.label
        name.category_why = {"code": "corrected_name", "detail": ""}
    fields = ["category", "category_sure", "category_by", "category_why"]
    SpendName.objects.bulk_update(held, fields, batch_size=100)
    judge_alike(organisation.pk, keys)
    record(
        "purchasing.correct_name_category", by=by, on=organisation, at=now, scope=scope,
        names=len(held), category=category,
    )  # fmt: skip
    categories_corrected.send(sender=SpendName, organisation_ids=[organisation.pk], by=by, now=now)
    return len(held)


@transaction.atomic
def take_back_correction(
    *, organisation: Organisation, names: Sequence[SpendName], by: Actor, now: datetime
) -> int:
    """Let the names be judged by rule again, and forget what was taught by them. Returns how many
    had been put right. Raises BadInput or NotFound.
    """
    scope = organisation_scope(organisation.pk)
    require(policies.MAY, "take_back_correction", by=by, scope=scope)
    check_own(organisation, names)
    hold(organisation.pk)
    corrected = [name for name in _held(names) if name.category_by]
    if not corrected:
        return 0
    keys = keys_of(name.written for name in corrected)
    unteach({"organisation_id": organisation.pk}, keys)
    for name in corrected:
        name.category_by = ""
    SpendName.objects.bulk_update(corrected, ["category_by"], batch_size=100)
    judge_alike(organisation.pk, keys)
    record(
        "purchasing.take_back_correction", by=by, on=organisation, at=now, scope=scope,
        names=len(corrected),
    )  # fmt: skip
    categories_corrected.send(sender=SpendName, organisation_ids=[organisation.pk], by=by, now=now)
    return len(corrected)


@transaction.atomic
def correct_line_category(*, line: SpendLine, category: str, by: Actor, now: datetime) -> SpendLine:
    """Say what one payment was for, whatever else is bought from its name; with no category it is
    as its name again. Raises BadInput or WrongState.
    """
    scope = organisation_scope(line.organisation_id)
    require(policies.MAY, "correct_line_category", by=by, scope=scope)
    if category:
        rules.check_category(category)
    hold(line.organisation_id)
    held = SpendLine.objects.select_for_update(of=("self",)).select_related(
        "upload", "organisation"
    ).get(pk=line.pk)  # fmt: skip
    rules.check_counts(held)
    if held.category == category:
        return held
    held.category = category
    held.save(update_fields=["category"])
    rebuild(held.organisation_id, [held.name_id])
    record(
        "purchasing.correct_line_category", by=by, on=held.organisation, at=now, scope=scope,
        row=held.row, category=category,
    )  # fmt: skip
    categories_corrected.send(
        sender=SpendLine, organisation_ids=[held.organisation_id], by=by, now=now
    )
    return held


@transaction.atomic
def correct_supplier_category(
    *, supplier: Supplier, category: str, by: Actor, now: datetime
) -> Supplier:
    """Say for all members what is bought from a supplier; with no category each member's own word
    counts again. What a member said of its own names stands above it.

    Raises BadInput or WrongState.
    """
    require(policies.MAY, "correct_supplier_category", by=by, scope=supplier.scope)
    if category:
        rules.check_category(category)
    writing = members_writing(supplier.pk)
    for organisation_id in sorted(writing):
        hold(organisation_id)
    hold_cluster(supplier.cluster_id)
    held = Supplier.objects.select_for_update(of=("self",)).get(pk=supplier.pk)
    rules.check_stands_alone(held)
    if held.category == category:
        return held
    was, held.category = held.category, category
    held.category_by = by.label if category else ""
    held.version += 1
    held.save(update_fields=["category", "category_by", "version"])
    keys = keys_of({held.name, *(name for names in writing.values() for name in names)})
    owner = {"cluster_id": held.cluster_id}
    unteach(owner, keys)
    if category:
        teach(owner, keys, category, by, now)
    for organisation_id in sorted(writing):
        judge_alike(organisation_id, keys)
    record(
        "purchasing.correct_supplier_category", by=by, on=held, at=now, scope=held.scope,
        before=was, after=category,
    )  # fmt: skip
    categories_corrected.send(sender=Supplier, organisation_ids=sorted(writing), by=by, now=now)
    return held


def _held(names: Sequence[SpendName]) -> list[SpendName]:
    rows = SpendName.objects.select_for_update(of=("self",))
    return list(rows.filter(pk__in=[one.pk for one in names]).order_by("pk"))
