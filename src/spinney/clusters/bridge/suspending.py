"""The suspension of a member that is proposed or in force, and what becomes of it."""

from __future__ import annotations

from spinney.base.kernel.errors import WrongState
from spinney.clusters.models import Membership, Suspension
from spinney.clusters.states import NEXT, MembershipState, SuspensionState

OPEN = (SuspensionState.PROPOSED, SuspensionState.IN_FORCE)


def open_suspension(membership: Membership) -> Suspension | None:
    """The suspension of a member that is proposed or in force; None for none. One query."""
    found = membership.suspensions.filter(state__in=OPEN).first()
    if found is not None:
        found.membership = membership
    return found


def settle_suspension(suspension: Suspension, state: SuspensionState) -> None:
    """Put a suspension into a state, with its days. The caller's transaction. Raises WrongState
    when it cannot come to that state.
    """
    if state not in NEXT[SuspensionState][suspension.state]:
        raise WrongState(f"This is over: “{suspension.get_state_display()}”.")
    suspension.state = state
    suspension.version += 1
    suspension.save(update_fields=["state", "begins_on", "ends_on", "version"])


def let_go(membership: Membership) -> None:
    """Whoever leaves is set aside no longer, and nothing is proposed about it. The caller saves
    the membership.
    """
    found = open_suspension(membership)
    membership.set_aside_until = None
    if found is not None:
        proposed = found.state == SuspensionState.PROPOSED
        settle_suspension(found, SuspensionState.DROPPED if proposed else SuspensionState.ENDED)


def hand_over(membership: Membership, rival: Membership) -> Suspension | None:
    """What is proposed of one membership is proposed of another one, of what turned out to be the
    same organisation; the suspension, or None where there is none or the other has one of its own.
    """
    found = open_suspension(membership)
    if found is None or found.state != SuspensionState.PROPOSED:
        return None
    if rival.state != MembershipState.ACTIVE or open_suspension(rival) is not None:
        return None
    found.membership = rival
    found.save(update_fields=["membership"])
    return found


def take_up_again(membership: Membership) -> None:
    """It did not leave after all: the suspension that ended with that goes on to its own day. The
    caller saves the membership.
    """
    last = membership.suspensions.order_by("-proposed_at", "-pk").first()
    if last is not None and last.state == SuspensionState.ENDED:
        membership.set_aside_until = last.ends_on
        settle_suspension(last, SuspensionState.IN_FORCE)
