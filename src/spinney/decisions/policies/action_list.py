"""Who may do what with the list of who does what; and when."""

from __future__ import annotations

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.decisions.models import ActionItem
from spinney.decisions.policies.book import EVERYBODY_IN_IT, NOBODY_BY_HAND, RUNS_IT
from spinney.decisions.states import NEXT, ActionState

MAY: dict[str, frozenset[Role]] = {
    "action_list": EVERYBODY_IN_IT,
    "action_item": EVERYBODY_IN_IT,
    "action_calendar": EVERYBODY_IN_IT,
    "add_action": RUNS_IT,
    "edit_action": RUNS_IT,
    "drop_action": RUNS_IT,
    "finish_action": EVERYBODY_IN_IT,
    "reopen_action": EVERYBODY_IN_IT,
    "remind_of_action": NOBODY_BY_HAND,
}

LONGEST = 300


def runs(by: Actor, item: ActionItem) -> bool:
    """Whether an actor runs the cluster in which something is to be done."""
    return by.is_system or bool(by.roles_in(item.scope) & RUNS_IT)


def does(by: Actor, item: ActionItem) -> bool:
    """Whether an actor may say that something is done: whoever runs the cluster; whoever undertook
    it; the people of the organisation that did, where nobody is named.
    """
    if runs(by, item):
        return True
    if item.person_id is not None and item.person_id == by.person_id:
        return True
    own = by.ids_of("organisation", Role.REPRESENTATIVE)
    return item.organisation_id is not None and item.organisation_id in own


def check_does(by: Actor, item: ActionItem) -> None:
    """Raise NotAllowed to whoever may not say that it is done."""
    if not does(by, item):
        whose = item.organisation.name if item.organisation else "those who run the cluster"
        raise NotAllowed(f"That is for {whose} to say.")


def check_becomes(item: ActionItem, state: ActionState) -> None:
    """Raise WrongState unless it may move to the state."""
    if state not in NEXT[ActionState][item.state]:
        raise WrongState(f"“{item.what}” is “{item.get_state_display().lower()}” already.")


def check_what(what: str) -> None:
    """Raise BadInput for what cannot stand in a list and in a letter."""
    told = ""
    if not what.strip():
        told = "Say what is to be done."
    elif len(what) > LONGEST:
        told = f"Make it shorter: it has {len(what)} letters, and there is room for {LONGEST}."
    elif "://" in what:
        told = "Write it without a web address: it stands in letters."
    if told:
        raise BadInput(told, {"what": [told]})
