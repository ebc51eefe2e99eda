"""Keeping an organisation's profile: adding one, changing facts, confirming, settling, undoing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.access import links
from spinney.base.kernel.actors import SITE, Actor, organisation_scope
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record, subject_of
from spinney.register import policies
from spinney.register.bridge import profiles as facts_bridge
from spinney.register.bridge.search_index import reindex
from spinney.register.models import Identifier, Organisation
from spinney.register.policies.profiles import check_unchanged
from spinney.register.queries.identifiers import holder_of
from spinney.register.queries.profiles import (
    ENTERED_HERE,
    FACTS,
    REPRESENTATIVE,
    open_difference,
)


@transaction.atomic
def add_organisation(
    *,
    facts: Mapping[str, Any],
    identifier: tuple[str, str] | None = None,
    by: Actor,
    now: datetime,
) -> Organisation:
    """Put an organisation into the register that is on no list, or not on one loaded here.

    `facts` are columns of FACTS; `name` is needed. Raises BadInput when the identifier belongs to
    another organisation. Whether it is there under another name is asked before (find's search).
    """
    require(policies.MAY, "add_organisation", by=by, scope=SITE)
    name = " ".join(str(facts.get("name", "")).split())
    if not name:
        raise BadInput("An organisation needs a name.", {"name": ["Enter the name."]})
    if identifier and (holder := holder_of(*identifier)):
        told = f"This number belongs to {holder.name}, which is in the register already."
        raise BadInput(told, {"value": [told]})
    organisation = Organisation(source=ENTERED_HERE, checked_on=localdate(now))
    for column, value in {**facts, "name": name}.items():
        setattr(organisation, FACTS[column].column, value)
    facts_bridge.save(organisation, facts)
    if identifier:
        Identifier.objects.create(
            organisation=organisation,
            scheme=identifier[0],
            value=identifier[1],
            source=ENTERED_HERE,
            checked_on=localdate(now),
        )
    reindex([organisation.pk])
    record(
        "register.add_organisation",
        by=by,
        on=organisation,
        at=now,
        scope=organisation_scope(organisation.pk),
        name=name,
        facts={column: facts_bridge.plain(value) for column, value in facts.items()},
    )
    return organisation


@transaction.atomic
def change_profile(
    *,
    organisation: Organisation,
    facts: Mapping[str, Any],
    read: Mapping[str, Any],
    by: Actor,
    now: datetime,
) -> Organisation:
    """State facts of an organisation as its representative; each keeps source and date.

    `facts` are the values typed, `read` the values (as JSON) that stood on the page. Raises
    ChangedMeanwhile when somebody else changed one of them first; what a register said stays
    beside the new value.
    """
    scope = organisation_scope(organisation.pk)
    require(policies.MAY, "change_profile", by=by, scope=scope)
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    detail = _state_facts(organisation, facts, read, now=now)
    if detail:
        facts_bridge.save(organisation, detail["after"])
        record("register.change_profile", by=by, on=organisation, at=now, scope=scope, **detail)
    return organisation


def _state_facts(
    organisation: Organisation, facts: Mapping[str, Any], read: Mapping[str, Any], *, now: datetime
) -> dict[str, Any]:
    """Set what changes; returns what the record needs to tell and to undo it, or {}."""
    if "name" in facts and not str(facts["name"]).strip():
        raise BadInput("An organisation needs a name.", {"name": ["Enter the name."]})
    typed = {column: facts_bridge.plain(value) for column, value in facts.items()}
    held = {column: facts_bridge.plain(getattr(organisation, column)) for column in facts}
    labels = {column: FACTS[column].label for column in facts}
    check_unchanged(
        "this profile",
        {labels[c]: FACTS[c].say(v) for c, v in typed.items()},
        {labels[c]: FACTS[c].say(v) for c, v in read.items() if c in labels},
        {labels[c]: FACTS[c].say(v) for c, v in held.items()},
    )
    mine = [c for c in facts if typed[c] != held[c] and typed[c] != read.get(c, held[c])]
    if not mine:
        return {}
    marks = {column: facts_bridge.mark_of(organisation, column) for column in mine}
    for column in mine:
        facts_bridge.state(
            organisation, column, facts[column], source=REPRESENTATIVE, today=localdate(now)
        )
    return {
        "what": ", ".join(FACTS[column].label.lower() for column in mine),
        "before": {column: held[column] for column in mine},
        "after": {column: typed[column] for column in mine},
        "marks": marks,
    }


@transaction.atomic
def confirm_profile(
    *,
    organisation: Organisation,
    facts: Mapping[str, Any] | None = None,
    read: Mapping[str, Any] | None = None,
    by: Actor,
    now: datetime,
) -> Organisation:
    """Say that the whole profile is right today, with or without mending facts on the way.

    Facts that the organisation itself stated are checked as of today; what came from a register
    stays the register's. By a representative, or with a task link and no account.
    """
    scope = organisation_scope(organisation.pk)
    subject = subject_of(organisation)
    require(policies.MAY, "confirm_profile", by=by, scope=scope, subject=subject)
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    detail = _state_facts(organisation, facts or {}, read or {}, now=now)
    today = localdate(now)
    for mark in organisation.provenance.values():
        if mark.get("source") == REPRESENTATIVE:
            mark["checked_on"] = today.isoformat()
    organisation.confirmed_on = today
    facts_bridge.save(organisation, detail.get("after", ()))
    links.revoke("register.confirm_profile", subject, now=now)
    record("register.confirm_profile", by=by, on=organisation, at=now, scope=scope, **detail)
    return organisation


@transaction.atomic
def settle_difference(
    *, organisation: Organisation, column: str, take_theirs: bool, by: Actor, now: datetime
) -> Organisation:
    """Where a register says something else: take what it says, or keep what we say.

    Kept, it is not asked again until the register says something new. Raises WrongState when there
    is nothing to settle (any more).
    """
    scope = organisation_scope(organisation.pk)
    require(policies.MAY, "settle_difference", by=by, scope=scope)
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    fact = FACTS.get(column)
    if fact is None or not open_difference(organisation, column):
        raise WrongState("There is nothing to settle here. Somebody may have done it already.")
    mark = facts_bridge.mark_of(organisation, column)
    before = facts_bridge.plain(getattr(organisation, column))
    if take_theirs:
        facts_bridge.take_theirs(organisation, column)
    else:
        facts_bridge.keep_ours(organisation, column, source=REPRESENTATIVE, today=localdate(now))
    after = facts_bridge.plain(getattr(organisation, column))
    facts_bridge.save(organisation, [column])
    record(
        "register.settle_difference",
        by=by,
        on=organisation,
        at=now,
        scope=scope,
        what=fact.label,
        settled="what the register says was taken" if take_theirs else "our own word was kept",
        before={column: before},
        after={column: after},
        marks={column: mark},
    )
    return organisation
