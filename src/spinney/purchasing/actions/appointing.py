"""Who is appointed: by the members' vote, or by those who may spend so much; and the contract."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.agreements import api as agreements
from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.kernel.policy import require
from spinney.base.web.components.words import money
from spinney.decisions import api as decisions
from spinney.purchasing import policies
from spinney.purchasing.bridge.ballots import options_of, winner_of
from spinney.purchasing.bridge.noting_purchases import note
from spinney.purchasing.bridge.quotes import whole_cost
from spinney.purchasing.events.purchases import supplier_appointed
from spinney.purchasing.letters import purchases as letters
from spinney.purchasing.models import JointPurchase, Quote
from spinney.purchasing.policies import appointing as spending
from spinney.purchasing.policies import purchases as rules
from spinney.purchasing.queries.purchases import (
    asked_quantity,
    get_quote,
    held,
    opened_quotes,
    pledges_of,
)
from spinney.purchasing.states import PledgeState, PurchaseState


@transaction.atomic
def put_to_vote(
    *, purchase: JointPurchase, quote: Quote | None = None, by: Actor, now: datetime
) -> decisions.Ballot:
    """Begin a ballot about it: which of the quotes, or (with `quote`) whether the members agree to
    that one. Those who run the cluster look it over and open it; what it comes to is followed.
    """
    require(policies.MAY, "put_to_vote", by=by, scope=purchase.scope)
    purchase = held(purchase)
    rules.check_becomes(purchase, PurchaseState.DECIDING)
    proposed = get_quote(purchase, quote.pk) if quote is not None else None
    quotes = opened_quotes(purchase)
    if proposed is None and len(quotes) < 2:
        raise WrongState("There are not two quotes to choose from. Propose one to the members.")
    title = f"Whom do we appoint? {purchase.title}"
    if proposed is not None:
        title = f"We appoint {proposed.invited.name}: {purchase.title}"
    ballot = decisions.begin_ballot(
        purchase.cluster, title[:200],
        [] if proposed is not None else options_of(quotes),
        background=purchase.what, by=by, now=now,
    )  # fmt: skip
    purchase.state, purchase.ballot, purchase.winner = PurchaseState.DECIDING, ballot.uid, proposed
    purchase.version += 1
    purchase.save(update_fields=["state", "ballot", "winner", "version"])
    note("purchasing.put_to_vote", purchase, by, now, ballot=str(ballot.uid))
    return ballot


@transaction.atomic
def return_to_quotes(*, purchase: JointPurchase, by: Actor, now: datetime) -> JointPurchase:
    """Compare again: the ballot was thrown away, taken back, or decided nothing. Raises WrongState
    while it is announced or open, and where nothing is being decided: quotes that are still coming
    in are compared when they are opened, and not before.
    """
    require(policies.MAY, "return_to_quotes", by=by, scope=purchase.scope)
    purchase = held(purchase)
    rules.check_is(purchase, PurchaseState.DECIDING)
    spending.check_no_vote_runs(purchase)
    _compare_again(purchase)
    note("purchasing.return_to_quotes", purchase, by, now)
    return purchase


def _compare_again(purchase: JointPurchase) -> None:
    purchase.state, purchase.winner, purchase.ballot = PurchaseState.COMPARING, None, None
    purchase.version += 1
    purchase.save(update_fields=["state", "winner", "ballot", "version"])


@transaction.atomic
def follow_ballot(
    *, decision: decisions.Decision, by: Actor, now: datetime
) -> JointPurchase | None:
    """Do what the members decided by ballot: appoint whom they chose or agreed to; compare again
    where they did not. None where the decision is about no purchase, or waits for a motion.
    """
    settled = decisions.settled_by(decision)
    if settled is None or settled.waits:
        return None
    rows = JointPurchase.objects.filter(
        cluster=decision.cluster_id, state=PurchaseState.DECIDING, ballot__in=settled.ballots
    )
    found = rows.first()
    if found is None:
        return None
    require(policies.MAY, "follow_ballot", by=by, scope=found.scope)
    purchase = held(found)
    winner = winner_of(purchase, settled, opened_quotes(purchase))
    if winner is None:
        _compare_again(purchase)
        outcome = "nobody was appointed."
    else:
        _appoint(purchase, winner, f"Decision {decision.number} of the members.", by, now)
        outcome = f"{winner.invited.name} is appointed."
    note("purchasing.follow_ballot", purchase, by, now, decision=decision.number, outcome=outcome)
    return purchase


@transaction.atomic
def appoint_supplier(
    *, purchase: JointPurchase, quote: Quote, why: str, decision: int | None = None, by: Actor,
    now: datetime,
) -> JointPurchase:  # fmt: skip
    """Appoint whoever sent a quote, without a ballot here: where the terms in force let the actor
    spend so much, or by a decision (its number) that stands in the register, is about this
    purchase and names whoever is appointed.
    """
    require(policies.MAY, "appoint_supplier", by=by, scope=purchase.scope)
    purchase = held(purchase)
    rules.check_is(purchase, PurchaseState.COMPARING)
    chosen = get_quote(purchase, quote.pk)
    why = rules.check_why(why)
    quantity = asked_quantity(pledges_of(purchase))
    pence = whole_cost(purchase, chosen, quantity)
    if pence is None:
        raise WrongState("So few are not sold at this quote, so nobody can say what it costs.")
    if decision is not None:
        if not by.roles_in(purchase.scope) & rules.RUNS_IT:
            raise NotAllowed("Those who run the cluster note what was decided.")
        spending.check_decided(purchase, chosen, decision)
    else:
        _check_may_spend(purchase, pence, by, now)
    _appoint(purchase, chosen, why, by, now)
    note("purchasing.appoint_supplier", purchase, by, now, supplier=chosen.invited.name, why=why,
        decision=decision,
    )  # fmt: skip
    return purchase


def _check_may_spend(purchase: JointPurchase, pence: int, by: Actor, now: datetime) -> None:
    terms = agreements.terms(purchase.cluster, at=localdate(now))
    who = terms.spending_limits.who_may_spend(pence)
    own = by.ids_of("organisation", Role.REPRESENTATIVE)
    bodies = {"lead_body": terms.lead_body.organisation, "host": terms.host.organisation}
    spending.check_may_spend(
        who, money(pence), runs_it=bool(by.roles_in(purchase.scope) & rules.RUNS_IT),
        is_body=bodies.get(who, "") in spending.uids_of(own),
        is_member=by.has(Role.MEMBER, purchase.scope),
    )  # fmt: skip
    spending.check_second(terms.spending_limits.needs_second(pence), money(pence))


def _appoint(purchase: JointPurchase, quote: Quote, why: str, by: Actor, now: datetime) -> None:
    purchase.state, purchase.winner, purchase.chosen_why = PurchaseState.APPOINTED, quote, why
    purchase.version += 1
    purchase.save(update_fields=["state", "winner", "chosen_why", "version"])
    letters.end_pledge_links(purchase, now)
    for one in opened_quotes(purchase):
        one.invited.purchase = purchase
        letters.tell_outcome(one.invited, won=one.pk == quote.pk, by=by, now=now)
    letters.tell_members(
        purchase, "a supplier is appointed",
        "The page shows who, and why. The contract comes next.",
        [one.organisation_id for one in pledges_of(purchase) if one.state == PledgeState.IN],
        by=by, now=now,
    )  # fmt: skip
    supplier_appointed.send(sender=JointPurchase, purchase=purchase, by=by, now=now)
