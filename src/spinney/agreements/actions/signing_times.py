"""The time of a signing: reminders, more time, its last day; taking it back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from spinney.agreements import policies
from spinney.agreements.actions.signing import complete_signing
from spinney.agreements.events import signing as news
from spinney.agreements.letters import signing as letters
from spinney.agreements.letters import signing_news
from spinney.agreements.models import Agreement, AskedToSign, Signing
from spinney.agreements.policies import signing as rules
from spinney.agreements.queries import signing as read
from spinney.agreements.states import (
    AgreementState,
    AskedState,
    SigningState,
    VersionState,
)
from spinney.base.access import links
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record, subject_of
from spinney.base.web.components.words import day


def _authorised(verb: str, signing: Signing, by: Actor) -> Signing:
    """The signing as it is now, held, for whoever looks after it."""
    agreement = signing.signs.agreement
    require(policies.MAY, verb, by=by, scope=agreement.scope)
    rules.check_manages(by, agreement)
    return read.held(signing.pk)


def _record(verb: str, signing: Signing, by: Actor, now: datetime, **more: object) -> None:
    version = signing.signs
    record(
        verb, by=by, on=version, at=now, scope=version.agreement.scope,
        title=version.agreement.title, agreement=version.agreement_id, number=version.number,
        **more,
    )  # fmt: skip


@transaction.atomic
def remind_signers(
    *, signing: Signing, only: Collection[int] | None = None, by: Actor, now: datetime
) -> list[AskedToSign]:
    """Write once more to those whose turn it is and who have not signed (`only`: those of these
    pks). Returns them. Nobody is reminded twice within a day, or on the day that she was asked.

    Raises WrongState when there is nobody to remind.
    """
    signing = _authorised("remind_signers", signing, by)
    rules.check_still_open(signing, now)
    turn, before = read.standing_of(signing).turn, now - timedelta(days=1)
    rows = [
        one
        for one in signing.asked.all()
        if one.pk in turn
        and (only is None or one.pk in only)
        and max(one.reminded_at or one.asked_at or before, one.asked_at or before) <= before
    ]
    if not rows:
        raise WrongState(
            "There is nobody to remind: each was written to within the last day, has signed, or"
            " waits for others to sign first."
        )
    AskedToSign.objects.filter(pk__in=[one.pk for one in rows]).update(reminded_at=now)
    letters.remind(signing, rows, by=by, now=now)
    uids = [str(one.party.organisation.uid) for one in rows]
    _record("agreements.remind_signers", signing, by, now, organisations=uids)
    return rows


@transaction.atomic
def extend_deadline(*, signing: Signing, deadline: date, by: Actor, now: datetime) -> Signing:
    """Give more time to sign. What was signed so far stays, also when the last day had passed."""
    signing = _authorised("extend_deadline", signing, by)
    rules.check_can_be_extended(signing)
    rules.check_deadline(deadline, now)
    if deadline <= signing.deadline:
        told = f"Choose a day after {day(signing.deadline)}, the last day until now."
        raise BadInput(told, {"deadline": [told]})
    signing.state, signing.deadline, signing.closed_at = SigningState.OPEN, deadline, None
    signing.version += 1
    signing.save(update_fields=["state", "deadline", "closed_at", "version"])
    subjects = [subject_of(one) for one in signing.asked.all()]
    links.prolong(letters.SIGN, subjects, until=letters.ends_at(signing))
    _record("agreements.extend_deadline", signing, by, now, deadline=day(deadline))
    signing_news.more_time(signing, by=by, now=now)
    return signing


@transaction.atomic
def take_back_signing(*, signing: Signing, reason: str, by: Actor, now: datetime) -> Signing:
    """Take the whole signing back: the words can be changed again, and signatures that were given
    count no longer. Everybody who was asked is told, with the reason.
    """
    # The signing first, then the agreement: as whoever gives the last signature holds them.
    signing = _authorised("take_back_signing", signing, by)
    agreement = Agreement.objects.select_for_update().get(pk=signing.signs.agreement_id)
    rules.check_signing_can_become(signing, SigningState.WITHDRAWN)
    rules.check_reason(reason)
    signing.state, signing.closed_at = SigningState.WITHDRAWN, now
    signing.close_reason = reason.strip()
    signing.version += 1
    signing.save(update_fields=["state", "closed_at", "close_reason", "version"])
    version = signing.signs
    digest = version.digest
    version.state, version.text, version.digest = VersionState.DRAFT, None, ""
    version.put_out_at = None
    version.version += 1
    version.save()
    if agreement.state == AgreementState.SIGNING:
        agreement.state = AgreementState.DRAFT
        agreement.version += 1
        agreement.save(update_fields=["state", "version"])
    given = sum(len(one.signatures.all()) for one in signing.asked.all())
    _record("agreements.take_back_signing", signing, by, now, digest=digest, signatures=given)
    signing_news.taken_back(signing, reason=signing.close_reason, by=by, now=now)
    news.signing_taken_back.send(sender=Signing, signing=signing, by=by, now=now)
    return signing


@transaction.atomic
def lapse_signing(*, signing: Signing, by: Actor, now: datetime) -> Signing:
    """Its last day has passed, and signatures are missing: those who look after it are told. By
    its date it was over already; whoever looked saw so.
    """
    require(policies.MAY, "lapse_signing", by=by, scope=signing.signs.agreement.scope)
    signing = read.held(signing.pk)
    rules.check_signing_can_become(signing, SigningState.LAPSED)
    if signing.deadline >= localdate(now):
        raise WrongState(f"There is time to sign until {day(signing.deadline)}.")
    signing.state, signing.closed_at = SigningState.LAPSED, now
    signing.version += 1
    signing.save(update_fields=["state", "closed_at", "version"])
    missing = [
        one.party.organisation.name
        for one in signing.asked.all()
        if one.state in (AskedState.WAITING, AskedState.DECLINED)
    ]
    _record("agreements.lapse_signing", signing, by, now, missing=len(missing))
    signing_news.lapsed(signing, missing, by=by, now=now)
    return signing


@transaction.atomic
def release_party(*, asked: AskedToSign, by: Actor, now: datetime) -> AskedToSign:
    """A party is no longer a member: it need not sign, and the count is done again. If nobody else
    is missing, the version comes into force.
    """
    agreement = asked.party.agreement
    require(policies.MAY, "release_party", by=by, scope=agreement.scope)
    signing = read.held(asked.signing_id)
    asked = read.pick(signing, asked.pk)
    rules.check_asked_can_become(asked, AskedState.NOT_NEEDED)
    asked.state, asked.answered_at = AskedState.NOT_NEEDED, now
    asked.version += 1
    asked.save()
    _record(
        "agreements.release_party", signing, by, now, organisation=asked.party.organisation.name,
        organisation_uid=str(asked.party.organisation.uid),
    )  # fmt: skip
    if not rules.has_lapsed(signing, now):
        complete_signing(signing=signing, by=by, now=now)
    return asked
