"""A contract is made from what was appointed, and its cost shared by the rule in force."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.policy import require
from spinney.purchasing import policies
from spinney.purchasing.bridge.noting_purchases import note
from spinney.purchasing.bridge.sharing_costs import ContractTerms
from spinney.purchasing.events.purchases import contract_made
from spinney.purchasing.models import Contract, ContractShare, JointPurchase
from spinney.purchasing.policies import purchases as rules
from spinney.purchasing.queries.contract_shares import share_preview
from spinney.purchasing.queries.purchases import group_of, held
from spinney.purchasing.states import PurchaseState


@transaction.atomic
def make_contract(
    *, purchase: JointPurchase, said: ContractTerms, by: Actor, now: datetime
) -> Contract:
    """Note the contract with whoever was appointed, and what each member that is in bears of it.
    Raises WrongState where something must be known first.
    """
    require(policies.MAY, "make_contract", by=by, scope=purchase.scope)
    purchase = held(purchase)
    rules.check_becomes(purchase, PurchaseState.CONTRACTED)
    _check(said)
    shared = share_preview(purchase, said.sharing, localdate(now))
    if not shared.split.is_whole:
        raise WrongState("The cost cannot be shared yet. " + " ".join(shared.missing_words))
    winner = purchase.winner
    if winner is None:
        raise WrongState("No supplier is appointed yet.")
    group = group_of(purchase)
    contract = Contract.objects.create(
        cluster=purchase.cluster, purchase=purchase, supplier=winner.invited.supplier,
        supplier_name=winner.invited.name, title=" ".join(said.title.split())[:200],
        category=purchase.category, yearly_pence=shared.split.pence, measure=purchase.measure,
        quantity=group.quantity, first_day=said.first_day, end_day=said.end_day,
        notice_days=said.notice_days, notice_day=said.end_day - timedelta(days=said.notice_days),
        renews=said.renews, sharing=said.sharing, made_at=now, made_by=by.label,
    )  # fmt: skip
    quantities = {one.organisation_id: one.quantity for one in group.pledges}
    once = {one.member: one.pence for one in shared.once.parts}
    ContractShare.objects.bulk_create(
        ContractShare(
            contract=contract, organisation_id=int(one.member), yearly_pence=one.pence,
            quantity=quantities.get(int(one.member)),
            steps={
                "rule": shared.split.rule, "whole": shared.split.pence,
                "once": once.get(one.member, 0), **one.to_json(),
            },
        )
        for one in shared.split.parts
    )  # fmt: skip
    purchase.state = PurchaseState.CONTRACTED
    purchase.version += 1
    purchase.save(update_fields=["state", "version"])
    note("purchasing.make_contract", purchase, by, now, contract=contract.pk)
    contract_made.send(sender=Contract, contract=contract, by=by, now=now)
    return contract


def _check(said: ContractTerms) -> None:
    problems: dict[str, list[str]] = {}
    if not said.title.strip():
        problems["title"] = ["Say what the contract is for."]
    if said.end_day < said.first_day:
        problems["end_day"] = ["It has to end after it begins."]
    elif said.notice_days > (said.end_day - said.first_day).days:
        problems["notice_days"] = ["The notice is longer than the contract."]
    if problems:
        raise BadInput(" ".join(one for told in problems.values() for one in told), problems)
