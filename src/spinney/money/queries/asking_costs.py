"""What shared costs ask of people on Home: is your share right, and has somebody a question?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor, Role
from spinney.base.record.prepared import prepared
from spinney.money.models import CostShare
from spinney.money.policies.ledger import RUNS_IT
from spinney.money.states import CostState, SignOff

MINUTES, ANSWER_MINUTES = 2, 10


def _asked(state: SignOff) -> Q:
    """Shares of which a cost's present step has this answer."""
    budget = Q(cost__state=str(CostState.AGREED), budget_answer=str(state))
    return budget | Q(cost__state=str(CostState.TRUED_UP), actual_answer=str(state))


@prepared
def _to_answer(own: list[int], inside: list[int]) -> QuerySet[CostShare]:
    rows = CostShare.objects.filter(
        _asked(SignOff.OPEN), organisation__in=own, cost__cluster__in=inside
    )
    return rows.select_related("organisation", "cost__cluster").order_by("pk")


@prepared
def _questioned(run: list[int]) -> QuerySet[CostShare]:
    rows = CostShare.objects.filter(_asked(SignOff.QUESTIONED), cost__cluster__in=run)
    return rows.select_related("organisation", "cost__cluster").order_by("answered_at", "pk")


@add_ask_source
def asked_about_shares(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To say whether the share of her organisation is right; to answer members' questions."""
    own = sorted(actor.ids_of("organisation", Role.REPRESENTATIVE))
    inside = sorted(actor.ids_of("cluster", Role.MEMBER))
    if own and inside:
        for share in _to_answer(own=own, inside=inside):
            yield _ask(share, f"Is your share of “{share.cost.title}” right?", MINUTES,
                       "answer-share")  # fmt: skip
    run = sorted(actor.ids_of("cluster", *RUNS_IT))
    if run:
        for share in _questioned(run=run):
            name = share.organisation.name
            yield _ask(share, f"{name} has a question about “{share.cost.title}”", ANSWER_MINUTES,
                       "cost-statement")  # fmt: skip


def _ask(share: CostShare, what: str, minutes: int, page: str) -> Ask:
    cost = share.cost
    return Ask(
        what,
        reverse(f"money:{page}", args=[cost.cluster_id, cost.pk, share.pk]),
        minutes=minutes,
        organisation=share.organisation.name,
        cluster=cost.cluster.name,
        cluster_id=cost.cluster_id,
        waits=share.organisation.name if page == "answer-share" else "",
    )
