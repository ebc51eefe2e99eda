"""What the purchasing room knows to have happened in clusters."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.urls import reverse

from spinney.base.kernel.signs import Sign, Signs
from spinney.purchasing.models import JointPurchase, Saving, SpendShare
from spinney.purchasing.states import PurchaseState, SavingState, ShareState

BOUGHT = (PurchaseState.APPOINTED, PurchaseState.CONTRACTED)
KNOWN = (SavingState.CONFIRMED, SavingState.REALISED)


def signs(cluster_ids: Collection[int], at: date) -> Signs:
    """Spending shared, buying together, and savings that were confirmed: that there are such, not
    how much they are, which is the members' own. Three queries.
    """
    found: Signs = {one: [] for one in cluster_ids}
    shares = SpendShare.objects.filter(
        cluster__in=found, state=ShareState.SHARED, shared_at__date__lte=at
    )
    for one in shares.only("cluster", "shared_at"):
        url = reverse("purchasing:purchasing", args=[one.cluster_id])
        words = "A member shared what it buys"
        found[one.cluster_id].append(Sign("purchasing.shared", one.shared_at.date(), words, url))
    for purchase in JointPurchase.objects.filter(cluster__in=found, made_at__date__lte=at):
        url = reverse("purchasing:purchase", args=[purchase.cluster_id, purchase.pk])
        day, here = purchase.made_at.date(), found[purchase.cluster_id]
        here.append(
            Sign("purchasing.begun", day, f"“{purchase.title}”: buying together began", url)
        )
        if purchase.state in BOUGHT:
            here.append(
                Sign("purchasing.bought", day, f"“{purchase.title}” was bought together", url)
            )
    savings = Saving.objects.filter(cluster__in=found, state__in=KNOWN, confirmed_at__date__lte=at)
    for saving in savings.only("cluster", "title", "confirmed_at"):
        assert saving.confirmed_at is not None  # noqa: S101 - asked for above
        url = reverse("purchasing:savings", args=[saving.cluster_id])
        words = "A member confirmed a saving"
        found[saving.cluster_id].append(
            Sign("purchasing.saved", saving.confirmed_at.date(), words, url)
        )
    return found
