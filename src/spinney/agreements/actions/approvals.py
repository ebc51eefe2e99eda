"""The members are asked whether they agree to a version, by the rule in force: asked, answered,
reminded, closed; or what was decided elsewhere is noted.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.agreements import policies
from spinney.agreements.actions.ending import end_as_agreed
from spinney.agreements.bridge.agreeing import (
    Outcome,
    asked_about,
    asked_of,
    digest_of,
    is_changed,
    named_in,
    outcome_on,
)
from spinney.agreements.events import approvals as news
from spinney.agreements.letters import approvals as letters
from spinney.agreements.models import Agreement, Answered, Approval, Version
from spinney.agreements.policies import approvals as rules
from spinney.agreements.policies.life import check_decided_elsewhere
from spinney.agreements.queries.agreements import visible_to
from spinney.agreements.queries.approval_rule import asking_for
from spinney.agreements.states import ApprovalState, Voice
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record, subject_of
from spinney.base.web.components.words import day
from spinney.register import api as register

MOST_REASON = 2000


def _agreement(verb: str, version: Version, by: Actor) -> Agreement:
    """The agreement of a version, for whoever may do this with it."""
    agreement = Agreement.objects.select_related("cluster").get(pk=version.agreement_id)
    version.agreement = agreement
    require(policies.MAY, verb, by=by, scope=agreement.scope)
    rules.check_asks(by, agreement)
    return agreement


def _held(approval: Approval) -> Approval:
    """The question as it is now, held until this transaction ends."""
    rows = Approval.objects.select_for_update(of=("self",))
    return rows.select_related("about__agreement__cluster").get(pk=approval.pk)


def _note(verb: str, approval: Approval, by: Actor, now: datetime, **detail: object) -> None:
    version = approval.about
    record(
        verb, by=by, on=approval, at=now, scope=version.agreement.scope,
        title=version.agreement.title, agreement=version.agreement_id, number=version.number,
        **detail,
    )  # fmt: skip


@transaction.atomic
def ask_to_agree(
    *, version: Version, closes_on: date, message: str = "", by: Actor, now: datetime
) -> Approval:
    """Ask the members whether they agree to a version as it reads now, by the rule in force today;
    each gets a link. A question about words that were changed since makes room for this one.
    """
    agreement = _agreement("ask_to_agree", version, by)
    version = Version.objects.select_for_update().get(pk=version.pk)
    version.agreement = agreement
    for earlier in asked_about(version).filter(state=ApprovalState.OPEN):
        earlier.about = version
        if is_changed(earlier):
            _end(earlier, ApprovalState.WITHDRAWN, None, now)
            _note("agreements.withdraw_approval", earlier, by, now)
    rules.check_can_ask(version)
    today = localdate(now)
    rules.check_closing_day(closes_on, today)
    asking = asking_for(version, today)
    rules.check_closes_after_fallback(closes_on, asking.rule.fallback_on)
    approval = Approval.objects.create(
        about=version,
        rule=asking.to_json()
        | {"named": named_in(version)}
        | ({"message": message.strip()} if message.strip() else {}),
        opened_at=now,
        opened_by=by.label,
        closes_on=closes_on,
        digest=digest_of(version),
    )
    _note(
        "agreements.ask_to_agree", approval, by, now,
        until=day(closes_on), asked=len(asking.electors),
    )  # fmt: skip
    letters.asked_to_agree(approval, by=by, now=now)
    return approval


@transaction.atomic
def agree_to_version(
    *, approval: Approval, says: Voice, reason: str = "", by: Actor, now: datetime
) -> Answered:
    """Say for one's organisation whether it agrees, stands aside or objects; changed as often as
    one likes until the last day. An objection has a reason: others cannot mend what they do not
    know.
    """
    approval = _held(approval)
    scope = approval.about.agreement.scope
    subject = subject_of(approval)
    require(policies.MAY, "agree_to_version", by=by, scope=scope, subject=subject)
    organisation = _organisation_of(approval, by, localdate(now))
    rules.check_takes_answers(approval, localdate(now))
    reason = reason.strip()
    if says == Voice.OBJECTS and not reason:
        told = "Say what your objection is, so that it can be dealt with."
        raise BadInput(told, {"reason": [told]})
    if len(reason) > MOST_REASON:
        told = f"Make it shorter: there is room for {MOST_REASON:,} letters."
        raise BadInput(told, {"reason": [told]})
    answered, _ = Answered.objects.update_or_create(
        approval=approval,
        organisation=organisation,
        defaults={"says": says, "reason": reason, "person_id": by.person_id, "at": now},
    )
    _note("agreements.agree_to_version", approval, by, now, organisation=organisation.name)
    return answered


def _organisation_of(approval: Approval, by: Actor, today: date) -> register.Organisation:
    """The organisation that the actor answers for. Raises NotAllowed to whoever answers for none
    that is asked, or holds no mandate to vote for it today.
    """
    found = register.Organisation.objects.filter(pk=by.organisation_id or 0).first()
    asked = {one.uid for one in asked_of(approval)}
    if found is None or str(found.uid) not in asked:
        raise NotAllowed("Your organisation is not among those that are asked.")
    if by.person_id is None or not register.may_vote(by.person_id, found.pk, today):
        raise NotAllowed(
            f"You have no mandate to vote for {found.name}. Whoever represents it can give you one."
        )
    if by.pass_ is None and not visible_to(by).filter(pk=approval.about.agreement_id).exists():
        raise NotFound("There is no such agreement here.")
    return found


@transaction.atomic
def remind_to_agree(*, approval: Approval, by: Actor, now: datetime) -> int:
    """Write again to those who have not answered. Returns how many organisations that is."""
    approval = _held(approval)
    _agreement("remind_to_agree", approval.about, by)
    rules.check_takes_answers(approval, localdate(now))
    waiting = letters.remind(approval, by=by, now=now)
    if not waiting:
        raise WrongState("Everybody has answered, so there is nobody to remind.")
    _note("agreements.remind_to_agree", approval, by, now, asked=waiting)
    return waiting


@transaction.atomic
def extend_approval(*, approval: Approval, closes_on: date, by: Actor, now: datetime) -> Approval:
    """Give the members until another day."""
    approval = _held(approval)
    _agreement("extend_approval", approval.about, by)
    rules.check_takes_answers(approval, localdate(now))
    rules.check_closing_day(closes_on, localdate(now))
    rules.check_closes_before_end(closes_on, approval.ends_on)
    approval.closes_on = closes_on
    approval.version += 1
    approval.save(update_fields=["closes_on", "version"])
    letters.prolong_links(approval)
    _note("agreements.extend_approval", approval, by, now, until=day(closes_on))
    return approval


@transaction.atomic
def close_approval(*, approval: Approval, by: Actor, now: datetime) -> Approval:
    """End it, and keep what it came to: by hand when everybody has answered, by itself after the
    last day. Where the members agreed that an agreement ends, it ends.
    """
    approval = _held(approval)
    _agreement("close_approval", approval.about, by)
    today = localdate(now)
    found = outcome_on(approval, today)
    rules.check_can_close(approval, found, today)
    state = _closes_as(found)
    _end(approval, state, found, now)
    outcome = str(state.label).lower()
    _note("agreements.close_approval", approval, by, now, outcome=outcome)
    if state != ApprovalState.WITHDRAWN:
        letters.closed(approval, by=by, now=now)
    if approval.ends_on is not None and state == ApprovalState.AGREED:
        end_as_agreed(approval=approval, by=Actor.system("agreeing"), now=now)
    news.approval_closed.send(sender=Approval, approval=approval, by=by, now=now)
    return approval


def _closes_as(found: Outcome) -> ApprovalState:
    if found.is_stale:  # nobody agreed to the words as they are now
        return ApprovalState.WITHDRAWN
    if found.state != ApprovalState.OPEN:
        return found.state
    passes = found.count is not None and found.count.passes
    return ApprovalState.AGREED if passes else ApprovalState.NOT_AGREED


def _end(approval: Approval, state: ApprovalState, found: Outcome | None, now: datetime) -> None:
    rules.check_becomes(approval, state)
    approval.state, approval.closed_at = state, now
    approval.result = found.count.to_json() if found and found.count else None
    approval.version += 1
    approval.save(update_fields=["state", "closed_at", "result", "version"])


@transaction.atomic
def withdraw_approval(*, approval: Approval, by: Actor, now: datetime) -> Approval:
    """Take the question back: nobody needs to answer it any more."""
    approval = _held(approval)
    _agreement("withdraw_approval", approval.about, by)
    _end(approval, ApprovalState.WITHDRAWN, None, now)
    letters.end_links(approval, now)
    _note("agreements.withdraw_approval", approval, by, now)
    return approval


@transaction.atomic
def record_decision(
    *, version: Version, decided_elsewhere: str, by: Actor, now: datetime
) -> Approval:
    """Note that the members agreed to a version, as it reads now, elsewhere: at a meeting, or in
    the room of decisions. `decided_elsewhere` says where and when, for whoever reads it later.
    """
    agreement = _agreement("record_decision", version, by)
    version = Version.objects.select_for_update().get(pk=version.pk)
    version.agreement = agreement
    rules.check_can_ask(version)
    where = check_decided_elsewhere(decided_elsewhere)
    approval = Approval.objects.create(
        about=version,
        state=ApprovalState.AGREED,
        rule={},
        result={"named": named_in(version)},
        opened_at=now,
        opened_by=by.label,
        closes_on=localdate(now),
        closed_at=now,
        decided_elsewhere=where,
        digest=digest_of(version),
    )
    _note("agreements.record_decision", approval, by, now)
    news.approval_closed.send(sender=Approval, approval=approval, by=by, now=now)
    return approval
