"""Micro-grants: applied for, decided, paid by two people where the terms want it, reported."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from spinney.agreements import api as agreements
from spinney.base.access import links
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record, subject_of
from spinney.base.web.components.words import counted
from spinney.decisions import api as decisions
from spinney.money import policies
from spinney.money.actions.posting import post_entry
from spinney.money.bridge.posting import PostingLine
from spinney.money.bridge.ring_fences import line_of_fence, put_back, take_from
from spinney.money.events.microgrants import micro_grant_paid
from spinney.money.letters import microgrants as letters
from spinney.money.models import Entry, MicroGrant, MicroGrantRound
from spinney.money.policies import microgrants as rules
from spinney.money.policies.ledger import check_day
from spinney.money.policies.microgrants import REPORT, ApplicationSaid
from spinney.money.queries.decided import check_decision
from spinney.money.queries.keeping import check_keeps, keeps
from spinney.money.queries.microgrants import applicants_for, held_grant, held_round, name_of
from spinney.money.states import MicroGrantState
from spinney.register.api import Organisation


@transaction.atomic
def apply_micro_grant(
    *, round_: MicroGrantRound, said: ApplicationSaid, organisation: Organisation | None = None,
    by: Actor, now: datetime,
) -> MicroGrant:  # fmt: skip
    """Apply: a member for itself, a group by its link, or those who keep the money for a group that
    wrote on paper. Raises WrongState for a round that is not open, BadInput for what cannot be.
    """
    require(
        policies.MAY, "apply_micro_grant", by=by, scope=round_.scope, subject=subject_of(round_)
    )  # fmt: skip
    one, today = held_round(round_), localdate(now)
    rules.check_takes_applications(one, today)
    _check_applicant(one, organisation, by, today)
    said.check(one.most_pence, is_group=organisation is None)
    made = MicroGrant.objects.create(
        round=one, organisation=organisation,
        group_name="" if organisation else said.group_name.strip(),
        email="" if organisation else said.email.strip(), purpose=said.purpose.strip(),
        asked_pence=said.asked_pence, applied_at=now, applied_by=by.label,
    )  # fmt: skip
    _note("money.apply_micro_grant", made, by, now)
    return made


def _check_applicant(
    one: MicroGrantRound, organisation: Organisation | None, by: Actor, today: date
) -> None:
    """Who applies for whom: a member's people for it, once in a round; for a group its link, or
    those who keep the money.
    """
    if organisation is None:
        if by.pass_ is None:
            check_keeps(by, one.cluster, today)
        return
    mine = applicants_for(by, one.cluster, today)
    if organisation not in mine and not keeps(by, one.cluster, today):
        raise NotAllowed(f"That is for {organisation.name} to apply for.")
    stands = one.grants.exclude(state=MicroGrantState.WITHDRAWN)
    if stands.filter(organisation=organisation).exists():
        told = f"{organisation.name} has applied in this round already."
        raise BadInput(told, {"organisation": [told]})


@transaction.atomic
def approve_micro_grant(
    *, grant: MicroGrant, pence: int, reasons: str, decision: int | None = None, by: Actor,
    now: datetime,
) -> MicroGrant:  # fmt: skip
    """Approve an application, with the amount and why; `decision` is the number of the members'
    decision, if they decided it. The amount is promised out of the ring-fence. Raises WrongState,
    saying what is left, where that is not enough.
    """
    one = _to_decide("approve_micro_grant", grant, MicroGrantState.APPROVED, by, now)
    rules.check_stands_at(one, MicroGrantState.APPLIED)
    rules.check_given(one, pence)
    one.reasons = rules.check_reasons(reasons)
    check_decision(one.round.cluster, decision)
    take_from(
        one.round.ring_fence, pence, words=f"Micro-grant to {name_of(one)}", source=_source(one),
        by=by, now=now,
    )  # fmt: skip
    one.given_pence, one.decision_number = pence, decision
    _decided(one, MicroGrantState.APPROVED, by, now)
    _note("money.approve_micro_grant", one, by, now, decision=decision)
    letters.outcome(one, by=by, now=now)
    return one


@transaction.atomic
def follow_round_ballot(
    *, decision: decisions.Decision, by: Actor, now: datetime
) -> MicroGrantRound | None:
    """Approve whom the members chose by the ballot of a round, in the order in which they chose
    them, each with what it asked for, as far as what is left in the ring-fence goes. Who does not
    fit, or was decided meanwhile, stays as it is, for those who keep the money. None where the
    decision is about no round, chose nobody, or waits for a motion.
    """
    settled = decisions.settled_by(decision)
    if settled is None or settled.waits or not settled.chosen:
        return None
    found = MicroGrantRound.objects.filter(
        cluster=decision.cluster_id, ballot__uid__in=settled.ballots
    ).first()
    if found is None:
        return None
    require(policies.MAY, "follow_round_ballot", by=by, scope=found.scope)
    one = held_round(found)
    waiting = {
        row.put_as.casefold(): row for row in one.grants.filter(state=MicroGrantState.APPLIED)
    }
    chosen = [waiting[name.casefold()] for name in settled.chosen if name.casefold() in waiting]
    approved = _approve_in_order(one, chosen, decision.number, by=by, now=now)
    record(
        "money.follow_round_ballot", by=by, on=one, at=now, scope=one.scope, title=one.title,
        decision=decision.number, approved=approved, left=len(chosen) - approved,
        outcome=_outcome_words(approved, len(chosen) - approved),
    )  # fmt: skip
    return one


def _approve_in_order(
    one: MicroGrantRound, chosen: list[MicroGrant], decision: int, *, by: Actor, now: datetime
) -> int:
    """Approve the first of them, up to where the money does not go any further; returns how many.
    Nobody is passed over for somebody who was chosen later and asks for less.
    """
    fence, approved = one.ring_fence, 0
    for grant in chosen:
        pence = min(grant.asked_pence, one.most_pence)
        fence.refresh_from_db(fields=["remaining_pence", "closed_on"])
        if fence.closed_on is not None or pence > fence.remaining_pence:
            break
        approve_micro_grant(
            grant=grant, pence=pence, reasons=f"The members chose it: decision {decision}.",
            decision=decision, by=by, now=now,
        )  # fmt: skip
        approved += 1
    return approved


def _outcome_words(approved: int, left: int) -> str:
    told = f"{counted(approved, 'application is', 'applications are')} approved"
    if left:
        told += f", and {counted(left, 'waits', 'wait')}: there is not enough left for more"
    return told


@transaction.atomic
def decline_micro_grant(
    *, grant: MicroGrant, reasons: str, decision: int | None = None, by: Actor, now: datetime
) -> MicroGrant:
    """Decline an application, and say why."""
    one = _to_decide("decline_micro_grant", grant, MicroGrantState.DECLINED, by, now)
    one.reasons = rules.check_reasons(reasons)
    check_decision(one.round.cluster, decision)
    one.decision_number = decision
    _decided(one, MicroGrantState.DECLINED, by, now)
    _note("money.decline_micro_grant", one, by, now, decision=decision)
    letters.outcome(one, by=by, now=now)
    return one


def _to_decide(
    verb: str, grant: MicroGrant, state: MicroGrantState, by: Actor, now: datetime
) -> MicroGrant:
    """The application, held, if the actor may decide it so."""
    require(policies.MAY, verb, by=by, scope=grant.round.scope)
    one = held_grant(grant)
    check_keeps(by, one.round.cluster, localdate(now))
    rules.check_not_own(one, by, localdate(now))
    rules.check_becomes(one, state)
    return one


def _decided(one: MicroGrant, state: MicroGrantState, by: Actor, now: datetime) -> None:
    one.state, one.decided_at, one.decided_by = state, now, by.label
    one.version += 1
    one.save()


@transaction.atomic
def reconsider_micro_grant(*, grant: MicroGrant, by: Actor, now: datetime) -> MicroGrant:
    """Look again at what was decided and is not paid: what was promised goes back."""
    one = _to_decide("reconsider_micro_grant", grant, MicroGrantState.APPLIED, by, now)
    if one.state == MicroGrantState.WITHDRAWN:
        raise WrongState("Whoever applied took it back. They can apply anew.")
    _give_back(one, "Looked at again", by, now)
    one.decided_at, one.decided_by, one.decision_number, one.reasons = None, "", None, ""
    one.state, one.pay_asked_by = MicroGrantState.APPLIED, ""
    one.version += 1
    one.save()
    _note("money.reconsider_micro_grant", one, by, now)
    return one


def _give_back(one: MicroGrant, words: str, by: Actor, now: datetime) -> None:
    if one.state == MicroGrantState.APPROVED and one.given_pence:
        put_back(
            one.round.ring_fence, one.given_pence, words=words, source=_source(one), by=by, now=now
        )  # fmt: skip
    one.given_pence = None


@transaction.atomic
def withdraw_micro_grant(*, grant: MicroGrant, by: Actor, now: datetime) -> MicroGrant:
    """Take an application back: whoever applied, or those who keep the money for a group."""
    require(policies.MAY, "withdraw_micro_grant", by=by, scope=grant.round.scope)
    one = held_grant(grant)
    kept = keeps(by, one.round.cluster, localdate(now))
    rules.check_may_speak_for(by, one, keeps=kept)
    rules.check_becomes(one, MicroGrantState.WITHDRAWN)
    _give_back(one, "Withdrawn", by, now)
    one.state, one.pay_asked_by = MicroGrantState.WITHDRAWN, ""
    one.version += 1
    one.save()
    _note("money.withdraw_micro_grant", one, by, now)
    return one


@transaction.atomic
def pay_micro_grant(*, grant: MicroGrant, day: date, by: Actor, now: datetime) -> MicroGrant:
    """Note that a micro-grant is paid, in the ledger. Where the terms want two people for the
    amount, the first asks for it and a second one confirms it.
    """
    require(policies.MAY, "pay_micro_grant", by=by, scope=grant.round.scope)
    one = held_grant(grant)
    today = localdate(now)
    check_keeps(by, one.round.cluster, today)
    rules.check_not_own(one, by, today)
    rules.check_stands_at(one, MicroGrantState.APPROVED)
    check_day(day, today)
    pence = one.given_pence or 0
    limits = agreements.terms(one.round.cluster, at=today).spending_limits
    if limits.needs_second(pence) and not one.pay_asked_by:
        one.pay_asked_by = by.label
        one.version += 1
        one.save(update_fields=["pay_asked_by", "version"])
        _note("money.pay_micro_grant", one, by, now, step="asked for by the first of two")
        return one
    if limits.needs_second(pence):
        rules.check_second(one, by)
    one.entry = _post(one, pence, day, by, now)
    one.state = MicroGrantState.PAID
    one.report_due_on = day + timedelta(days=one.round.report_within_days)
    one.version += 1
    one.save()
    _note("money.pay_micro_grant", one, by, now, step="paid")
    letters.ask_for_report(one, by=by, now=now)
    micro_grant_paid.send(MicroGrant, grant=one, by=by, now=now)
    return one


def _post(one: MicroGrant, pence: int, day: date, by: Actor, now: datetime) -> Entry:
    fund = one.round.ring_fence.fund
    note = name_of(one)[:200]
    return post_entry(
        cluster=one.round.cluster, day=day, words=f"Micro-grant to {name_of(one)}"[:300],
        lines=[
            PostingLine("microgrant_cost", pence, fund,
                        budget_line_id=line_of_fence(one.round.ring_fence),
                        organisation_id=one.organisation_id, note=note),
            PostingLine("bank", -pence, fund, organisation_id=one.organisation_id, note=note),
        ],
        source=_source(one), by=by, now=now,
    )  # fmt: skip


@transaction.atomic
def unpay_micro_grant(*, entry: Entry, by: Actor, now: datetime) -> MicroGrant | None:
    """The entry by which one was paid was taken back: it is approved again, and not paid. None
    where the entry paid no micro-grant.
    """
    found = MicroGrant.objects.filter(entry=entry).select_related("round").first()
    if found is None:
        return None
    require(policies.MAY, "unpay_micro_grant", by=by, scope=found.round.scope)
    one = held_grant(found)
    one.entry, one.state, one.pay_asked_by = None, MicroGrantState.APPROVED, ""
    one.report_due_on = None
    one.version += 1
    one.save()
    links.revoke(REPORT, subject_of(one), now=now)
    _note("money.unpay_micro_grant", one, by, now)
    return one


@transaction.atomic
def report_micro_grant(*, grant: MicroGrant, report: str, by: Actor, now: datetime) -> MicroGrant:
    """Tell how it was used: whoever got it, by its link or signed in, or those who keep the money
    for a group that told them.
    """
    require(
        policies.MAY, "report_micro_grant", by=by, scope=grant.round.scope,
        subject=subject_of(grant),
    )  # fmt: skip
    one = held_grant(grant)
    kept = by.pass_ is None and keeps(by, one.round.cluster, localdate(now))
    rules.check_may_speak_for(by, one, keeps=kept)
    rules.check_becomes(one, MicroGrantState.REPORTED)
    if not report.strip() or len(report) > rules.LONGEST_TEXT:
        told = f"Tell in at most {rules.LONGEST_TEXT:,} letters how it was used."
        raise BadInput(told, {"report": [told]})
    one.report, one.state = report.strip(), MicroGrantState.REPORTED
    one.version += 1
    one.save(update_fields=["report", "state", "version"])
    _note("money.report_micro_grant", one, by, now)
    return one


@transaction.atomic
def return_micro_grant_report(*, grant: MicroGrant, by: Actor, now: datetime) -> MicroGrant:
    """Send a report back, so that more is told: whoever got the grant is asked again."""
    require(policies.MAY, "return_micro_grant_report", by=by, scope=grant.round.scope)
    one = held_grant(grant)
    check_keeps(by, one.round.cluster, localdate(now))
    if one.state != MicroGrantState.REPORTED:
        raise WrongState("Nothing was told of it yet.")
    one.state = MicroGrantState.PAID
    one.version += 1
    one.save(update_fields=["state", "version"])
    _note("money.return_micro_grant_report", one, by, now)
    letters.ask_for_report(one, by=by, now=now)
    return one


def _source(one: MicroGrant) -> str:
    return f"money.MicroGrant:{one.uid}"


def _note(verb: str, one: MicroGrant, by: Actor, now: datetime, **more: object) -> None:
    record(
        verb, by=by, on=one, at=now, scope=one.round.scope, title=one.round.title,
        version=one.version, **more,
    )  # fmt: skip
