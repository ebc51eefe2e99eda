"""What joint purchases ask of people on Home: whether they are in, to mark quotes, to go on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.asks import Ask, add_ask_source
from spinney.base.kernel.actors import Actor, Role
from spinney.base.record.prepared import prepared
from spinney.base.web.components.words import day
from spinney.clusters import api as clusters
from spinney.purchasing.models import JointPurchase
from spinney.purchasing.policies.purchases import RUNS_IT
from spinney.purchasing.queries.purchases import waiting_for_word
from spinney.purchasing.states import PurchaseState

SAY, MARK, GO_ON = 2, 10, 5
"""About so many minutes it takes to give one's word, to mark quotes, and to take the next step."""

NEXT_STEP = {
    PurchaseState.COMPARING: "Compare the quotes, and have it decided",
    PurchaseState.APPOINTED: "Note the contract",
}


def _url(purchase: JointPurchase, verb: str = "purchase") -> str:
    name = f"purchasing:{verb.replace('_', '-')}"
    return reverse(name, args=[purchase.cluster_id, purchase.pk])


def _ask(purchase: JointPurchase, what: str, url: str, minutes: int, waits: str) -> Ask:
    return Ask(
        what, url, minutes=minutes, cluster=purchase.cluster.name, cluster_id=purchase.cluster_id,
        waits=waits,
    )  # fmt: skip


@add_ask_source
def asked_of_members(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To say whether her organisation is in; to mark the quotes if it is. Two queries for whoever
    acts for a member.
    """
    own = actor.organisation_id
    inside = sorted(actor.ids_of("cluster", Role.MEMBER))
    if own is None or not inside:
        return
    for one in waiting_for_word(inside, own):
        yield Ask(
            f"Say whether you are in: “{one.title}”", _url(one, "pledge"), minutes=SAY,
            organisation=actor.organisation_name, cluster=one.cluster.name,
            cluster_id=one.cluster_id, by_when=one.pledge_by, waits=actor.organisation_name,
        )  # fmt: skip
    for one in _to_mark(inside=inside, own=own):
        yield Ask(
            f"Mark the quotes: “{one.title}”", _url(one, "mark_quote"), minutes=MARK,
            organisation=actor.organisation_name, cluster=one.cluster.name,
            cluster_id=one.cluster_id, waits=actor.organisation_name,
        )  # fmt: skip


@prepared
def _to_mark(inside: list[int], own: int) -> QuerySet[JointPurchase]:
    """Purchases whose quotes a member that is in has not begun to mark, where there is more than
    the price to mark.
    """
    rows = JointPurchase.objects.filter(
        cluster__in=inside, state="comparing", marking_closed_at=None,
        pledges__organisation=own, pledges__state="in",
    ).filter(criteria__is_price=False, invited__quote__sealed="")  # fmt: skip
    marked = JointPurchase.objects.filter(
        cluster__in=inside, invited__quote__marks__organisation=own
    )
    found = rows.exclude(pk__in=marked.values("pk")).select_related("cluster")
    return found.order_by("pk").distinct()


@prepared
def _in_hand(runs: list[int]) -> QuerySet[JointPurchase]:
    rows = JointPurchase.objects.filter(cluster__in=runs, state__in=["comparing", "appointed"])
    return rows.select_related("cluster").order_by("pk")


@add_ask_source
def asked_of_those_who_run(actor: Actor, now: datetime) -> Iterator[Ask]:
    """To take the next step. One query for those who run a cluster."""
    runs = sorted(actor.ids_of("cluster", *RUNS_IT))
    if not runs:
        return
    for one in _in_hand(runs=runs):
        what = f"{NEXT_STEP[PurchaseState(one.state)]}: “{one.title}”"
        yield _ask(one, what, _url(one), GO_ON, "the facilitator")


@clusters.add_wait_source
def waits_for_quotes(
    cluster: clusters.Cluster, today: date, runs_it: bool
) -> Iterator[clusters.Waiting]:
    """Quotes that are coming in: until when. One query."""
    if not runs_it:
        return
    rows = JointPurchase.objects.filter(cluster=cluster, state=PurchaseState.QUOTING)
    for one in rows.order_by("quotes_by", "pk"):
        if one.quotes_by is not None and localdate(one.quotes_by) >= today:
            what = f"send quotes for “{one.title}” by {day(one.quotes_by)}"
            yield clusters.Waiting("Suppliers", what, _url(one))
