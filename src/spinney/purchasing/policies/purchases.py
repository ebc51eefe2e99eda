"""Who may do what with buying together; and when."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from spinney.base.kernel.actors import Actor, Role, organisation_scope
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.clusters import api as clusters
from spinney.purchasing.bridge.purchases import (
    MEASURE_KINDS,
    CriterionText,
    PledgeText,
    PurchaseText,
)
from spinney.purchasing.engine.categories.tree import CATEGORIES
from spinney.purchasing.models import InvitedSupplier, JointPurchase
from spinney.purchasing.states import NEXT, InvitedState, PledgeState, PurchaseState

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
INSIDE = RUNS_IT | {Role.MEMBER}
"""Supporters see nothing of what members buy."""
BY_LINK = frozenset({Role.GUEST})
NOBODY_BY_HAND: frozenset[Role] = frozenset()

MAY: dict[str, frozenset[Role]] = {
    "purchases": INSIDE,
    "purchase": INSIDE,
    "quote": INSIDE,
    "quote_file": INSIDE,
    "compare_quotes": INSIDE,
    "start_purchase": RUNS_IT,
    "edit_purchase": RUNS_IT,
    "end_purchase": RUNS_IT,
    "reopen_purchase": RUNS_IT,
    "ask_pledges": RUNS_IT,
    "pledge": frozenset({Role.MEMBER, Role.GUEST}),
    "take_back_pledge": frozenset({Role.MEMBER, Role.GUEST}),
    "invite_supplier": RUNS_IT,
    "remove_invited": RUNS_IT,
    "set_criteria": RUNS_IT,
    "request_quotes": RUNS_IT,
    "extend_quotes": RUNS_IT,
    "send_quote": BY_LINK,
    "decline_quote": BY_LINK,
    "open_quotes": RUNS_IT,
    "mark_quote": frozenset({Role.MEMBER}),
    "close_marking": RUNS_IT,
    "put_to_vote": RUNS_IT,
    "return_to_quotes": RUNS_IT,
    "appoint_supplier": INSIDE,
    "make_contract": RUNS_IT,
    "follow_ballot": NOBODY_BY_HAND,
    "remind_supplier": NOBODY_BY_HAND,
    "follow_merge_in_purchases": NOBODY_BY_HAND,
    "follow_unmerge_in_purchases": NOBODY_BY_HAND,
}

LONGEST = 5_000
MOST_INVITED = 30
MOST_CRITERIA = 8
SHORTEST_TO_QUOTE, LONGEST_TO_QUOTE = timedelta(hours=20), timedelta(days=365)
TAKES_PLEDGES = frozenset({PurchaseState.PLEDGING, PurchaseState.QUOTING, PurchaseState.COMPARING})
"""Until it is being decided, everybody can come in, change her word, or go."""


def runs(by: Actor, purchase: JointPurchase) -> bool:
    """Whether an actor runs the cluster in which something is bought."""
    return by.is_system or bool(by.roles_in(purchase.scope) & RUNS_IT)


def check_becomes(purchase: JointPurchase, state: PurchaseState) -> None:
    """Raise WrongState unless a purchase may come to a state now."""
    if state not in NEXT[PurchaseState][purchase.state]:
        words = purchase.get_state_display().lower()
        raise WrongState(f"This purchase is at “{words}”, so that cannot be done now.")


def check_is(purchase: JointPurchase, *states: PurchaseState) -> None:
    """Raise WrongState unless a purchase is in one of these states."""
    if purchase.state not in states:
        words = purchase.get_state_display().lower()
        raise WrongState(f"This purchase is at “{words}”, so that cannot be done now.")


def member_that_pledges(by: Actor, cluster: clusters.Cluster, on: date) -> int:
    """The member for which an actor gives its word: the one that she represents, or that her link
    names. Raises NotAllowed when there is none that counts as a member now.
    """
    members = {one.organisation_id for one in clusters.members(cluster, at=on)}
    own = by.organisation_id
    if own is None or own not in members:
        raise NotAllowed("Only those who represent a member of the cluster can do this.")
    if by.pass_ is None and speaks_for(by) is None:
        raise NotAllowed("Only those who represent a member of the cluster can do this.")
    return own


def speaks_for(by: Actor) -> int | None:
    """The organisation whose word and marks are an actor's own: the one that she represents. Of one
    whose data she only keeps they are not.
    """
    own = by.organisation_id
    represents = own is not None and by.has(Role.REPRESENTATIVE, organisation_scope(own))
    return own if represents else None


def check_text(text: PurchaseText) -> None:
    """Raise BadInput for what cannot be a joint purchase."""
    problems: dict[str, list[str]] = {}
    if not text.title.strip():
        problems["title"] = ["Say what you want to buy together."]
    elif len(text.title) > 200:
        problems["title"] = ["Make it shorter: there is room for 200 letters."]
    elif "://" in text.title:
        problems["title"] = ["Write it without a web address: it stands in letters."]
    if len(text.what) > LONGEST:
        problems["what"] = [f"Make it shorter: there is room for {LONGEST:,} letters."]
    problems |= _not_to_choose(text)
    if not 1 <= text.months <= 120:
        problems["months"] = ["Write a number of months from 1 to 120."]
    if not 0 <= text.vat_percent <= 50:
        problems["vat_percent"] = ["Write the rate of VAT in percent, from 0 to 50."]
    _raise(problems)


def _not_to_choose(text: PurchaseText) -> dict[str, list[str]]:
    """What is wrong with what is chosen from a list."""
    problems: dict[str, list[str]] = {}
    if text.category not in CATEGORIES:
        problems["category"] = ["Choose which kind of thing it is."]
    if text.measure and text.measure not in MEASURE_KINDS:
        problems["measure"] = ["Choose what says how many each needs."]
    return problems


def check_same_prices(purchase: JointPurchase, text: PurchaseText) -> None:
    """Raise WrongState for changing what prices are for, once suppliers were asked for them."""
    kept = (purchase.unit, purchase.per, purchase.months, purchase.vat_percent, purchase.what)
    asked = (text.unit, text.per, text.months, text.vat_percent, text.what)
    if purchase.state != PurchaseState.PLEDGING and kept != asked:
        raise WrongState(
            "Suppliers were asked for prices already, so what they are for stays as it is. You can"
            " still change the name and the category."
        )


def check_takes_pledges(purchase: JointPurchase) -> None:
    """Raise WrongState when it is too late to come in or go."""
    if purchase.state not in TAKES_PLEDGES:
        raise WrongState(
            "It is decided, or being decided, so who is in can no longer be changed here. Write to"
            " those who run the cluster."
        )


def check_pledge(text: PledgeText) -> None:
    """Raise BadInput for conditions that make no sense."""
    problems: dict[str, list[str]] = {}
    if text.state == PledgeState.TAKEN_BACK:
        problems["state"] = ["Say whether you are in."]
    if text.at_most_pence is not None and text.at_most_pence < 1:
        problems["at_most_pence"] = ["Write the most you would pay, or leave it empty."]
    if not 1 <= text.at_least <= 500:
        problems["at_least"] = ["Write how many of you must join, from 1 to 500."]
    if not 0 < text.quantity <= 1_000_000:
        problems["quantity"] = ["Write how many you need, above nought."]
    if len(text.note) > 300:
        problems["note"] = ["Make it shorter: there is room for 300 letters."]
    _raise(problems)


def check_criteria(criteria: list[CriterionText]) -> None:
    """Raise BadInput unless the price is one of the criteria, and the weights add up to 100."""
    told = ""
    if sum(one.weight for one in criteria) != 100:
        told = f"The weights add up to {sum(one.weight for one in criteria)}. Make them add to 100."
    elif any(one.weight < 1 for one in criteria):
        told = "Give each criterion a weight of 1 or more, or take it out."
    elif sum(one.is_price for one in criteria) != 1:
        told = "The price is one of the criteria, once."
    elif len(criteria) > MOST_CRITERIA:
        told = f"Use {MOST_CRITERIA} criteria at most: more of them say less."
    elif len({one.title.casefold() for one in criteria}) < len(criteria):
        told = "Two criteria have the same name."
    if told:
        raise BadInput(told)


def check_can_invite(purchase: JointPurchase, name: str, others: list[str]) -> None:
    """Raise WrongState or BadInput when a supplier cannot be added to those who are asked."""
    check_is(purchase, PurchaseState.PLEDGING, PurchaseState.QUOTING)
    if not name.strip() or "://" in name:
        raise BadInput("Write the supplier’s name.", {"name": ["Write the supplier’s name."]})
    if len(others) >= MOST_INVITED:
        raise WrongState(f"You can ask {MOST_INVITED} suppliers at most.")
    if name.casefold() in {one.casefold() for one in others}:
        told = "There is a supplier of that name on the list. Give this one another name."
        raise BadInput(told, {"name": [told]})


def check_can_remove(invited: InvitedSupplier) -> None:
    """Raise WrongState for a supplier that has sent a quote: what was sent is not thrown away."""
    check_is(invited.purchase, PurchaseState.PLEDGING, PurchaseState.QUOTING)
    if invited.state == InvitedState.ANSWERED:
        raise WrongState("This supplier has sent a quote, so it stays on the list.")


def check_can_request(purchase: JointPurchase, criteria: list[CriterionText], invited: int) -> None:
    """Raise WrongState when something is missing before suppliers can be asked."""
    check_becomes(purchase, PurchaseState.QUOTING)
    if not purchase.what.strip():
        raise WrongState("Say first what is to be bought: suppliers cannot give a price without.")
    if not invited:
        raise WrongState("Put a supplier on the list first.")
    try:
        check_criteria(criteria)
    except BadInput as fault:
        raise WrongState(f"Set the criteria first. {fault}") from fault


def check_deadline(quotes_by: datetime, now: datetime) -> None:
    """Raise BadInput for a moment that leaves suppliers no time, or far too much."""
    if quotes_by - now < SHORTEST_TO_QUOTE:
        told = "Give suppliers at least until tomorrow."
        raise BadInput(told, {"quotes_by_on": [told]})
    if quotes_by - now > LONGEST_TO_QUOTE:
        told = "Choose a day within a year."
        raise BadInput(told, {"quotes_by_on": [told]})


def check_later(purchase: JointPurchase, quotes_by: datetime) -> None:
    """Raise WrongState for an earlier end: suppliers were told the day, and quotes are sealed until
    then.
    """
    check_is(purchase, PurchaseState.QUOTING)
    if purchase.quotes_by is None or quotes_by <= purchase.quotes_by:
        raise WrongState("Choose a later moment. It cannot be earlier: suppliers were told it.")


def takes_quotes(purchase: JointPurchase, now: datetime) -> bool:
    """Whether suppliers can still send and change their quotes."""
    until = purchase.quotes_by
    return purchase.state == PurchaseState.QUOTING and until is not None and now < until


def check_takes_quotes(purchase: JointPurchase, now: datetime) -> None:
    """Raise WrongState when it is too late to send a quote, or to change it."""
    if not takes_quotes(purchase, now):
        raise WrongState("The time for quotes is over, so nothing can be sent or changed any more.")


def check_can_open(purchase: JointPurchase, now: datetime) -> None:
    """Raise WrongState before the moment that was set: nobody opens quotes earlier."""
    check_is(purchase, PurchaseState.QUOTING)
    if purchase.quotes_by is None or now < purchase.quotes_by:
        raise WrongState("Quotes stay sealed until the time that suppliers were told is over.")


def check_why(why: str, field: str = "why") -> str:
    """The reason, in one piece. Raises BadInput without one."""
    why = " ".join(why.split())
    told = "" if why else "Say why, in a sentence."
    if len(why) > 300:
        told = f"Make it shorter: it has {len(why)} letters, and there is room for 300."
    if told:
        raise BadInput(told, {field: [told]})
    return why


def _raise(problems: dict[str, list[str]]) -> None:
    if problems:
        raise BadInput(" ".join(one for told in problems.values() for one in told), problems)
