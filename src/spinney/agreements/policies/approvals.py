"""Who may do what with agreeing to a version by the rule in force; and when."""

from __future__ import annotations

from datetime import date

from django.utils.timezone import localdate

from spinney.agreements.bridge.agreeing import (
    Outcome,
    asked_about,
    is_agreed,
    is_changed,
    outcome_on,
    rule_of,
)
from spinney.agreements.models import Agreement, Approval, Version
from spinney.agreements.policies.drafting import drafts
from spinney.agreements.states import NEXT, ApprovalState, SpeaksFor, VersionState
from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.web.components.words import day

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
INSIDE = RUNS_IT | {Role.MEMBER, Role.VOTER, Role.OBSERVER}

MAY: dict[str, frozenset[Role]] = {
    "approval": INSIDE,
    "ask_to_agree": INSIDE,
    "agree_to_version": frozenset({Role.VOTER, Role.MEMBER, Role.OBSERVER, Role.GUEST}),
    "remind_to_agree": INSIDE,
    "extend_approval": INSIDE,
    "close_approval": INSIDE,
    "withdraw_approval": INSIDE,
    "record_decision": INSIDE,
    "propose_terms": RUNS_IT,
}

MOST_DAYS = 120
"""So long at the most may the members take: what nobody decides in four months is asked anew."""


def needs_agreeing(version: Version, *, replaces: bool) -> bool:
    """Whether the members must agree to a version before it is signed: to a variation, and to what
    takes the place of an agreement in force. Another first version needs no such thing: whoever
    signs it agrees to it.
    """
    return version.number > 1 or replaces


def check_agreed(version: Version, on: date | None = None, *, replaces: bool = False) -> None:
    """Raise WrongState unless the members agreed to a version that needs it as it reads now, by the
    rule in force. `replaces`: it takes the place of an agreement in force.
    """
    if not needs_agreeing(version, replaces=replaces) or is_agreed(version, on):
        return
    put = asked_about(version).exclude(state=ApprovalState.WITHDRAWN)
    asked = put.order_by("-opened_at").first()
    if asked is None:
        raise WrongState("The members have not been asked yet whether they agree. Ask them first.")
    if is_changed(asked):
        raise WrongState(
            "What the members were asked has been changed since. Ask them again whether they"
            " agree to it as it reads now."
        )
    if outcome_on(asked, on).state == ApprovalState.OPEN:
        raise WrongState(
            f"The members may still answer until {day(asked.closes_on)}. It can go on when they"
            " have agreed."
        )
    raise WrongState(
        "The members did not agree to it. Look at what they said, change it, and ask them again."
    )


def asks(by: Actor, agreement: Agreement) -> bool:
    """Whether an actor puts the question: those who run the cluster; where its parties agree alone,
    also the people of the member that began it.
    """
    if by.is_system or by.roles_in(agreement.scope) & RUNS_IT:
        return True
    return agreement.speaks_for == SpeaksFor.PARTIES and drafts(by, agreement)


def check_asks(by: Actor, agreement: Agreement) -> None:
    """Raise NotAllowed to whoever does not put the question."""
    if not asks(by, agreement):
        raise NotAllowed("Those who run the cluster ask the members, and see to the answers.")


def check_can_ask(version: Version) -> None:
    """Raise WrongState unless the members can be asked about it now."""
    if version.state != VersionState.DRAFT:
        raise WrongState("Only words that are still being written can be agreed to.")
    if asked_about(version).filter(state=ApprovalState.OPEN).exists():
        raise WrongState("The members are being asked already. Close that first, or take it back.")


def check_closing_day(closes_on: date, today: date) -> None:
    """Raise BadInput unless the last day for answers is ahead, and not too far."""
    days = (closes_on - today).days
    if days < 1:
        told = "Choose a day after today, so that the members have time to answer."
    elif days > MOST_DAYS:
        told = f"Choose a day within the next {MOST_DAYS} days."
    else:
        return
    raise BadInput(told, {"closes_on": [told]})


def check_becomes(approval: Approval, state: ApprovalState) -> None:
    """Raise WrongState unless asking the members may come to that state."""
    if state not in NEXT[ApprovalState][approval.state]:
        raise WrongState(f"This is over: “{approval.get_state_display()}”.")


def check_takes_answers(approval: Approval, now_on: date | None = None) -> None:
    """Raise WrongState once answers are no longer taken."""
    today = now_on or localdate()
    if approval.state == ApprovalState.WITHDRAWN:
        raise WrongState("The question was taken back, so there is nothing to answer.")
    if approval.state != ApprovalState.OPEN or today > approval.closes_on:
        raise WrongState(f"Answers were taken until {day(approval.closes_on)}. It is decided now.")
    if approval.about.state == VersionState.DISCARDED:
        raise WrongState("This draft was thrown away, so there is nothing to answer.")
    if is_changed(approval) and approval.ends_on is not None:
        raise WrongState("This agreement ends already, so there is nothing to answer any more.")
    if is_changed(approval):
        raise WrongState(
            "The words have been changed since you were asked. You will be asked again about the"
            " new words."
        )


def check_closes_before_end(closes_on: date, ends_on: date | None) -> None:
    """Raise BadInput for a last day for answers that is not before the day that they are about."""
    if ends_on is not None and closes_on >= ends_on:
        told = f"Choose a day before {day(ends_on)}: they are asked whether it ends from that day."
        raise BadInput(told, {"closes_on": [told]})


def check_closes_after_fallback(closes_on: date, fallback_on: date | None) -> None:
    """Raise BadInput for a last day before the vote that the rule falls back to has begun."""
    if fallback_on is not None and closes_on < fallback_on:
        told = f"Your rule turns into a vote on {day(fallback_on)}. Choose that day or a later one."
        raise BadInput(told, {"closes_on": [told]})


def check_can_close(approval: Approval, found: Outcome, today: date) -> None:
    """Raise WrongState while somebody may still answer, or a vote is still to come."""
    check_becomes(approval, ApprovalState.NOT_AGREED)
    if found.state != ApprovalState.OPEN or found.is_stale or found.count is None:
        return
    if not found.count.everybody:
        raise WrongState(
            f"Not everybody has answered yet. They may until {day(approval.closes_on)}; it ends by"
            " itself after that."
        )
    turns_on = rule_of(approval).fallback_on
    if not found.count.passes and turns_on is not None and today < turns_on:
        raise WrongState(
            f"They have not agreed yet. On {day(turns_on)} your rule turns into a vote; until then"
            " everybody can change their answer."
        )


def check_can_be_asked_anew(version: Version) -> None:
    """Raise WrongState unless the members can be asked about what a version says now: a question
    about words that were changed since does not stand in the way.
    """
    if version.state != VersionState.DRAFT:
        raise WrongState("Only words that are still being written can be agreed to.")
    asked = asked_about(version).filter(state=ApprovalState.OPEN)
    if not all(is_changed(one) for one in asked):
        raise WrongState("The members are being asked already. Close that first, or take it back.")
