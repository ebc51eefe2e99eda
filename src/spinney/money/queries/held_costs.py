"""Shared costs for those who change them: held until a deed is done; whose figures are missing."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.policy import require
from spinney.money import policies
from spinney.money.bridge.cost_lacking import Asked, asked_of
from spinney.money.models import CostShare, SharedCost
from spinney.money.queries.costs import rule_now, shares_of_cost
from spinney.money.queries.keeping import check_keeps


def held_cost(cost: SharedCost) -> SharedCost:
    """It as it is now, held until this transaction ends."""
    rows = SharedCost.objects.select_for_update(of=("self",)).select_related("cluster")
    return rows.get(pk=cost.pk)


def keep_by(verb: str, cost: SharedCost, by: Actor, now: datetime) -> SharedCost:
    """The cost, held; raises NotAllowed to whoever may not do this with it."""
    require(policies.MAY, verb, by=by, scope=cost.scope)
    check_keeps(by, cost.cluster, localdate(now))
    return held_cost(cost)


def members_to_ask(cost: SharedCost, today: date) -> list[Asked]:
    """The members that have something to say now."""
    return asked_of(cost, shares_of_cost(cost), rule_now(cost, today).needs)


def lacking_figures(cost: SharedCost, today: date) -> list[CostShare]:
    """The shares whose member has to say something: in a draft what the rule asks for, later what
    was really used.
    """
    return [one.share for one in members_to_ask(cost, today) if one.needed]
