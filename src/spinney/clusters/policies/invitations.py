"""Who may invite organisations and answer invitations, and when."""

from __future__ import annotations

from datetime import date

from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import BadInput, LinkEnded, NotAllowed, WrongState
from spinney.base.web.components.words import day, listed
from spinney.clusters.models import Invitation
from spinney.clusters.states import NEXT, InvitationState

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
ANSWERS = frozenset({Role.GUEST, Role.SIGNED_IN})

MAY: dict[str, frozenset[Role]] = {
    "invitations": RUNS_IT,
    "invite": RUNS_IT,
    "invite_several": RUNS_IT,
    "remind_invitee": RUNS_IT,
    "resend_invitation": RUNS_IT,
    "withdraw_invitation": RUNS_IT,
    "accept_invitation": ANSWERS,
    "decline_invitation": ANSWERS,
    "forward_invitation": ANSWERS,
}

DAYS_AFTER_DATE = 14
"""A late answer is better than none: the link lives so many days beyond the date given."""


def check_is_open(invitation: Invitation) -> None:
    """Raise WrongState unless the invitation waits for an answer."""
    if invitation.state != InvitationState.SENT:
        raise WrongState(
            f"The invitation to {invitation.organisation_name} is"
            f" “{invitation.get_state_display()}”, so there is nothing to do."
        )


def check_can_become(invitation: Invitation, state: InvitationState) -> None:
    """Raise LinkEnded unless the invitation can be answered so."""
    if state not in NEXT[InvitationState][invitation.state]:
        raise LinkEnded(
            f"This invitation was answered or taken back: “{invitation.get_state_display()}”."
            " If that is not what you expected, write to the facilitator."
        )


def check_nobody_else_speaks(organisation: str, posts: list[str]) -> None:
    """Raise NotAllowed when somebody else represents the organisation already (`posts`): an
    invitation must not let a stranger in by the side door.
    """
    if posts:
        who = listed(dict.fromkeys(post or "somebody" for post in posts))
        raise NotAllowed(
            f"{organisation} is on Spinney already, and others act for it here ({who})."
            " Pass the invitation on to them: they can answer, or let you act for it too."
        )


def check_answer_by(answer_by: date, today: date) -> None:
    """Raise BadInput unless there is at least a day to answer."""
    if answer_by <= today:
        told = f"Choose a day after today, {day(today)}, so that they have time to answer."
        raise BadInput(told, {"answer_by": [told]})


def check_not_reminded_today(invitation: Invitation, today: date) -> None:
    """Raise WrongState when a reminder went out today: nobody is to be pestered."""
    reminded = invitation.reminded_at
    if reminded is not None and reminded.date() == today:
        raise WrongState(f"{invitation.organisation_name} was reminded today already.")
