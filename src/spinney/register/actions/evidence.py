"""Keeping evidence: added, changed, replaced by a newer one, withdrawn and put back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.errors import WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.register import policies
from spinney.register.bridge.evidence_files import keeping, look_into
from spinney.register.events.evidence import evidence_changed
from spinney.register.models import Evidence, Organisation
from spinney.register.policies import evidence as rules
from spinney.register.policies.evidence import EvidenceFacts
from spinney.register.policies.profiles import check_unchanged
from spinney.register.queries.evidence import LABELS, facts_of, in_words
from spinney.register.states import EvidenceState


@transaction.atomic
def add_evidence(
    *,
    organisation: Organisation,
    facts: EvidenceFacts,
    files: Sequence[File[Any]] = (),
    by: Actor,
    now: datetime,
) -> Evidence:
    """Hold a new piece of evidence, with files if there are any.

    Files are judged by their content (PDF, office documents, pictures; no macros). Raises BadInput
    that names what cannot be taken; then nothing is kept.
    """
    scope = organisation_scope(organisation.pk)
    require(policies.MAY, "add_evidence", by=by, scope=scope)
    with _hold(organisation, facts, files, by=by, now=now) as evidence:
        record(
            "register.add_evidence",
            by=by,
            on=evidence,
            at=now,
            scope=scope,
            title=str(evidence),
            after=in_words(facts),
            files=len(files),
        )
        _announce(evidence, "added", by=by, now=now)
    return evidence


@contextmanager
def _hold(
    organisation: Organisation,
    facts: EvidenceFacts,
    files: Sequence[File[Any]],
    *,
    by: Actor,
    now: datetime,
) -> Iterator[Evidence]:
    """A new piece with its files; whatever fails while it is written up, no file stays behind."""
    rules.check_facts(facts, localdate(now))
    rules.check_number_of_files(0, len(files))
    given = look_into(files, rules.MOST_BYTES)
    evidence = Evidence.objects.create(
        organisation=organisation, added_at=now, added_by=by.label, **vars(facts)
    )
    with keeping(evidence, given, by_label=by.label, now=now):
        yield evidence


def _announce(evidence: Evidence, change: str, *, by: Actor, now: datetime, **more: Any) -> None:
    evidence_changed.send(
        Evidence,
        organisation_id=evidence.organisation_id,
        kind=evidence.kind,
        change=change,
        evidence=evidence,
        by=by,
        now=now,
        **more,
    )


@transaction.atomic
def change_evidence(
    *,
    evidence: Evidence,
    facts: EvidenceFacts,
    read: Mapping[str, str],
    by: Actor,
    now: datetime,
) -> Evidence:
    """Mend what a piece of evidence says (a slip, a missing amount). For a newer one: replace it.

    `read` is how it stood on the page, in words (`queries.evidence.in_words`). Raises
    ChangedMeanwhile when somebody else changed the same thing first.
    """
    scope = organisation_scope(evidence.organisation_id)
    require(policies.MAY, "change_evidence", by=by, scope=scope)
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    rules.check_is_held(evidence)
    rules.check_facts(facts, localdate(now))
    held, typed = in_words(facts_of(evidence)), in_words(facts)
    check_unchanged("this piece of evidence", typed, read, held)
    changed = [
        name
        for name, label in LABELS.items()
        if typed[label] != held[label] and typed[label] != read.get(label, held[label])
    ]
    if not changed:
        return evidence
    for name in changed:
        setattr(evidence, name, getattr(facts, name))
    evidence.version += 1
    if "expires_on" in changed:
        evidence.reminded_on = None
    # What two people typed may fit each alone and not together.
    rules.check_facts(facts_of(evidence), localdate(now))
    evidence.save()
    record(
        "register.change_evidence",
        by=by,
        on=evidence,
        at=now,
        scope=scope,
        title=str(evidence),
        before={LABELS[name]: held[LABELS[name]] for name in changed},
        after={LABELS[name]: typed[LABELS[name]] for name in changed},
    )
    _announce(evidence, "changed", by=by, now=now)
    return evidence


@transaction.atomic
def replace_evidence(
    *,
    evidence: Evidence,
    facts: EvidenceFacts,
    files: Sequence[File[Any]] = (),
    keep_shares: bool = True,
    by: Actor,
    now: datetime,
) -> Evidence:
    """Put a newer one in place of a piece of evidence; the old one is kept as it was.

    When the new one begins later (next year's insurance), the old one holds until then.
    `keep_shares`: whoever sees the old one sees the new one.
    """
    scope = organisation_scope(evidence.organisation_id)
    require(policies.MAY, "replace_evidence", by=by, scope=scope)
    old = Evidence.objects.select_for_update().get(pk=evidence.pk)
    rules.check_evidence_can_become(old, EvidenceState.REPLACED)
    if old.replaced_by is not None:
        raise WrongState(f"{old} has a newer one already, which begins soon. Change that one.")
    with _hold(old.organisation, facts, files, by=by, now=now) as new:
        old.replaced_by = new
        if new.issued_on <= localdate(now) or new.issued_on <= old.issued_on:
            old.state = EvidenceState.REPLACED
        old.save(update_fields=["replaced_by", "state"])
        record(
            "register.replace_evidence",
            by=by,
            on=new,
            at=now,
            scope=scope,
            title=str(new),
            before=in_words(facts_of(old)),
            after=in_words(facts),
            files=len(files),
            replaces=old.pk,
            keep_shares=keep_shares,
        )
        _announce(new, "replaced", by=by, now=now, old=old, keep_shares=keep_shares)
    return new


@transaction.atomic
def withdraw_evidence(
    *, evidence: Evidence, reason: str = "", by: Actor, now: datetime
) -> Evidence:
    """Hold a piece of evidence no longer. Nobody sees it from now on; it can be put back for 30
    days, and is shared with nobody then until it is shared again.
    """
    scope = organisation_scope(evidence.organisation_id)
    require(policies.MAY, "withdraw_evidence", by=by, scope=scope)
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    rules.check_evidence_can_become(evidence, EvidenceState.WITHDRAWN)
    evidence.state, evidence.withdrawn_at = EvidenceState.WITHDRAWN, now
    evidence.save(update_fields=["state", "withdrawn_at"])
    record(
        "register.withdraw_evidence",
        by=by,
        on=evidence,
        at=now,
        scope=scope,
        title=str(evidence),
        reason=reason,
    )
    _announce(evidence, "withdrawn", by=by, now=now)
    return evidence


@transaction.atomic
def restore_evidence(*, evidence: Evidence, by: Actor, now: datetime) -> Evidence:
    """Put back what was withdrawn in the last 30 days, or what was replaced: then the newer one is
    withdrawn.
    """
    scope = organisation_scope(evidence.organisation_id)
    require(policies.MAY, "restore_evidence", by=by, scope=scope)
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    rules.check_evidence_can_become(evidence, EvidenceState.HELD)
    newer = evidence.replaced_by
    since = newer.added_at if newer is not None else evidence.withdrawn_at
    if since is not None and now - since > timedelta(days=rules.UNDO_DAYS):
        raise WrongState(
            f"That was more than {rules.UNDO_DAYS} days ago. Add the evidence anew instead."
        )
    if newer is not None and newer.state == EvidenceState.HELD:
        withdraw_evidence(evidence=newer, reason="The older one was put back.", by=by, now=now)
    evidence.state, evidence.replaced_by = EvidenceState.HELD, None
    evidence.withdrawn_at = evidence.reminded_on = None
    evidence.save()
    record(
        "register.restore_evidence",
        by=by,
        on=evidence,
        at=now,
        scope=scope,
        title=str(evidence),
    )
    _announce(evidence, "restored", by=by, now=now)
    return evidence
