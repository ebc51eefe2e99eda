"""Who may do what with what members share of their spending; and when."""

from __future__ import annotations

from datetime import date, timedelta

from spinney.base.kernel.actors import NOBODY, Actor, Role
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.purchasing.models import SpendShare
from spinney.purchasing.states import NEXT, ShareState

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
INSIDE = RUNS_IT | {Role.MEMBER}
"""Supporters are shown nothing of what members buy."""
MEMBERS = frozenset({Role.MEMBER})

MAY: dict[str, frozenset[Role]] = {
    "spend_shares": INSIDE,
    "ask_for_spend": RUNS_IT,
    "remind_of_spend": RUNS_IT,
    "give_file_by_link": frozenset({Role.GUEST}),
    "preview_share": MEMBERS,
    "share_spend": MEMBERS,
    "renew_share": MEMBERS,
    "take_back_share": MEMBERS,
    "follow_merge_of_shares": NOBODY,  # the site itself, when two organisations are one
    "follow_unmerge_of_shares": NOBODY,
}

LONGEST = timedelta(days=366 * 6)
LINK_DAYS = 60
"""So long a link lives by which somebody gives files in."""


def organisation_of(by: Actor) -> int:
    """The organisation for which somebody shares. Raises NotAllowed."""
    if by.organisation_id is None:
        raise NotAllowed("Act for one of the members first.")
    return by.organisation_id


def check_member(organisation_id: int, members: frozenset[int]) -> None:
    """Raise NotAllowed for an organisation that is no member of the cluster today."""
    if organisation_id not in members:
        raise NotAllowed("Only members of the cluster share their spending with it.")


def check_period(first_day: date, last_day: date) -> None:
    """Raise BadInput unless the months are whole, in order and not too many."""
    told = ""
    if first_day.day != 1 or (last_day + timedelta(days=1)).day != 1:
        told = "Choose whole months."
    elif last_day < first_day:
        told = "The last month must not be before the first one."
    elif last_day - first_day > LONGEST:
        told = "Choose at most six years."
    if told:
        raise BadInput(told, {"last_month": [told]})


def check_shows_something(shown: str) -> None:
    """Raise WrongState when the terms in force let nothing be shown."""
    if shown == "nothing":
        raise WrongState(
            "You have agreed that nobody sees what others buy, so there is nothing to share. Change"
            " the agreement first."
        )


def check_agreed(shown: str, broker: str, agreed: tuple[str, str]) -> None:
    """Raise WrongState when the terms are others than those that the actor has just looked at."""
    if (shown, broker) != agreed:
        raise WrongState(
            "The terms have changed since you opened this page. Look at what others would see now,"
            " then share."
        )


def check_can_become(share: SpendShare, state: ShareState) -> None:
    """Raise WrongState unless the share may move to the state."""
    if state not in NEXT[ShareState][share.state]:
        raise WrongState("This is taken back already: nobody sees it.")


def check_last_day_to_give(by_day: date | None, today: date) -> None:
    """Raise BadInput for a day that has passed."""
    if by_day is not None and by_day < today:
        told = "Choose a day that is still to come."
        raise BadInput(told, {"by_day": [told]})
