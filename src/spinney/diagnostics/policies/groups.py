"""Who may do what with proposed groups; and when."""

from __future__ import annotations

from datetime import datetime, timedelta

from spinney.base.kernel.actors import Actor, Role, Scope
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.diagnostics.models import Grouping, Proposal
from spinney.diagnostics.policies.surveys import UNDO_DAYS, runs
from spinney.diagnostics.states import GroupingState

#: A proposal says who needs what: nobody else sees it until a cluster is made of it.
RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
NOBODY: frozenset[Role] = frozenset()

MAY: dict[str, frozenset[Role]] = {
    "groupings": RUNS_IT,
    "grouping": RUNS_IT,
    "make_grouping": RUNS_IT,
    "edit_grouping": RUNS_IT,
    "duplicate_grouping": RUNS_IT,
    "remove_grouping": RUNS_IT,
    "restore_grouping": RUNS_IT,
    "add_pair": RUNS_IT,
    "remove_pair": RUNS_IT,
    "propose_groups": RUNS_IT,
    "keep_proposals": NOBODY,  # the site itself, when the engine has found some
    "proposal": RUNS_IT,
    "compare_proposals": RUNS_IT,
    "copy_proposal": RUNS_IT,
    "move_organisation": RUNS_IT,
    "undo_move": RUNS_IT,
    "redo_move": RUNS_IT,
    "choose_proposal": RUNS_IT,
    "take_back_choice": RUNS_IT,
}

SMALLEST, LARGEST = 2, 12
"""Sizes that a group may be given; 3 to 8 unless said."""


def check_runs(by: Actor, place: Scope) -> None:
    """Raise NotAllowed to whoever does not run the place: in a programme its managers do."""
    if not runs(by, place):
        who = "its programme managers" if place.kind == "programme" else "those who run the cluster"
        raise NotAllowed(f"Groups are proposed here by {who}.")


def check_sizes(least: int, most: int) -> None:
    """Raise BadInput for sizes that no group can have."""
    if least < SMALLEST or most > LARGEST:
        told = f"A group has from {SMALLEST} to {LARGEST} members."
        raise BadInput(told, {"min_size" if least < SMALLEST else "max_size": [told]})
    if most < least:
        told = "The most cannot be below the least."
        raise BadInput(told, {"max_size": [told]})


def check_rests_on_nothing(*, answers_used: bool) -> None:
    """Raise WrongState when a question whose proposals rest on answers with names would become one
    that more people may see (queries.groups.visible_to).
    """
    if answers_used:
        told = (
            "Its proposals rest on answers with names, which fewer people may see. Put a new"
            " question, and choose there where needs and offers come from."
        )
        raise WrongState(told)


def check_is_not_working(grouping: Grouping, *, at_work: bool) -> None:
    """Raise WrongState while proposals are being worked out from what would be changed."""
    if grouping.state == GroupingState.WORKING and at_work:
        raise WrongState(
            "Proposals are being worked out from this. Wait until that is done, or stop it."
        )


def check_none_is_chosen(grouping: Grouping) -> None:
    """Raise WrongState once a proposal was chosen."""
    if grouping.state == GroupingState.CHOSEN:
        raise WrongState("A proposal was chosen. Take the choice back first, then do this again.")


def check_can_restore(grouping: Grouping, now: datetime) -> None:
    """Raise WrongState unless it was put away less than 30 days ago."""
    if grouping.removed_at is None:
        raise WrongState("This was not removed, or was brought back already.")
    if grouping.removed_at < now - timedelta(days=UNDO_DAYS):
        raise WrongState(f"This was removed more than {UNDO_DAYS} days ago.")


def check_by_hand(proposal: Proposal) -> None:
    """Raise WrongState for a proposal as it was found: it stays so, to be compared with."""
    if not proposal.by_hand:
        raise WrongState(
            "This proposal stays as it was found. Save it as a new one by hand, then move people"
            " about there."
        )


def check_is_not_chosen(proposal: Proposal) -> None:
    """Raise WrongState for the proposal that was chosen."""
    if proposal.chosen_at is not None:
        raise WrongState("This proposal was chosen. Take the choice back before you change it.")
