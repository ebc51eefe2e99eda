"""Agreements end: by their last day; earlier when those agree whom the rule in force asks, here or
elsewhere. What was noted by mistake is taken back until the day is over.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from spinney.agreements import policies
from spinney.agreements.bridge import duties as owed
from spinney.agreements.bridge.agreeing import digest_of
from spinney.agreements.bridge.lasting import last_agreed, last_day_of, span_of
from spinney.agreements.engine.spans import closed_by, ended_by
from spinney.agreements.events import life as news
from spinney.agreements.letters import approvals as asking_letters
from spinney.agreements.letters import life as letters
from spinney.agreements.models import Agreement, Alert, Approval, Version
from spinney.agreements.policies import life as rules
from spinney.agreements.policies.approvals import (
    check_closes_after_fallback,
    check_closes_before_end,
    check_closing_day,
)
from spinney.agreements.queries.approval_rule import asking_for
from spinney.agreements.states import AgreementState, ApprovalState, VersionState
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.web.components.words import day


def _held(agreement: Agreement) -> Agreement:
    """The agreement as it is now, held until this transaction ends."""
    held = Agreement.objects.select_for_update(of=("self",)).select_related("cluster")
    return held.get(pk=agreement.pk)


@transaction.atomic
def ask_to_end(
    *,
    agreement: Agreement,
    on: date,
    reason: str,
    closes_on: date,
    by: Actor,
    now: datetime,
) -> Approval:
    """Ask whether an agreement ends early, as a variation of it is asked about: by the rule in
    force today, each of those who decide gets a link, until `closes_on`. `on` would be the first
    day on which it no longer holds. If they agree it ends (`close_approval`); if not, nothing
    changes. Until then it can be taken back.

    Raises NotAllowed to whoever may not ask, BadInput without a reason or for days that cannot be,
    WrongState when it is over, a variation is out for signature, or it is being asked already.
    """
    scope = agreement.scope
    require(policies.MAY, "ask_to_end", by=by, scope=scope)
    agreement = _held(agreement)
    rules.check_asks_to_end(by, agreement)
    rules.check_reason(reason, "Say why it should end: those who are asked read it first.")
    today = localdate(now)
    version = rules.check_can_end(agreement, on, today)
    rules.check_end_is_not_asked(agreement, today)
    check_closing_day(closes_on, today)
    check_closes_before_end(closes_on, on)
    version.agreement = agreement
    asking = asking_for(version, today)
    check_closes_after_fallback(closes_on, asking.rule.fallback_on)
    approval = Approval.objects.create(
        about=version, rule=asking.to_json(), opened_at=now, opened_by=by.label,
        closes_on=closes_on, digest=digest_of(version), ends_on=on, why=reason.strip(),
    )  # fmt: skip
    record(
        "agreements.ask_to_end", by=by, on=approval, at=now, scope=scope, title=agreement.title,
        agreement=agreement.pk, ends=day(on), reason=approval.why, until=day(closes_on),
        asked=len(asking.electors),
    )  # fmt: skip
    asking_letters.asked_to_agree(approval, by=by, now=now)
    return approval


@transaction.atomic
def end_agreement(
    *,
    agreement: Agreement,
    on: date,
    reason: str,
    decided_elsewhere: str = "",
    by_mistake: bool = False,
    by: Actor,
    now: datetime,
) -> Agreement:
    """End an agreement early, since it was decided so elsewhere: at a meeting, or in the room of
    decisions; `decided_elsewhere` says where and when. `on` is the first day on which it no longer
    holds. What was signed, and what is to be kept or deleted afterwards, stays; a variation that is
    being written is thrown away. It can be taken back until that day is over (`undo_end`).
    Everybody who signed is told at once, by whom, why, and where it was decided. `by_mistake`: it
    should never have been there, so nobody decides, and it may end on its first day.

    Raises NotAllowed to whoever may not end it, BadInput without a reason, without where it was
    decided, or for a day that has passed, WrongState when it is over or a variation is out for
    signature.
    """
    scope = agreement.scope
    require(policies.MAY, "end_agreement", by=by, scope=scope)
    agreement = _held(agreement)
    rules.check_reason(reason, "Say why it ends: it stays in the record.")
    today = localdate(now)
    follows = by_mistake or by.is_system  # from something else: nobody decides to end it
    where = ""
    if not follows:
        rules.check_ends_it(by, agreement)
        where = rules.check_decided_elsewhere(decided_elsewhere)
    version = rules.check_can_end(agreement, on, today, whenever=follows)
    if where:
        Approval.objects.create(
            about=version, state=ApprovalState.AGREED, rule={}, result={}, opened_at=now,
            opened_by=by.label, closes_on=today, closed_at=now, decided_elsewhere=where,
            digest=digest_of(version), ends_on=on, why=reason.strip(),
        )  # fmt: skip
    _end("agreements.end_agreement", agreement, on, reason.strip(), where, by=by, now=now)
    return agreement


@transaction.atomic
def end_as_agreed(*, approval: Approval, by: Actor, now: datetime) -> Agreement:
    """They were asked whether an agreement ends, and agreed: done by the site itself when the
    question is closed. The day that they agreed to holds, though nobody closed it until later.
    """
    agreement = _held(approval.about.agreement)
    require(policies.MAY, "end_as_agreed", by=by, scope=agreement.scope)
    on = approval.ends_on
    if on is None or approval.state != ApprovalState.AGREED or agreement.ended_on is not None:
        raise WrongState("This agreement ends already, or nobody agreed that it does.")
    verb = "agreements.end_as_agreed"
    _end(verb, agreement, on, approval.why, letters.DECIDED_HERE, by=by, now=now)
    return agreement


def _end(
    verb: str,
    agreement: Agreement,
    on: date,
    reason: str,
    decided: str,
    *,
    by: Actor,
    now: datetime,
) -> None:
    for version in agreement.versions.filter(state=VersionState.AGREED):
        _cut(version, on)
    drafts = agreement.versions.filter(state=VersionState.DRAFT)
    drafts.update(state=VersionState.DISCARDED, discarded_at=now)
    agreement.ended_on, agreement.end_reason = on, reason
    agreement.version += 1
    agreement.save(update_fields=["ended_on", "end_reason", "version"])
    record(
        verb, by=by, on=agreement, at=now, scope=agreement.scope,
        title=agreement.title, agreement=agreement.pk, ends=day(on), on_day=on.isoformat(),
        reason=reason, decided=decided,
    )  # fmt: skip
    letters.ended(agreement, by=by, now=now, decided=decided)
    if on <= localdate(now):
        _is_over(agreement, by=by, now=now)


def _cut(version: Version, on: date) -> None:
    span = span_of(version)
    if span is None:
        return
    last = ended_by(span, on).last
    if last != version.in_force_until:
        version.in_force_until = last
        version.version += 1
        version.save(update_fields=["in_force_until", "version"])


def _is_over(agreement: Agreement, *, by: Actor, now: datetime) -> None:
    """Its first day without has come: tell whoever reads terms, and see to what follows."""
    version = last_agreed(agreement)
    assert version is not None and agreement.ended_on is not None  # noqa: S101, PT018
    agreement.state = AgreementState.ENDED
    agreement.version += 1
    agreement.save(update_fields=["state", "version"])
    last = agreement.ended_on - timedelta(days=1)
    owed.end_duties(agreement, version, last, by=by, on=localdate(now))
    _tell(agreement, version, agreement.ended_on, by=by, now=now)
    news.agreement_ended.send(
        sender=Agreement, agreement=agreement, on=agreement.ended_on, by=by, now=now
    )


def _tell(agreement: Agreement, version: Version, on: date, *, by: Actor, now: datetime) -> None:
    keys = tuple(sorted(version.content.get("terms", {})))
    if keys:
        news.terms_changed.send(
            sender=Agreement, agreement=agreement, keys=keys, on=on, by=by, now=now
        )


@transaction.atomic
def undo_end(*, agreement: Agreement, by: Actor, now: datetime) -> Agreement:
    """It was ended by mistake: as if nobody had. Until the first day without it is over."""
    scope = agreement.scope
    require(policies.MAY, "undo_end", by=by, scope=scope)
    agreement = _held(agreement)
    rules.check_ends_it(by, agreement)
    today = localdate(now)
    rules.check_can_undo_end(agreement, today)
    was_over, on = agreement.state == AgreementState.ENDED, agreement.ended_on
    agreement.state, agreement.ended_on, agreement.end_reason = AgreementState.AGREED, None, ""
    agreement.version += 1
    agreement.save(update_fields=["state", "ended_on", "end_reason", "version"])
    _as_agreed(agreement)
    record(
        "agreements.undo_end", by=by, on=agreement, at=now, scope=scope,
        title=agreement.title, agreement=agreement.pk,
    )  # fmt: skip
    version = last_agreed(agreement)
    if was_over and version is not None and on is not None:
        owed.take_back_end(agreement)
        _tell(agreement, version, on, by=by, now=now)
    letters.goes_on(agreement, by=by, now=now)
    return agreement


def _as_agreed(agreement: Agreement) -> None:
    """The last days of its versions as their terms and the versions after them say."""
    signed = list(agreement.versions.filter(state=VersionState.AGREED).order_by("number"))
    for place, version in enumerate(signed):
        version.in_force_until = last_day_of(version.content.get("terms", {}))
        span = span_of(version)
        follows = signed[place + 1].in_force_from if place + 1 < len(signed) else None
        if span is not None and follows is not None:
            version.in_force_until = closed_by(span, follows).last
        version.version += 1
        version.save(update_fields=["in_force_until", "version"])


@transaction.atomic
def run_out(*, agreement: Agreement, by: Actor, now: datetime) -> Agreement:
    """The last day of an agreement is over: the site itself says so. It held no more from that
    midnight, whether this was done or not.
    """
    scope = agreement.scope
    require(policies.MAY, "run_out", by=by, scope=scope)
    agreement = _held(agreement)
    version = last_agreed(agreement)
    if version is None or version.in_force_until is None:
        return agreement
    if agreement.state != AgreementState.AGREED or version.in_force_until >= localdate(now):
        return agreement
    agreement.ended_on = version.in_force_until + timedelta(days=1)
    record(
        "agreements.run_out", by=by, on=agreement, at=now, scope=scope, title=agreement.title,
        agreement=agreement.pk, on_day=agreement.ended_on.isoformat(),
    )  # fmt: skip
    agreement.save(update_fields=["ended_on"])
    _is_over(agreement, by=by, now=now)
    if not agreement.end_reason:
        letters.ended(agreement, by=by, now=now)
    return agreement


@transaction.atomic
def warn_of_end(*, version: Version, days: int, by: Actor, now: datetime) -> bool:
    """Tell those who run the cluster, and the people of the parties, that an agreement runs out in
    so many days or fewer. Once; returns whether it was said now.
    """
    scope = version.agreement.scope
    require(policies.MAY, "warn_of_end", by=by, scope=scope)
    _, is_new = Alert.objects.get_or_create(of=version, days=days, defaults={"sent_at": now})
    if not is_new:
        return False
    record(
        "agreements.warn_of_end", by=by, on=version, at=now, scope=scope,
        title=version.agreement.title, agreement=version.agreement_id, days=days,
    )  # fmt: skip
    letters.runs_out(version, by=by, now=now)
    return True
