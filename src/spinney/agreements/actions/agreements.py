"""Drafts thrown away and brought back; an agreement copied as a new draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from spinney.agreements import policies
from spinney.agreements.engine.content import Content
from spinney.agreements.events import drafting as news
from spinney.agreements.models import Agreement, Party, Version
from spinney.agreements.policies import agreements as rules
from spinney.agreements.policies.drafting import check_drafts, check_may_start, check_title
from spinney.agreements.states import AgreementState, SpeaksFor, VersionState
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.policy import require
from spinney.base.record.record import record


def _held(version: Version) -> tuple[Agreement, Version]:
    """The agreement and its version as they are now, held until this transaction ends."""
    agreement = Agreement.objects.select_for_update().get(pk=version.agreement_id)
    found = Version.objects.select_for_update().get(pk=version.pk)
    found.agreement = agreement
    return agreement, found


@transaction.atomic
def discard_agreement(*, version: Version, by: Actor, now: datetime) -> Version:
    """Throw a draft away: the whole agreement, if nothing of it was signed yet; else the variation
    alone. It can be brought back for a while.
    """
    agreement, version = _held(version)
    require(policies.MAY, "discard_agreement", by=by, scope=agreement.scope)
    check_drafts(by, agreement)
    rules.check_can_discard(agreement, version)
    version.state, version.discarded_at = VersionState.DISCARDED, now
    version.version += 1
    version.save(update_fields=["state", "discarded_at", "version"])
    if version.number == 1:
        _move(agreement, AgreementState.DISCARDED)
    record(
        "agreements.discard_agreement", by=by, on=version, at=now, scope=agreement.scope,
        title=agreement.title, agreement=agreement.pk, number=version.number,
    )  # fmt: skip
    return version


def _move(agreement: Agreement, state: AgreementState) -> None:
    agreement.state = state
    agreement.version += 1
    agreement.save(update_fields=["state", "version"])


@transaction.atomic
def restore_agreement(*, version: Version, by: Actor, now: datetime) -> Version:
    """Bring back a draft that was thrown away not too long ago."""
    agreement, version = _held(version)
    require(policies.MAY, "restore_agreement", by=by, scope=agreement.scope)
    check_drafts(by, agreement)
    rules.check_can_restore(agreement, version, now)
    version.state, version.discarded_at = VersionState.DRAFT, None
    version.version += 1
    version.save(update_fields=["state", "discarded_at", "version"])
    if version.number == 1:
        _move(agreement, AgreementState.DRAFT)
    record(
        "agreements.restore_agreement", by=by, on=version, at=now, scope=agreement.scope,
        title=agreement.title, agreement=agreement.pk, number=version.number,
    )  # fmt: skip
    return version


@transaction.atomic
def copy_agreement(*, version: Version, title: str, by: Actor, now: datetime) -> Agreement:
    """Begin a new agreement with the words, terms and parties of a version, whatever state that is
    in. Nobody has signed the copy; it takes the place of nothing.
    """
    source = Agreement.objects.select_related("cluster").get(pk=version.agreement_id)
    require(policies.MAY, "copy_agreement", by=by, scope=source.scope)
    named = list(source.parties.filter(left_on=None).select_related("organisation"))
    whole = source.speaks_for == SpeaksFor.CLUSTER
    began = check_may_start(
        by, source.scope, None if whole else [one.organisation_id for one in named]
    )
    check_title(title)
    title = " ".join(title.split())
    made = Agreement.objects.create(
        cluster=source.cluster, kind=source.kind, title=title, speaks_for=source.speaks_for,
        deed_of=source.deed_of, begun_by_id=began, made_at=now, made_by=by.label,
    )  # fmt: skip
    content = replace(Content.from_json(version.content), title=title, instead_of=())
    Version.objects.create(
        agreement=made, number=1, content=content.to_json(), made_at=now, made_by=by.label
    )
    Party.objects.bulk_create(
        Party(agreement=made, organisation_id=one.organisation_id, role=one.role, position=place)
        for place, one in enumerate(named)
    )
    record(
        "agreements.copy_agreement", by=by, on=made, at=now, scope=made.scope, title=title,
        agreement=made.pk, of=source.title, copied=source.pk, number=version.number,
    )  # fmt: skip
    news.agreement_started.send(sender=Agreement, agreement=made, by=by, now=now)
    return made
