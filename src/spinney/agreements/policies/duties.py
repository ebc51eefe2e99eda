"""Who may see, note and settle what falls due; and when."""

from __future__ import annotations

from datetime import date

from spinney.agreements.models import Agreement, Duty
from spinney.agreements.policies.agreements import EVERYBODY_IN_IT, TAKES_PART
from spinney.agreements.policies.drafting import drafts, runs
from spinney.agreements.states import NEXT, AgreementState, DutyState
from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState

NOBODY_BY_HAND: frozenset[Role] = frozenset()

MAY: dict[str, frozenset[Role]] = {
    "duties": EVERYBODY_IN_IT,
    "duty": EVERYBODY_IN_IT,
    "note_duty": TAKES_PART,
    "edit_duty": TAKES_PART,
    "finish_duty": EVERYBODY_IN_IT,
    "reopen_duty": EVERYBODY_IN_IT,
    "drop_duty": TAKES_PART,
    "remind_of_duty": NOBODY_BY_HAND,
    "follow_duties": EVERYBODY_IN_IT,
    "stop_following_duties": EVERYBODY_IN_IT,
}


def keeps(by: Actor, agreement: Agreement) -> bool:
    """Whether an actor keeps the list of what is due under an agreement: whoever writes it."""
    return drafts(by, agreement)


def check_keeps(by: Actor, agreement: Agreement) -> None:
    """Raise NotAllowed to whoever does not keep the list."""
    if not keeps(by, agreement):
        raise NotAllowed(
            "What is due is noted by those who run the cluster. Tell them what is missing."
        )


def does(by: Actor, duty: Duty) -> bool:
    """Whether an actor may say that something is done: whoever keeps the list; the people of the
    organisation whose duty it is.
    """
    if runs(by, duty.agreement.scope) or keeps(by, duty.agreement):
        return True
    own = by.ids_of("organisation", Role.REPRESENTATIVE, Role.SIGNATORY)
    return duty.organisation_id is not None and duty.organisation_id in own


def check_does(by: Actor, duty: Duty) -> None:
    """Raise NotAllowed to whoever may not say that it is done."""
    if not does(by, duty):
        whose = duty.organisation.name if duty.organisation else "those who run the cluster"
        raise NotAllowed(f"That is for {whose} to say.")


def check_duty_can_become(duty: Duty, state: DutyState) -> None:
    """Raise WrongState unless the duty may move to the state."""
    if state not in NEXT[DutyState][duty.state]:
        raise WrongState(f"“{duty.title}” is “{duty.get_state_display()}” already.")


def check_can_note(agreement: Agreement) -> None:
    """Raise WrongState unless the agreement is signed: what is not agreed, nobody owes."""
    if agreement.state not in (AgreementState.AGREED, AgreementState.ENDED):
        raise WrongState("Nothing is due under an agreement that is not signed yet.")


def check_done_on(on: date, today: date) -> None:
    """Raise BadInput for a day that is still to come."""
    if on > today:
        told = "Choose today or an earlier day."
        raise BadInput(told, {"on": [told]})
