"""Joint purchases: begun, changed, ended, taken up again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.policy import require
from spinney.base.post.senders import one_line
from spinney.base.record.versions import check_unchanged, take_over
from spinney.clusters.api import Cluster
from spinney.purchasing import policies
from spinney.purchasing.bridge.holding import hold_cluster
from spinney.purchasing.bridge.noting_purchases import note
from spinney.purchasing.bridge.purchases import PurchaseText
from spinney.purchasing.bridge.quote_files import forget_files
from spinney.purchasing.letters import purchases as letters
from spinney.purchasing.models import Criterion, InvitedSupplier, JointPurchase, Opportunity
from spinney.purchasing.policies import purchases as rules
from spinney.purchasing.queries.purchases import held
from spinney.purchasing.states import (
    NEXT,
    InvitedState,
    OpportunityState,
    PledgeState,
    PurchaseState,
)


@transaction.atomic
def start_purchase(
    *, cluster: Cluster, text: PurchaseText, opportunity: Opportunity | None = None, by: Actor,
    now: datetime,
) -> JointPurchase:  # fmt: skip
    """Begin to buy something together, from an opportunity or from nothing. An opportunity is
    taken up by it. Quotes are compared by the price alone until criteria are set.
    """
    require(policies.MAY, "start_purchase", by=by, scope=cluster_scope(cluster.pk))
    rules.check_text(text)
    hold_cluster(cluster.pk)
    purchase = JointPurchase.objects.create(
        cluster=cluster, opportunity=opportunity, made_at=now, made_by=by.label, **text.fields()
    )
    Criterion.objects.create(
        purchase=purchase, position=1, title="Price", is_price=True, weight=100
    )
    if (
        opportunity is not None
        and OpportunityState.TAKEN in (NEXT[OpportunityState][opportunity.state])
    ):
        opportunity.state = OpportunityState.TAKEN
        opportunity.version += 1
        opportunity.save(update_fields=["state", "version"])
    note("purchasing.start_purchase", purchase, by, now)
    return purchase


@transaction.atomic
def edit_purchase(
    *, purchase: JointPurchase, text: PurchaseText, read: int | None = None, by: Actor,
    now: datetime,
) -> JointPurchase:  # fmt: skip
    """Change what is to be bought. Once suppliers were asked, only what it is called and its
    category. `read` is the version as it was read.
    """
    require(policies.MAY, "edit_purchase", by=by, scope=purchase.scope)
    purchase = held(purchase)
    rules.check_is(purchase, PurchaseState.PLEDGING, PurchaseState.QUOTING, PurchaseState.COMPARING)
    check_unchanged(purchase, read, "this purchase")
    rules.check_text(text)
    rules.check_same_prices(purchase, text)
    changes = take_over(purchase, text.fields())
    if changes:
        purchase.save()
        note("purchasing.edit_purchase", purchase, by, now, version=purchase.version,
            before=dict(changes.before), after=dict(changes.after),
        )  # fmt: skip
    return purchase


@transaction.atomic
def end_purchase(*, purchase: JointPurchase, why: str, by: Actor, now: datetime) -> JointPurchase:
    """Stop buying this. Whoever is in is told, and suppliers that were asked, if none was chosen.
    It can be taken up again, from the beginning.
    """
    require(policies.MAY, "end_purchase", by=by, scope=purchase.scope)
    purchase = held(purchase)
    rules.check_becomes(purchase, PurchaseState.ENDED)
    why = rules.check_why(why)
    before = purchase.state
    purchase.state, purchase.ended_why = PurchaseState.ENDED, why
    purchase.version += 1
    purchase.save(update_fields=["state", "ended_why", "version"])
    letters.end_pledge_links(purchase, now)
    for one in purchase.invited.exclude(state=InvitedState.DRAFT):
        one.purchase = purchase
        letters.end_quote_links(one, now)
        if before not in (PurchaseState.APPOINTED, PurchaseState.CONTRACTED):
            if one.state != InvitedState.DECLINED:
                letters.purchase_ended(one, by=by, now=now)
    inside = purchase.pledges.filter(state=PledgeState.IN)
    letters.tell_members(
        purchase, "we stop buying this together", f"Why: {one_line(why)}",
        inside.values_list("organisation_id", flat=True), by=by, now=now,
    )  # fmt: skip
    note("purchasing.end_purchase", purchase, by, now, why=why)
    return purchase


@transaction.atomic
def reopen_purchase(*, purchase: JointPurchase, by: Actor, now: datetime) -> JointPurchase:
    """Take up again what was ended, from who is in. What suppliers sent before is thrown away: they
    are asked anew.
    """
    require(policies.MAY, "reopen_purchase", by=by, scope=purchase.scope)
    purchase = held(purchase)
    rules.check_becomes(purchase, PurchaseState.PLEDGING)
    purchase.state, purchase.ended_why, purchase.winner = PurchaseState.PLEDGING, "", None
    purchase.quotes_by = purchase.opened_at = purchase.marking_closed_at = purchase.ballot = None
    purchase.chosen_why = ""
    purchase.version += 1
    purchase.save()
    for one in purchase.invited.select_related("quote"):
        _forget_quote(one)
    note("purchasing.reopen_purchase", purchase, by, now)
    return purchase


def _forget_quote(invited: InvitedSupplier) -> None:
    quote = getattr(invited, "quote", None)
    if quote is not None:
        forget_files(quote)
        quote.delete()
    invited.state, invited.asked_at, invited.answered_at = InvitedState.DRAFT, None, None
    invited.declined_why = ""
    invited.save(update_fields=["state", "asked_at", "answered_at", "declined_why"])
