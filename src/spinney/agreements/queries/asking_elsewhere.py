"""What agreements that were signed elsewhere ask on Home: to compare them with the original. One
query, and two for each that waits.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from spinney.agreements.models import SignedElsewhere
from spinney.agreements.policies.agreements import RUNS_IT
from spinney.agreements.policies.elsewhere import check_is_second_person
from spinney.agreements.states import VersionState
from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.policy import allows
from spinney.base.record.prepared import prepared

MINUTES = 10


@add_ask_source
def asked_to_compare(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To compare what was keyed in with the original, once somebody else has done so."""
    runs = actor.ids_of("cluster", *RUNS_IT)
    own = actor.ids_of("organisation", Role.REPRESENTATIVE)
    if not runs and not own:
        return
    for one in _half_confirmed(runs=sorted(runs), own=sorted(own), label=actor.label):
        if not allows(check_is_second_person, one, actor):
            continue
        agreement = one.of.agreement
        yield Ask(
            f"Compare “{agreement.title}” with its original",
            reverse("agreements:brought-in", args=[agreement.cluster_id, agreement.pk]),
            minutes=MINUTES,
            cluster=agreement.cluster.name,
            cluster_id=agreement.cluster_id,
            waits="the second person to confirm it",
        )


@prepared
def _half_confirmed(runs: list[int], own: list[int], label: str) -> QuerySet[SignedElsewhere]:
    hers = Q(of__agreement__cluster__in=runs) | Q(
        of__agreement__parties__organisation__in=own, of__agreement__parties__left_on=None
    )
    waiting = SignedElsewhere.objects.filter(hers, of__state=VersionState.DRAFT)
    half = waiting.exclude(first_confirmed_by__in=["", label])
    return half.select_related("of__agreement__cluster").order_by("pk").distinct()
