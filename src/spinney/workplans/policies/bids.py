"""Who may do what with funding bids; and when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import WrongState
from spinney.register.api import Organisation
from spinney.workplans.models import FundingBid
from spinney.workplans.policies.plans import (
    INSIDE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    NOBODY_BY_HAND,
    RUNS_IT,
    length_problems,
    many_lines,
    one_line,
    refuse,
    title_problems,
)
from spinney.workplans.states import NEXT, BidState

MAY: dict[str, frozenset[Role]] = {
    "bids": INSIDE,
    "bid": INSIDE,
    "plan_bid": RUNS_IT,
    "edit_bid": RUNS_IT,
    "note_bid": RUNS_IT,
    "remove_bid": RUNS_IT,
    "restore_bid": RUNS_IT,
    "remind_of_bid": NOBODY_BY_HAND,
}


@dataclass(frozen=True)
class BidText:
    """A funding bid as it is typed. Amounts in pence."""

    title: str
    funder: str
    amount_pence: int | None = None
    organisation: Organisation | None = None
    send_by: date | None = None
    decision_on: date | None = None
    purpose: str = ""

    def fields(self) -> dict[str, Any]:
        """The values of the fields of a `FundingBid`."""
        told = {"title": one_line(self.title), "funder": one_line(self.funder)}
        return {**vars(self), **told, "purpose": many_lines(self.purpose)}


def check_bid(text: BidText, members: Collection[int]) -> None:
    """Raise BadInput for what cannot be a bid. `members` are the ids of those who belong."""
    problems = title_problems(text.title, "Say what the money is for.")
    problems |= length_problems(
        funder=(text.funder, LONGEST_TITLE), purpose=(text.purpose, LONGEST_TEXT)
    )
    if not text.funder.strip():
        problems["funder"] = ["Say whom you ask."]
    if text.amount_pence is not None and text.amount_pence <= 0:
        problems["amount_pence"] = ["Write how much you ask for: more than nought."]
    if text.send_by and text.decision_on and text.decision_on < text.send_by:
        problems["decision_on"] = ["It would be decided before it is sent. Choose a later day."]
    if text.organisation is not None and text.organisation.pk not in members:
        told = f"{text.organisation.name} does not belong to the cluster. Choose one that does."
        problems["organisation"] = [told]
    refuse(problems)


def check_is_there(bid: FundingBid) -> None:
    """Raise WrongState for a bid that was taken out."""
    if bid.removed_at is not None:
        raise WrongState("This bid was taken out. Bring it back first.")


def check_becomes(
    bid: FundingBid, state: str, won_pence: int | None, on: date | None, today: date
) -> None:
    """Raise WrongState unless a bid may come to a state, BadInput for what cannot be said of it."""
    if state not in NEXT["bid"][bid.state]:
        raise WrongState(f"“{bid.title}” is at “{bid.get_state_display().lower()}”.")
    problems: dict[str, list[str]] = {}
    if on is not None and on > today:
        problems["on"] = ["That day is still to come."]
    if won_pence is not None and (state != BidState.WON or won_pence <= 0):
        problems["won_pence"] = ["Say how much you were given only of a bid that was won."]
    refuse(problems)
