"""Who may do what with shared costs; and when."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.kernel.money import Money
from spinney.base.web.components.words import day
from spinney.money.models import CostShare, Entry, SharedCost
from spinney.money.policies.ledger import INSIDE, KEEPS
from spinney.money.states import NEXT, CostState, SignOff
from spinney.register import api as register

NOBODY_BY_HAND: frozenset[Role] = frozenset()  # it follows from other deeds

MAY: dict[str, frozenset[Role]] = {
    "shared_costs": INSIDE,
    "shared_cost": INSIDE,
    "cost_statement": INSIDE,
    "own_shared_costs": frozenset({Role.REPRESENTATIVE}),
    "own_cost_statement": frozenset({Role.REPRESENTATIVE}),
    "compare_rules": INSIDE,
    "vat_evidence": INSIDE,
    "export_vat_evidence": KEEPS,
    "add_shared_cost": KEEPS,
    "edit_shared_cost": KEEPS,
    "edit_cost_member": KEEPS,
    "ask_for_figures": KEEPS,
    "give_figures": frozenset({Role.MEMBER, Role.GUEST}),
    "share_budget": KEEPS,
    "true_up_cost": KEEPS,
    "answer_share": frozenset({Role.MEMBER, Role.GUEST}),
    "ask_again": KEEPS,
    "pay_share": KEEPS,
    "reopen_shared_cost": KEEPS,
    "end_shared_cost": KEEPS,
    "note_vat": KEEPS,
    "unsettle_cost": NOBODY_BY_HAND,
    "follow_merge_of_costs": NOBODY_BY_HAND,
    "follow_unmerge_of_costs": NOBODY_BY_HAND,
}
LONGEST_TITLE, LONGEST_KIND, LONGEST_UNIT, LONGEST_WORDS = 200, 80, 60, 4_000
MOST_PENCE = 10**11
MOST_DAYS = 3 * 366
UNTIL_TRUED_UP = (CostState.DRAFT, CostState.AGREED)
"""The states in which days and figures are still open."""
SHARED = (CostState.AGREED, CostState.TRUED_UP, CostState.SETTLED)
"""The states in which members owe their shares."""


def speaks_for(by: Actor, share: CostShare) -> bool:
    """Whether an actor represents the member of a share, signed in."""
    return share.organisation_id in by.ids_of("organisation", Role.REPRESENTATIVE)


def check_speaks_for(by: Actor, share: CostShare, today: date) -> None:
    """Raise NotAllowed unless the actor speaks for the share's member."""
    name = share.organisation.name
    if by.pass_ is not None:
        person = by.person_id
        if person is None or not register.may_represent(person, share.organisation_id, today):
            raise NotAllowed(f"You do not speak for {name} any more, so this is not yours to say.")
    elif not speaks_for(by, share):
        raise NotAllowed(f"That is for {name} to say.")


def check_becomes(cost: SharedCost, state: CostState) -> None:
    """Raise WrongState unless a cost may move to a state."""
    if state not in NEXT["shared_cost"][cost.state]:
        raise WrongState(f"“{cost.title}” is “{cost.get_state_display().lower()}” already.")


def check_can_true_up(cost: SharedCost, today: date) -> None:
    """Raise WrongState unless a cost is shared as budgeted, not trued up yet, and has begun."""
    check_becomes(cost, CostState.TRUED_UP)
    if cost.state != CostState.AGREED:
        raise WrongState(f"“{cost.title}” is shared as it cost already.")
    if today < cost.first_day:
        raise WrongState(
            f"“{cost.title}” begins on {day(cost.first_day)}. What it really cost is not known"
            " before that day."
        )


def check_state(cost: SharedCost, *states: CostState) -> None:
    """Raise WrongState unless a cost is in one of these states."""
    if cost.state not in states:
        raise WrongState(
            f"“{cost.title}” is “{cost.get_state_display().lower()}”, so this cannot be changed"
            " now. Take the last step back first."
        )


def check_is_asked(share: CostShare, asked: str) -> None:
    """Raise WrongState unless a member is asked (`asked`: the field of its answer) and has not
    agreed yet.
    """
    if not asked or getattr(share, asked) == SignOff.AGREED:
        raise WrongState(f"{share.organisation.name} is asked nothing now.")


def check_days(first: date, last: date) -> None:
    """Raise BadInput for days that cannot be."""
    told = ""
    if last < first:
        told = "It ends before it begins."
    elif (last - first).days > MOST_DAYS:
        told = "Share at most three years at once."
    if told:
        raise BadInput(told, {"last_day": [told]})


def check_pence(pence: int, field: str) -> None:
    """Raise BadInput for an amount that is no cost of a cluster."""
    if not 0 < pence <= MOST_PENCE:
        told = f"Write an amount from {Money(1)} to {Money(MOST_PENCE)}."
        raise BadInput(told, {field: [told]})


def check_member_days(cost: SharedCost, first: date, last: date) -> None:
    """Raise BadInput for a member's days outside the cost's."""
    told = ""
    if last < first:
        told = "It leaves before it joins."
    elif first < cost.first_day or last > cost.last_day:
        told = "Its days have to be within those of the cost."
    if told:
        raise BadInput(told, {"to_day": [told]})


def check_payment(pence: int, outstanding: int) -> None:
    """Raise BadInput for more than is open, or the other way round; WrongState where nothing is."""
    if outstanding == 0:
        raise WrongState("Nothing is open here: it is paid.")
    if not 0 < pence <= abs(outstanding):
        told = f"Write an amount from {Money(1)} to {Money(abs(outstanding))}, which is open."
        raise BadInput(told, {"pence": [told]})


def check_paid_on(paid: date, owed_since: date | None) -> None:
    """Raise BadInput for a payment on a day before anything was owed."""
    if owed_since is not None and paid < owed_since:
        told = f"Nothing was owed before {day(owed_since)}. Write the day on which it was paid."
        raise BadInput(told, {"day": [told]})


def check_no_share(cost: SharedCost, entry: Entry) -> None:
    """Raise WrongState for an entry by which a cost was shared: the shares rest on it."""
    if cost.shares.filter(Q(budget_entry=entry) | Q(true_up_entry=entry)).exists():
        raise WrongState(
            f"By this entry “{cost.title}” was shared. Take the last step back on the page of the"
            " shared cost: then the entry is taken back as well."
        )
