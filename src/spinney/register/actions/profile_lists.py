"""What an organisation has several of: names, numbers, places and services."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.register import policies
from spinney.register.bridge.profile_rows import PLACE_FIELDS, SERVICE_FIELDS, fields_of, locate
from spinney.register.bridge.search_index import reindex
from spinney.register.models import (
    Identifier,
    Organisation,
    OtherName,
    Place,
    Service,
)
from spinney.register.policies.profiles import check_unchanged
from spinney.register.queries.identifiers import holder_of
from spinney.register.queries.profiles import REPRESENTATIVE


@transaction.atomic
def add_name(
    *, organisation: Organisation, name: str, kind: str, by: Actor, now: datetime
) -> OtherName:
    """Add a name under which people may look for the organisation (OtherName.NameKind)."""
    scope = organisation_scope(organisation.pk)
    require(policies.MAY, "add_name", by=by, scope=scope)
    name = " ".join(name.split())
    known = {other.casefold() for other in organisation.other_names.values_list("name", flat=True)}
    if name.casefold() in known | {organisation.name.casefold()}:
        told = f"“{name}” is there already."
        raise BadInput(told, {"name": [told]})
    added = OtherName.objects.create(
        organisation=organisation,
        name=name,
        kind=kind,
        source=REPRESENTATIVE,
        checked_on=localdate(now),
    )
    reindex([organisation.pk])
    detail = fields_of(added)
    record("register.add_name", by=by, on=added, at=now, scope=scope, name=name, after=detail)
    return added


@transaction.atomic
def remove_name(*, other_name: OtherName, by: Actor, now: datetime) -> None:
    """Take a name off."""
    scope = organisation_scope(other_name.organisation_id)
    require(policies.MAY, "remove_name", by=by, scope=scope)
    record(
        "register.remove_name",
        by=by,
        on=other_name,
        at=now,
        scope=scope,
        name=other_name.name,
        before=fields_of(other_name),
    )
    other_name.delete()
    reindex([other_name.organisation_id])


@transaction.atomic
def add_identifier(
    *, organisation: Organisation, scheme: str, value: str, by: Actor, now: datetime
) -> Identifier:
    """Add a number on a public list, read by `queries.identifiers.read_number` before.

    Raises BadInput when another organisation has it: then one of the two is to be claimed or
    merged, not given the other's number.
    """
    scope = organisation_scope(organisation.pk)
    require(policies.MAY, "add_identifier", by=by, scope=scope)
    holder = holder_of(scheme, value)
    if holder is not None:
        told = "You have this number already."
        if holder.pk != organisation.pk:
            told = f"{scheme}-{value} is the number of {holder.name} in the register."
        raise BadInput(told, {"value": [told]})
    added = Identifier.objects.create(
        organisation=organisation,
        scheme=scheme,
        value=value,
        source=REPRESENTATIVE,
        checked_on=localdate(now),
    )
    record(
        "register.add_identifier",
        by=by,
        on=added,
        at=now,
        scope=scope,
        org_id=added.org_id,
        after=fields_of(added),
    )
    return added


@transaction.atomic
def remove_identifier(*, identifier: Identifier, by: Actor, now: datetime) -> None:
    """Take off a number that the organisation itself gave. One that comes from a register stays:
    it is how the register's next load finds the organisation.
    """
    scope = organisation_scope(identifier.organisation_id)
    require(policies.MAY, "remove_identifier", by=by, scope=scope)
    if identifier.source not in (REPRESENTATIVE, "entered here"):
        raise WrongState(
            f"{identifier.org_id} comes from {identifier.source}, so it stays. If it is not yours,"
            " tell whoever runs this site that two organisations were taken for one."
        )
    record(
        "register.remove_identifier",
        by=by,
        on=identifier,
        at=now,
        scope=scope,
        org_id=identifier.org_id,
        before=fields_of(identifier),
    )
    identifier.delete()


@transaction.atomic
def save_place(
    *,
    organisation: Organisation,
    place: Place | None = None,
    facts: Mapping[str, Any],
    read: Mapping[str, Any] | None = None,
    by: Actor,
    now: datetime,
) -> Place:
    """Add a place from which the organisation works (place None), or change one.

    Raises ChangedMeanwhile when somebody else changed it since `read`.
    """
    scope = organisation_scope(organisation.pk)
    require(policies.MAY, "save_place", by=by, scope=scope)
    kept = Place.objects.select_for_update().get(pk=place.pk) if place else None
    row = kept or Place(organisation=organisation)
    before = _apply(row, PLACE_FIELDS, facts, read, what="this place")
    locate(row)
    _keep(row, "register.save_place", before if kept else None, by=by, now=now)
    return row


@transaction.atomic
def remove_place(*, place: Place, by: Actor, now: datetime) -> None:
    """Take off a place; services there stay, without a place."""
    require(policies.MAY, "remove_place", by=by, scope=organisation_scope(place.organisation_id))
    _remove(place, "register.remove_place", by=by, now=now)


@transaction.atomic
def save_service(
    *,
    organisation: Organisation,
    service: Service | None = None,
    facts: Mapping[str, Any],
    read: Mapping[str, Any] | None = None,
    by: Actor,
    now: datetime,
) -> Service:
    """Add what the organisation offers to people (service None), or change it.

    Raises ChangedMeanwhile when somebody else changed it since `read`.
    """
    scope = organisation_scope(organisation.pk)
    require(policies.MAY, "save_service", by=by, scope=scope)
    kept = Service.objects.select_for_update().get(pk=service.pk) if service else None
    row = kept or Service(organisation=organisation)
    before = _apply(row, SERVICE_FIELDS, facts, read, what="this service")
    if row.place_id and row.place.organisation_id != organisation.pk:  # type: ignore[union-attr]
        told = "Choose one of your own places."
        raise BadInput(told, {"place": [told]})
    _keep(row, "register.save_service", before if kept else None, by=by, now=now)
    return row


@transaction.atomic
def remove_service(*, service: Service, by: Actor, now: datetime) -> None:
    """Take off a service that is no longer offered."""
    require(
        policies.MAY, "remove_service", by=by, scope=organisation_scope(service.organisation_id)
    )
    _remove(service, "register.remove_service", by=by, now=now)


def _apply(
    row: Place | Service,
    fields: tuple[str, ...],
    facts: Mapping[str, Any],
    read: Mapping[str, Any] | None,
    *,
    what: str,
) -> dict[str, Any]:
    """Set the fields of a row; returns how they were."""
    before = fields_of(row)
    typed = {name: facts[name] for name in fields if name in facts}
    if read is not None:
        check_unchanged(what, typed, read, before)
    for name, value in typed.items():
        if read is None or value != read.get(name):
            setattr(row, name, value)
    return before


def _keep(
    row: Place | Service, verb: str, before: dict[str, Any] | None, *, by: Actor, now: datetime
) -> None:
    row.source, row.checked_on = REPRESENTATIVE, localdate(now)
    row.save()
    record(
        verb,
        by=by,
        on=row,
        at=now,
        scope=organisation_scope(row.organisation_id),
        name=row.name,
        how="added" if before is None else "changed",
        before=before,
        after=fields_of(row),
    )


def _remove(row: Place | Service, verb: str, *, by: Actor, now: datetime) -> None:
    scope = organisation_scope(row.organisation_id)
    record(verb, by=by, on=row, at=now, scope=scope, name=row.name, before=fields_of(row))
    row.delete()
