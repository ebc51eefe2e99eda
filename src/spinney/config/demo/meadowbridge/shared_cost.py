"""A hall that Meadowbridge shares: what it is made of, what shows the conditions of the exemption
from VAT, shared as budgeted and as it came; some agree, one pays, one asks.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from spinney.config.demo.meadowbridge.members import Meadow
from spinney.config.demo.people import days_before
from spinney.money.actions import cost_sharing, costs
from spinney.money.bridge.costs import CostSaid, FiguresSaid
from spinney.money.models import Budget, CostShare, SharedCost

SHARED, SAID, TRUED_UP = 9, 7, 2
"""So many days ago it was shared, its members said what their work is, and it was trued up."""
MADE_OF = {"once": 60_000, "site": 5_000}
"""Whoever takes the hall pays for it once; tea and chairs for each that comes. Invented."""
EXEMPT = (
    "We run a centre for our neighbours, and charge for none of it: no business.",
    "Work with young people, paid for by grants: no business.",
    "Care and advice for carers. What we charge for is welfare, and exempt.",
    "Lunch clubs for old people, paid for by gifts: no business.",
    "Classes and shows. Our classes are education, and exempt.",
    "Advice on housing, free to all: no business.",
)
"""What each member says of its work, in their order."""
SHOWN = {
    "necessary": "We plan our work there: no other room that we found holds all of us.",
    "competition": "The hall is let to anybody at the same price. None of us could let it on.",
}
"""That no body of its own supplies the hall is not hidden: the first condition is not shown."""


def share_hall(meadow: Meadow, budget: Budget, told: dict[str, Any], now: datetime) -> None:
    """From what was budgeted to a share that is paid."""
    begun = days_before(now, SHARED)
    by = meadow.helper(begun)
    said = CostSaid(
        told["title"], localdate(days_before(now, 60)), localdate(days_before(now, 3)),
        told["budget_pence"], told["kind"],
        members=frozenset(one.pk for one in meadow.organisations.values()),
        paid_by=meadow.organisations[told["paid_by"]], made_of=MADE_OF,
        budget_line=budget.lines.get(title=told["title"]),
    )  # fmt: skip
    cost = costs.add_shared_cost(cluster=meadow.cluster, said=said, by=by, now=begun)
    cost = cost_sharing.share_budget(cost=cost, by=by, now=begun)
    _say_why_exempt(meadow, cost, now)
    _true_up(meadow, cost, told, now)


def _say_why_exempt(meadow: Meadow, cost: SharedCost, now: datetime) -> None:
    moment = days_before(now, SAID)
    for name, words in zip(meadow.organisations, EXEMPT, strict=True):
        costs.give_figures(
            share=_share_of(cost, name), said=FiguresSaid(exempt_activity=words),
            by=meadow.speaker(name, moment), now=moment,
        )  # fmt: skip
    costs.note_vat(cost=cost, said=SHOWN, by=meadow.helper(moment), now=moment)


def _true_up(meadow: Meadow, cost: SharedCost, told: dict[str, Any], now: datetime) -> None:
    ended, today = days_before(now, TRUED_UP), days_before(now, 1)
    by = meadow.helper(ended)
    cost = cost_sharing.true_up_cost(cost=cost, actual_pence=told["actual_pence"], by=by, now=ended)
    for name in told["agree"]:
        _answer(meadow, cost, name, "", today)
    for name, question in told["asks"].items():
        _answer(meadow, cost, name, question, today)
    share = _share_of(cost, told["pays"])
    cost_sharing.pay_share(
        share=share, pence=share.actual_pence or 0, day=localdate(today),
        by=meadow.helper(today), now=today,
    )  # fmt: skip


def _share_of(cost: SharedCost, name: str) -> CostShare:
    rows = CostShare.objects.select_related("organisation", "cost__cluster")
    return rows.get(cost=cost, organisation__name=name)


def _answer(meadow: Meadow, cost: SharedCost, name: str, question: str, moment: datetime) -> None:
    cost_sharing.answer_share(
        share=_share_of(cost, name), question=question, by=meadow.speaker(name, moment), now=moment
    )
