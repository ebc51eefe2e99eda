"""What each member would bear of a joint contract, before it is made."""

from __future__ import annotations

from datetime import date

from spinney.agreements import api as agreements
from spinney.base.kernel.errors import WrongState
from spinney.purchasing.bridge.quotes import once_cost, yearly_cost
from spinney.purchasing.bridge.sharing_costs import Shared, shared_cost
from spinney.purchasing.models import JointPurchase
from spinney.purchasing.queries.purchases import group_of
from spinney.register.api import Organisation


def share_preview(purchase: JointPurchase, sharing: str, on: date) -> Shared:
    """What each member that is in would bear in a year, by the rule in force on a day. Raises
    WrongState where nobody is in.
    """
    group = group_of(purchase)
    if purchase.winner is None or not group.inside:
        raise WrongState("Nobody is in at this price, so there is nobody to share the cost.")
    members = Organisation.objects.filter(pk__in=group.inside).order_by("name", "pk")
    quantities = {one.organisation_id: one.quantity for one in group.pledges}
    pence = yearly_cost(purchase, purchase.winner, group.quantity)
    terms = agreements.terms(purchase.cluster, at=on)
    once = once_cost(purchase, purchase.winner)
    return shared_cost(pence, once, sharing, terms, members, quantities)


def costs_named(purchase: JointPurchase, on: date) -> list[str]:
    """The kinds of cost that the terms in force share in a way of their own."""
    terms = agreements.terms(purchase.cluster, at=on)
    return [one.cost for one in terms.cost_sharing.rules]
