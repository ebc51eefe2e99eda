"""What the ledger asks of people on Home: is a saving that was claimed for you right? One query."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor, Role
from spinney.base.record.prepared import prepared
from spinney.purchasing.models import Saving
from spinney.purchasing.policies.savings import claimed_it
from spinney.purchasing.states import SavingState

MINUTES = 2


@prepared
def _waiting(own: list[int], inside: list[int]) -> QuerySet[Saving]:
    rows = Saving.objects.filter(
        organisation__in=own, cluster__in=inside, state=str(SavingState.CLAIMED)
    )
    return rows.select_related("organisation", "cluster").order_by("claimed_at", "pk")


@add_ask_source
def asked_to_confirm(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To say whether what somebody else claimed for her organisation is right."""
    own = sorted(actor.ids_of("organisation", Role.REPRESENTATIVE))
    inside = sorted(actor.ids_of("cluster", Role.MEMBER))
    if not own or not inside:
        return
    for saving in _waiting(own=own, inside=inside):
        if claimed_it(actor, saving):
            continue
        yield Ask(
            f"Is the saving “{saving.title}” right?",
            reverse("purchasing:saving", args=[saving.cluster_id, saving.pk]),
            minutes=MINUTES,
            organisation=saving.organisation.name,
            cluster=saving.cluster.name,
            cluster_id=saving.cluster_id,
            waits=saving.organisation.name,
        )
