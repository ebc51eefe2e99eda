"""What of buying together travels in a cluster's file, where that is no matter of tables alone.

Whoever takes a cluster along in a file reads all of it. So what nobody but its member may read
stays behind: the most that a member would pay, and marks that members have not opened to one
another.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q

from spinney.purchasing.bridge.purchases import price_at, steps_of
from spinney.purchasing.models import JointPurchase, Pledge
from spinney.purchasing.queries.purchases import asked_quantity, have_opened_marks
from spinney.purchasing.states import PledgeState, PurchaseState

AGREED = (PurchaseState.APPOINTED, PurchaseState.CONTRACTED)

#: A word with a price that is not settled yet would be another word without it: it is asked anew.
PLEDGES = Q(at_most_pence=None) | Q(purchase__state__in=AGREED)

MARKS = Q(quote__invited__purchase__marking_closed_at__isnull=False)


def opened_marks(cluster_id: int) -> Q:
    """The marks that all have given, so that all see them, though nobody closed the marking."""
    rows = JointPurchase.objects.filter(cluster=cluster_id, marking_closed_at=None)
    found = [one.pk for one in rows.exclude(opened_at=None) if have_opened_marks(one)]
    return Q(quote__invited__purchase__in=found)


def hold_to_the_price_agreed(made: Mapping[str, list[int]]) -> None:
    """Pledges that arrived without the most that their members would pay are held to the price that
    was agreed to, so that nobody is in at any price should the purchase be taken up again.
    """
    rows = Pledge.objects.filter(
        pk__in=made.get("purchasing.Pledge", []), state=PledgeState.IN, at_most_pence=None,
        purchase__state__in=AGREED,
    )  # fmt: skip
    for purchase in JointPurchase.objects.filter(pledges__in=rows).distinct():
        winner = purchase.winner
        steps = steps_of(winner, purchase.vat_percent) if winner else ()
        pence = price_at(asked_quantity(purchase.pledges.all()), steps)
        rows.filter(purchase=purchase).update(at_most_pence=pence)
