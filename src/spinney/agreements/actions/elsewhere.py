"""An agreement that was signed before it came here: brought in, compared by two, in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.timezone import localdate

from spinney.agreements import policies
from spinney.agreements.actions.coming_into_force import put_in_force
from spinney.agreements.actions.drafting import PartyLine, start_agreement
from spinney.agreements.actions.ending import end_agreement
from spinney.agreements.bridge.fixing import filled
from spinney.agreements.bridge.originals import (
    about,
    content_digest,
    content_for,
    original_clause,
    settled,
)
from spinney.agreements.bridge.papers import keep_paper, take_paper
from spinney.agreements.engine.content import Content
from spinney.agreements.engine.terms import CATALOGUE
from spinney.agreements.models import Agreement, SignedElsewhere, Version
from spinney.agreements.policies import elsewhere as rules
from spinney.agreements.policies.binding import check_names_whom_it_replaces
from spinney.agreements.policies.drafting import check_drafts
from spinney.agreements.queries.replacing import replaced_by
from spinney.agreements.queries.terms import conflicts_of
from spinney.agreements.states import SpeaksFor, VersionState
from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import NotFound, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.web.components.words import day
from spinney.clusters import api as clusters


@dataclass(frozen=True)
class Original:
    """The file that was signed, when, and from which day it holds."""

    file: File[Any]
    signed_on: date
    holds_from: date


@transaction.atomic
def bring_in_agreement(
    *,
    cluster: clusters.Cluster,
    original: Original,
    kind: str,
    title: str,
    parties: Sequence[PartyLine],
    speaks_for: SpeaksFor = SpeaksFor.CLUSTER,
    by: Actor,
    now: datetime,
) -> Agreement:
    """Keep the original of an agreement that was signed elsewhere, and begin to key it in. It holds
    once two people have compared it with the original.

    Raises BadInput for a file that cannot be taken or a day that cannot be; as `start_agreement`
    for the rest.
    """
    scope = cluster_scope(cluster.pk)
    require(policies.MAY, "bring_in_agreement", by=by, scope=scope)
    rules.check_dates(original.signed_on, original.holds_from, localdate(now))
    taken = take_paper(original.file)
    agreement = start_agreement(
        cluster=cluster, wording=kind, title=title, parties=parties, speaks_for=speaks_for,
        by=by, now=now,
    )  # fmt: skip
    agreement.signed_elsewhere = True
    agreement.save(update_fields=["signed_elsewhere"])
    version = agreement.versions.get(number=1)
    content = content_for(kind, agreement.title, taken.name, taken.sha256, original.signed_on)
    version.content, version.wanted_from = content.to_json(), original.holds_from
    version.save(update_fields=["content", "wanted_from"])
    row = SignedElsewhere(of=version, signed_on=original.signed_on)
    keep_paper(row, taken, by=by, now=now)
    record(
        "agreements.bring_in_agreement", by=by, on=version, at=now, scope=scope,
        title=agreement.title, agreement=agreement.pk, signed=day(original.signed_on),
        signed_on=original.signed_on.isoformat(), holds_from=original.holds_from.isoformat(),
        sha256=row.sha256,
    )  # fmt: skip
    return agreement


def _held(version: Version) -> tuple[Version, SignedElsewhere]:
    """The version and its original, held until the transaction ends."""
    rows = Version.objects.select_for_update(of=("self",)).select_related("agreement__cluster")
    version = rows.get(pk=version.pk)
    rules.check_waits(version)
    original = SignedElsewhere.objects.select_for_update().filter(of=version).latest("pk")
    return version, original


@transaction.atomic
def redate_original(
    *, version: Version, signed_on: date, holds_from: date, by: Actor, now: datetime
) -> Version:
    """Put right on which day it was signed and from which it holds, before it is confirmed. Whoever
    had confirmed it is asked anew.
    """
    scope = version.agreement.scope
    require(policies.MAY, "redate_original", by=by, scope=scope)
    version, original = _held(version)
    check_drafts(by, version.agreement)
    rules.check_dates(signed_on, holds_from, localdate(now))
    before = {"signed_on": original.signed_on, "holds_from": version.wanted_from}
    content = Content.from_json(version.content).with_clause(
        original_clause(original.name, original.sha256, signed_on)
    )
    original.signed_on, original.first_confirmed_by, original.digest = signed_on, "", ""
    original.first_confirmed_at = None
    original.save()
    version.content, version.wanted_from = content.to_json(), holds_from
    version.version += 1
    version.save()
    record(
        "agreements.redate_original", by=by, on=version, at=now, scope=scope,
        title=version.agreement.title, agreement=version.agreement_id, before=before,
        after={"signed_on": signed_on, "holds_from": holds_from},
    )  # fmt: skip
    return version


@transaction.atomic
def ask_of_original(*, version: Version, key: str, by: Actor, now: datetime) -> Version:
    """The original says something of one more term: ask for it too. Raises NotFound for a term that
    there is not.
    """
    scope = version.agreement.scope
    require(policies.MAY, "ask_of_original", by=by, scope=scope)
    version, _ = _held(version)
    check_drafts(by, version.agreement)
    if key not in CATALOGUE:
        raise NotFound("There is no such term.")
    content = Content.from_json(version.content)
    if content.clause_of(key) is not None:
        return version
    version.content = content.with_clause(about(key)).to_json()
    version.version += 1
    version.save()
    record(
        "agreements.ask_of_original", by=by, on=version, at=now, scope=scope,
        title=version.agreement.title, agreement=version.agreement_id, term=key,
    )  # fmt: skip
    return version


@transaction.atomic
def confirm_original(*, version: Version, digest: str, by: Actor, now: datetime) -> Version:
    """Say that what was keyed in is what was signed. With the second person's word it is in force
    from its day. `digest` is of the content that she compared (`content_digest`).

    Raises WrongState when it was changed meanwhile, or says something else than what is in force
    without taking its place, or takes it without naming whom that one binds; NotAllowed for the
    same person again.
    """
    scope = version.agreement.scope
    require(policies.MAY, "confirm_original", by=by, scope=scope)
    version, original = _held(version)
    rules.check_compares(by, version.agreement)
    rules.check_says_something(version)
    present = content_digest(version)
    if digest != present:
        raise WrongState("It was changed while you compared it. Look at it once more.")
    _check_conflicts(version, localdate(now))
    first = not original.first_confirmed_by or original.digest != present
    if first:
        original.first_confirmed_by, original.first_confirmed_at = by.label, now
        original.digest = present
    else:
        rules.check_is_second_person(original, by)
        original.second_confirmed_by, original.second_confirmed_at = by.label, now
    original.save()
    record(
        "agreements.confirm_original", by=by, on=version, at=now, scope=scope,
        title=version.agreement.title, agreement=version.agreement_id, content=present,
        people="one person" if first else "two people", sha256=original.sha256,
    )  # fmt: skip
    if not first:
        _fix(version, original, now)
        version = put_in_force(version=version, by=by, now=now)
    return version


def _check_conflicts(version: Version, on: date) -> None:
    found = conflicts_of(version)
    if found:
        told = " ".join(one.words for one in found)
        raise WrongState(f"This says something else than what is in force already. {told}")
    parties = version.agreement.parties.filter(left_on=None)
    check_names_whom_it_replaces(parties, replaced_by(version, on))


def _fix(version: Version, original: SignedElsewhere, now: datetime) -> None:
    """What the original does not say is left out; the words are these from now on."""
    version.content = settled(Content.from_json(version.content), original).to_json()
    document = filled(version)
    version.text, version.digest = document.to_json(), document.digest
    version.state, version.put_out_at, version.undoes = VersionState.SIGNING, now, None
    version.version += 1
    version.save()


@transaction.atomic
def take_back_original(*, agreement: Agreement, by: Actor, now: datetime) -> Agreement:
    """It was brought in by mistake: it holds no more from today, while nothing depends on it. What
    was in force by it until now stays in the record.
    """
    scope = agreement.scope
    require(policies.MAY, "take_back_original", by=by, scope=scope)
    rules.check_takes_back(by, agreement)
    rules.check_nothing_depends(agreement)
    record(
        "agreements.take_back_original", by=by, on=agreement, at=now, scope=scope,
        title=agreement.title, agreement=agreement.pk,
    )  # fmt: skip
    return end_agreement(
        agreement=agreement,
        on=localdate(now),
        reason=rules.MISTAKE,
        by_mistake=True,
        by=by,
        now=now,
    )
