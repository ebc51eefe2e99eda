"""A next version: varying what was signed, renewing what runs out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from spinney.agreements import policies
from spinney.agreements.bridge.lasting import last_agreed
from spinney.agreements.models import Agreement, Party, Version
from spinney.agreements.policies import drafting
from spinney.agreements.policies import life as rules
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.web.components.words import day


def _held(agreement: Agreement) -> Agreement:
    """The agreement as it is now, held until this transaction ends."""
    held = Agreement.objects.select_for_update(of=("self",)).select_related("cluster")
    return held.get(pk=agreement.pk)


def _next_version(
    agreement: Agreement, before: Version, why: str, *, by: Actor, now: datetime, **more: Any
) -> Version:
    """A draft that says what `before` says. Numbers of drafts that were thrown away are not used
    again.
    """
    last = agreement.versions.last()
    number = (last.number if last else 0) + 1
    values = {"content": before.content, "what_changed": why.strip()} | more
    return Version.objects.create(
        agreement=agreement, number=number, made_at=now, made_by=by.label, **values
    )


@transaction.atomic
def vary_agreement(
    *,
    agreement: Agreement,
    why: str,
    wanted_from: date | None = None,
    by: Actor,
    now: datetime,
) -> Version:
    """Begin the next version of an agreement that is in force: a draft that says what it says now.
    What is in force holds until the new version does. `wanted_from` is the day asked for.

    Raises BadInput without a reason, WrongState when it is over or another version is under way.
    """
    scope = agreement.scope
    require(policies.MAY, "vary_agreement", by=by, scope=scope)
    agreement = _held(agreement)
    drafting.check_drafts(by, agreement)
    today = localdate(now)
    before = rules.check_can_vary(agreement, today)
    told = "Say why it is varied: those who sign will ask."
    if not why.strip():
        raise BadInput(told, {"why": [told]})
    if wanted_from is not None and wanted_from < today:
        told = "Choose today or a later day. Left empty, it is the day of the last signature."
        raise BadInput(told, {"wanted_from": [told]})
    version = _next_version(agreement, before, why, by=by, now=now, wanted_from=wanted_from)
    record(
        "agreements.vary_agreement", by=by, on=version, at=now, scope=scope,
        title=agreement.title, agreement=agreement.pk, number=version.number,
        why=version.what_changed,
        wanted_from=wanted_from.isoformat() if wanted_from else None,
    )  # fmt: skip
    return version


@transaction.atomic
def renew_agreement(
    *, agreement: Agreement, until: date | None, why: str = "", by: Actor, now: datetime
) -> Version:
    """Begin to renew an agreement: a draft with a later last day, or with none.

    While it lasts, that is its next version, so that one agreement keeps one history. Once it is
    over, it is a new agreement with the same words and the parties that it had at its end, which
    says what it follows. Either is signed like any other. Returns the draft.
    """
    scope = agreement.scope
    require(policies.MAY, "renew_agreement", by=by, scope=scope)
    agreement = _held(agreement)
    drafting.check_drafts(by, agreement)
    before = last_agreed(agreement)
    if before is None or agreement.deed_of_id is not None:
        raise WrongState("Only an agreement that was signed, and is no deed, can be renewed.")
    rules.check_nothing_under_way(agreement)
    _check_later(until, before, localdate(now))
    why = why.strip() or ("Renewed until " + day(until) if until else "Renewed without a last day")
    content = before.content | {"terms": _with_end(before.content.get("terms", {}), until)}
    over = rules.is_over(agreement, before, localdate(now))
    if over:
        agreement = _follower(agreement, by=by, now=now)
        version = _next_version(agreement, before, why, by=by, now=now, content=content)
    else:
        starts = _day_after(before)
        version = _next_version(
            agreement, before, why, by=by, now=now, content=content, wanted_from=starts
        )
    record(
        "agreements.renew_agreement", by=by, on=version, at=now, scope=scope,
        title=agreement.title, agreement=agreement.pk, number=version.number,
        until=until.isoformat() if until else None, why=why,
        follows=agreement.renews_id,
    )  # fmt: skip
    return version


def _day_after(before: Version) -> date | None:
    """A renewal of what has a last day follows it from the next day on."""
    last = before.in_force_until
    return None if last is None else date.fromordinal(last.toordinal() + 1)


def _with_end(terms: dict[str, Any], until: date | None) -> dict[str, Any]:
    kept = {key: value for key, value in terms.items() if key != "ends"}
    return kept | ({"ends": until.isoformat()} if until else {})


def _check_later(until: date | None, before: Version, today: date) -> None:
    if until is None:
        return
    first = max(today, before.in_force_until or today)
    if until <= first:
        told = f"Choose a day after {day(first)}."
        raise BadInput(told, {"until": [told]})


def _follower(old: Agreement, *, by: Actor, now: datetime) -> Agreement:
    made = Agreement.objects.create(
        cluster=old.cluster, kind=old.kind, title=old.title, speaks_for=old.speaks_for,
        renews=old, begun_by=old.begun_by, made_at=now, made_by=by.label,
    )  # fmt: skip
    today = localdate(now)
    at_the_end = old.ended_on or today
    stayed = [
        one for one in old.parties.all() if one.joined_on and not _left_before(one, at_the_end)
    ]
    Party.objects.bulk_create(
        Party(agreement=made, organisation_id=one.organisation_id, role=one.role, position=place)
        for place, one in enumerate(stayed)
    )
    return made


def _left_before(party: Party, on: date) -> bool:
    return party.left_on is not None and party.left_on < on
