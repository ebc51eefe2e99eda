"""Who may do what with the resource inventory; and when."""

from __future__ import annotations

from datetime import datetime, timedelta

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.diagnostics.models import Item
from spinney.diagnostics.states import NEXT, ItemKind, ItemState

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
READS_IT = RUNS_IT | {Role.MEMBER}
#: What stands in the inventory is each member's own: nobody else puts it there or takes it off.
OWN = frozenset({Role.MEMBER})

MAY: dict[str, frozenset[Role]] = {
    "inventory": READS_IT,
    "item": READS_IT,
    "add_item": OWN,
    "items_from_answers": OWN,
    "edit_item": OWN,
    "confirm_items": OWN,
    "end_item": OWN,
    "reopen_item": OWN,
    "note_match": READS_IT,
    "forget_match": READS_IT,
}

#: After so long a need or an offer is asked about again; it is shown as old meanwhile.
ASK_AFTER = timedelta(days=180)


def is_old(item: Item, now: datetime) -> bool:
    """Whether its member should say again that it still holds."""
    return item.state == ItemState.OPEN and item.confirmed_at < now - ASK_AFTER


def check_own(organisation_id: int, by: Actor) -> None:
    """Raise NotAllowed unless the actor acts for the organisation whose item it is."""
    if not by.is_system and by.organisation_id != organisation_id:
        raise NotAllowed("This belongs to another organisation, which keeps it up to date itself.")


def check_item_can_become(item: Item, state: ItemState) -> None:
    """Raise WrongState unless the item may move to the state."""
    if state not in NEXT[ItemState][item.state]:
        raise WrongState(f"“{item.title}” is “{item.get_state_display().lower()}” already.")


def check_fit(need: Item, offer: Item) -> None:
    """Raise BadInput unless one is a need and the other an offer, of two members of one cluster."""
    if (need.kind, offer.kind) != (ItemKind.NEED, ItemKind.OFFER):
        raise BadInput("Choose a need and an offer.")
    if need.cluster_id != offer.cluster_id or need.organisation_id == offer.organisation_id:
        raise BadInput("A need and an offer fit when they are of two members of this cluster.")


def check_party(need: Item, offer: Item, by: Actor, runs_it: bool) -> None:
    """Raise NotAllowed unless the actor speaks for one of the two, or runs the cluster."""
    if not runs_it and by.organisation_id not in (need.organisation_id, offer.organisation_id):
        raise NotAllowed("This is between two other members.")
