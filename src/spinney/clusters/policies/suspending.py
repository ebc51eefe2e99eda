"""When a member may be set aside: who was heard, and until when it lasts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.web.components.words import counted, day
from spinney.clusters.models import Membership, Suspension
from spinney.clusters.policies.members import speaks_for
from spinney.clusters.states import SuspensionState

MOST_ANSWER = 4000


def check_speaks_for(by: Actor, membership: Membership) -> None:
    """Raise NotAllowed to whoever does not act for the member."""
    if not speaks_for(by, membership):
        raise NotAllowed(f"That is for those who act for {membership.organisation.name}.")


def check_none_is_open(suspension: Suspension | None) -> None:
    """Raise WrongState when it is proposed already, or in force."""
    if suspension is not None:
        stands = "proposed" if suspension.state == SuspensionState.PROPOSED else "in force"
        raise WrongState(f"A suspension of this member is {stands} already.")


def check_is_proposed(suspension: Suspension | None) -> Suspension:
    """The suspension that is proposed. Raises WrongState when there is none."""
    if suspension is None or suspension.state != SuspensionState.PROPOSED:
        raise WrongState("No suspension of this member is proposed now.")
    return suspension


def check_need_not_be_asked(answer_days: int, agreed_in: str) -> None:
    """Raise WrongState when a member has days to answer before it can be set aside."""
    if answer_days:
        where = f", as agreed in {agreed_in}" if agreed_in else ""
        raise WrongState(
            f"The member has {counted(answer_days, 'day')} to answer first{where}. Propose the"
            " suspension, so that it can."
        )


def check_reason(reason: str) -> str:
    """Why, without what stands around it. Raises BadInput when nothing is said."""
    if not reason.strip():
        told = "Say why: the member reads it, and can answer it."
        raise BadInput(told, {"reason": [told]})
    return reason.strip()


def check_for_what(chosen: str, reasons: Iterable[tuple[str, str]]) -> str:
    """The words of the agreed reason that was chosen; "" where none was agreed. Raises BadInput
    for anything else.
    """
    agreed = dict(reasons)
    if agreed and chosen not in agreed:
        told = "Choose one of the reasons for which you agreed that a member can be suspended."
        raise BadInput(told, {"for_what": [told]})
    return agreed.get(chosen, "")


def heard_on(suspension: Suspension) -> date | None:
    """The first day on which it can be decided: the day on which the member answered, or the day
    after its time to answer; None when it need not be asked first.
    """
    if suspension.answer_by is None:
        return None
    after = suspension.answer_by + timedelta(days=1)
    if suspension.answered_at is None:
        return after
    return min(after, localdate(suspension.answered_at))


def check_heard(suspension: Suspension, today: date) -> date | None:
    """The first day on which it could be decided. Raises WrongState while the member may still
    answer and has not.
    """
    first = heard_on(suspension)
    if first is not None and today < first and suspension.answer_by is not None:
        raise WrongState(
            f"The member may answer until {day(suspension.answer_by)}. Then it can be decided; or"
            " sooner, once it has answered."
        )
    return first


def check_answer(answer: str) -> str:
    """What a member answers. Raises BadInput for nothing, or for too much."""
    told = ""
    if not answer.strip():
        told = "Write what you answer."
    elif len(answer) > MOST_ANSWER:
        told = f"Make it shorter: there is room for {MOST_ANSWER:,} letters."
    if told:
        raise BadInput(told, {"answer": [told]})
    return answer.strip()
