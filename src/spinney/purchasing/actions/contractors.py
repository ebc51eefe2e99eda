"""Contractors: added, changed, removed, brought back, erased; and many at once from a file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged, take_over
from spinney.clusters import api as clusters
from spinney.purchasing import policies
from spinney.purchasing.bridge.contractors import Alike, ContractorSaid, recorded
from spinney.purchasing.models import Contractor
from spinney.purchasing.policies import contractors as rules
from spinney.purchasing.queries.contractors import may_be_linked
from spinney.register import api as register

WHY = {"name": "has the same name", "phone": "has the same phone number"}


@transaction.atomic
def add_contractor(
    *, cluster: clusters.Cluster, said: ContractorSaid, anyway: bool = False,
    organisation: register.Organisation | None = None, by: Actor, now: datetime,
) -> Contractor:  # fmt: skip
    """Put a contractor into the register; `organisation` is the member that adds it. Raises
    BadInput for one that is likely there already, unless `anyway`.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "add_contractor", by=by, scope=scope)
    contractor = _made(cluster, said, organisation, by, now)
    there = Contractor.objects.filter(cluster=cluster, removed_at=None)
    same = None if anyway else Alike(there).find(contractor.name, contractor.phone)
    if same is not None:
        other, why = same
        told = f"“{other.name}” stands in the register and {WHY[why]}. Tick if this is another one."
        raise BadInput(told, {"anyway": [told]})
    contractor.save()
    record(
        "purchasing.add_contractor", by=by, on=contractor, at=now, scope=scope,
        **recorded(contractor),
    )  # fmt: skip
    return contractor


def _made(
    cluster: clusters.Cluster, said: ContractorSaid, organisation: register.Organisation | None,
    by: Actor, now: datetime,
) -> Contractor:  # fmt: skip
    if organisation is not None and not rules.represents(by, organisation.pk):
        raise NotAllowed(f"You do not speak for {organisation.name}.")
    contractor = Contractor(
        cluster=cluster, added_by_organisation=organisation, added_at=now, added_by=by.label,
        **said.fields(),
    )  # fmt: skip
    _check(contractor)
    _place(contractor)
    return contractor


def _check(contractor: Contractor) -> None:
    rules.check_contractor(contractor)
    supplier = contractor.supplier
    if supplier is not None and not may_be_linked(contractor.cluster_id, supplier):
        raise BadInput("This supplier is not one of the cluster’s.")


def _place(contractor: Contractor) -> None:
    """Where it is, by its postcode, if a directory of postcodes knows it."""
    point = register.where_is(contractor.postcode) if contractor.postcode else None
    contractor.latitude = point.latitude if point else None
    contractor.longitude = point.longitude if point else None


def _held(contractor: Contractor) -> Contractor:
    """It as it is now, held until this transaction ends."""
    rows = Contractor.objects.select_for_update(of=("self",))
    return rows.select_related("cluster", "added_by_organisation").get(pk=contractor.pk)


@transaction.atomic
def edit_contractor(
    *, contractor: Contractor, said: ContractorSaid, read: int | None = None, by: Actor,
    now: datetime,
) -> Contractor:  # fmt: skip
    """Change what is said of a contractor. `read` is its version as it was read. What it was before
    is not kept: contact details of a person are kept no longer than they are true.
    """
    scope = contractor.scope
    require(policies.MAY, "edit_contractor", by=by, scope=scope)
    contractor = _held(contractor)
    rules.check_is_there(contractor)
    check_unchanged(contractor, read, "this contractor")
    changes = take_over(contractor, said.fields())
    if not changes:
        return contractor
    _check(contractor)
    if "postcode" in changes or contractor.latitude is None:
        _place(contractor)
    contractor.save()
    record(
        "purchasing.edit_contractor", by=by, on=contractor, at=now, scope=scope,
        version=contractor.version, changed=sorted(changes.after), **recorded(contractor),
    )  # fmt: skip
    return contractor


@transaction.atomic
def remove_contractor(*, contractor: Contractor, by: Actor, now: datetime) -> Contractor:
    """Take a contractor out of the register. It can be brought back for 30 days, then it is erased
    with all that was noted of it.
    """
    require(policies.MAY, "remove_contractor", by=by, scope=contractor.scope)
    contractor = _held(contractor)
    rules.check_may_remove(by, contractor)
    rules.check_is_there(contractor)
    contractor.removed_at = now
    return _kept("purchasing.remove_contractor", contractor, by, now)


@transaction.atomic
def restore_contractor(*, contractor: Contractor, by: Actor, now: datetime) -> Contractor:
    """Bring back a contractor that was removed."""
    require(policies.MAY, "restore_contractor", by=by, scope=contractor.scope)
    contractor = _held(contractor)
    rules.check_may_remove(by, contractor)
    rules.check_is_removed(contractor)
    contractor.removed_at = None
    return _kept("purchasing.restore_contractor", contractor, by, now)


def _kept(verb: str, contractor: Contractor, by: Actor, now: datetime) -> Contractor:
    contractor.version += 1
    contractor.save(update_fields=["removed_at", "version"])
    record(verb, by=by, on=contractor, at=now, scope=contractor.scope, **recorded(contractor))
    return contractor


@transaction.atomic
def erase_contractor(*, contractor: Contractor, by: Actor, now: datetime) -> None:
    """Erase a contractor that was removed, with everything noted of it: at once, when the person
    behind it asks for that; by the site itself, when its time to come back is over.
    """
    require(policies.MAY, "erase_contractor", by=by, scope=contractor.scope)
    contractor = _held(contractor)
    rules.check_may_remove(by, contractor)
    if contractor.removed_at is None:
        raise WrongState(f"{contractor.name} stands in the register. Remove it first.")
    if by.is_system and contractor.removed_at > now - timedelta(days=rules.KEEP_REMOVED_DAYS):
        raise WrongState("It can still be brought back.")
    record(
        "purchasing.erase_contractor", by=by, on=contractor, at=now, scope=contractor.scope,
        **recorded(contractor),
    )  # fmt: skip
    contractor.delete()


@transaction.atomic
def import_contractors(
    *, cluster: clusters.Cluster, rows: Iterable[ContractorSaid],
    organisation: register.Organisation | None = None, by: Actor, now: datetime,
) -> list[Contractor]:  # fmt: skip
    """Put contractors of a file into the register; those that are likely there already, and those
    that the file has twice, are left out. Raises BadInput when none is left.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "import_contractors", by=by, scope=scope)
    there = Alike(Contractor.objects.filter(cluster=cluster, removed_at=None))
    made: list[Contractor] = []
    for said in rows:
        if there.find(said.name, said.phone) is None:
            made.append(_made(cluster, said, organisation, by, now))
            there.add(made[-1])
    if not made:
        raise BadInput("Every contractor of this file stands in the register already.")
    Contractor.objects.bulk_create(made)
    record("purchasing.import_contractors", by=by, on=cluster, at=now, scope=scope, count=len(made))
    return made


@transaction.atomic
def undo_import_contractors(*, contractor: Contractor, by: Actor, now: datetime) -> int:
    """Take out, and erase, everything that came in with the same file as a contractor. What a
    member noted a use of meanwhile stays. Returns how many went.
    """
    scope = contractor.scope
    require(policies.MAY, "undo_import_contractors", by=by, scope=scope)
    contractor = _held(contractor)
    if contractor.added_by != by.label:
        rules.check_may_remove(by, contractor)
    together = Contractor.objects.select_for_update(of=("self",)).filter(
        cluster=contractor.cluster_id, added_at=contractor.added_at, added_by=contractor.added_by
    )
    untouched = list(together.filter(uses=None, insurances=None, version=1))
    if not untouched:
        raise WrongState("Members use all of them by now. Remove one by one what is not wanted.")
    for one in untouched:
        one.delete()
    record(
        "purchasing.undo_import_contractors", by=by, on=contractor.cluster, at=now, scope=scope,
        count=len(untouched),
    )  # fmt: skip
    return len(untouched)
