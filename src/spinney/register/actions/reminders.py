"""What the site does by itself about evidence and profiles: reminding, telling, tidying away."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.web.components.words import listed
from spinney.register import policies
from spinney.register.events.evidence import evidence_changed
from spinney.register.letters import evidence as evidence_letters
from spinney.register.letters import profiles as profile_letters
from spinney.register.models import Evidence, Organisation
from spinney.register.queries.evidence import ending_by
from spinney.register.queries.mandates import keepers_of, mandates_of
from spinney.register.states import EvidenceState

REMIND_DAYS = (60, 30, 7)


@transaction.atomic
def remind_of_evidence(*, organisation: Organisation, by: Actor, now: datetime) -> list[Evidence]:
    """Tell those who keep an organisation's evidence what runs out in 60, 30 or 7 days, and what
    has run out; each step once, all in one letter. Returns what it told of.
    """
    scope = organisation_scope(organisation.pk)
    require(policies.MAY, "remind_of_evidence", by=by, scope=scope)
    today = localdate(now)
    last = today + timedelta(days=max(REMIND_DAYS))
    due = [e for e in ending_by([organisation.pk], last) if _is_due(e, today)]
    if not due:
        return []
    for keeper in keepers_of(organisation.pk, today):
        evidence_letters.evidence_ending(
            organisation, due, to=keeper.person, by=by, now=now, today=today
        )
    Evidence.objects.filter(pk__in=[e.pk for e in due]).update(reminded_on=today)
    record(
        "register.remind_of_evidence",
        by=by,
        on=organisation,
        at=now,
        scope=scope,
        titles=listed(str(e) for e in due),
    )
    for evidence in due:
        if evidence.expires_on and evidence.expires_on < today:
            evidence_changed.send(
                Evidence,
                organisation_id=organisation.pk,
                kind=evidence.kind,
                change="expired",
                evidence=evidence,
                by=by,
                now=now,
            )
    return due


def _passed(expires_on: date, on: date) -> int:
    """How many of the steps before (and after) the end lie behind on a day."""
    left = (expires_on - on).days
    return sum(left <= step for step in REMIND_DAYS) + (left < 0)


def _is_due(evidence: Evidence, today: date) -> bool:
    if evidence.expires_on is None:
        return False
    told = _passed(evidence.expires_on, evidence.reminded_on) if evidence.reminded_on else 0
    return _passed(evidence.expires_on, today) > told


@transaction.atomic
def retire_evidence(*, evidence: Evidence, by: Actor, now: datetime) -> Evidence:
    """Put aside what was replaced, once the newer one has begun."""
    scope = organisation_scope(evidence.organisation_id)
    require(policies.MAY, "retire_evidence", by=by, scope=scope)
    old = Evidence.objects.select_for_update().get(pk=evidence.pk)
    newer = old.replaced_by
    if old.state != EvidenceState.HELD or newer is None or newer.issued_on > localdate(now):
        return old
    old.state = EvidenceState.REPLACED
    old.save(update_fields=["state"])
    record("register.retire_evidence", by=by, on=old, at=now, scope=scope, title=str(old))
    evidence_changed.send(
        Evidence,
        organisation_id=old.organisation_id,
        kind=old.kind,
        change="replaced",
        evidence=newer,
        old=old,
        keep_shares=False,
        by=by,
        now=now,
    )
    return old


@transaction.atomic
def ask_to_confirm(*, organisation: Organisation, by: Actor, now: datetime) -> int:
    """Ask those who represent an organisation whether its profile is still right, by a link that
    needs no account. Returns how many were asked.
    """
    scope = organisation_scope(organisation.pk)
    require(policies.MAY, "ask_to_confirm", by=by, scope=scope)
    today = localdate(now)
    held = mandates_of(organisation.pk, today).filter(may_represent=True, deputy_for=None)
    people = {mandate.person_id: mandate.person for mandate in held}
    if not people:
        return 0
    Organisation.objects.filter(pk=organisation.pk).update(confirm_asked_on=today)
    for person in people.values():
        profile_letters.confirm_profile(organisation, to=person, by=by, now=now)
    record(
        "register.ask_to_confirm",
        by=by,
        on=organisation,
        at=now,
        scope=scope,
        people=len(people),
    )
    return len(people)
