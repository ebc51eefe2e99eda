"""Agreements end: by their last day, or earlier by hand; a mistake is taken back the same day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from spinney.agreements import policies
from spinney.agreements.bridge import duties as owed
from spinney.agreements.bridge.lasting import last_agreed, last_day_of, span_of
from spinney.agreements.engine.spans import closed_by, ended_by
from spinney.agreements.events import life as news
from spinney.agreements.letters import life as letters
from spinney.agreements.models import Agreement, Alert, Version
from spinney.agreements.policies import life as rules
from spinney.agreements.states import AgreementState, VersionState
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.web.components.words import day


def _held(agreement: Agreement) -> Agreement:
    """The agreement as it is now, held until this transaction ends."""
    held = Agreement.objects.select_for_update(of=("self",)).select_related("cluster")
    return held.get(pk=agreement.pk)


@transaction.atomic
def end_agreement(
    *,
    agreement: Agreement,
    on: date,
    reason: str,
    by_mistake: bool = False,
    by: Actor,
    now: datetime,
) -> Agreement:
    """End an agreement early. `on` is the first day on which it no longer holds. What was signed,
    and what is to be kept or deleted afterwards, stays; a variation that is being written is
    thrown away. It can be taken back until that day is over (`undo_end`). Everybody who signed is
    told at once, by whom and why. `by_mistake`: it should never have been there, so it may end on
    its first day.

    Raises NotAllowed to whoever may not end it, BadInput without a reason or for a day that has
    passed, WrongState when it is over or a variation is out for signature.
    """
    scope = agreement.scope
    require(policies.MAY, "end_agreement", by=by, scope=scope)
    agreement = _held(agreement)
    rules.check_ends_it(by, agreement)
    rules.check_reason(reason, "Say why it ends, and who decided so: it stays in the record.")
    today = localdate(now)
    rules.check_can_end(agreement, on, today, whenever=by_mistake or by.is_system)
    for version in agreement.versions.filter(state=VersionState.AGREED):
        _cut(version, on)
    drafts = agreement.versions.filter(state=VersionState.DRAFT)
    drafts.update(state=VersionState.DISCARDED, discarded_at=now)
    agreement.ended_on, agreement.end_reason = on, reason.strip()
    agreement.version += 1
    agreement.save(update_fields=["ended_on", "end_reason", "version"])
    record(
        "agreements.end_agreement", by=by, on=agreement, at=now, scope=scope,
        title=agreement.title, agreement=agreement.pk, ends=day(on), on_day=on.isoformat(),
        reason=agreement.end_reason,
    )  # fmt: skip
    letters.ended(agreement, by=by, now=now)
    if on <= today:
        _is_over(agreement, by=by, now=now)
    return agreement


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
