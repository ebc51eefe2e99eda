"""Meadowbridge's money: a budget in force, a grant of which the first part is there and the second
waits for its report, a ledger, payments for coming, a cost that is shared, and time that was given.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from spinney.config.demo.meadowbridge.members import Meadow
from spinney.config.demo.people import days_before
from spinney.config.demo.told import meadowbridge
from spinney.decisions.actions import at_meeting, meetings
from spinney.decisions.actions.at_meeting import PresenceNote
from spinney.money.actions import (
    attendance,
    budgets,
    contributions,
    cost_sharing,
    costs,
    grant_decisions,
    grants,
    instalments,
    ledger,
    ring_fences,
)
from spinney.money.bridge.budgets import LineSaid
from spinney.money.bridge.costs import CostSaid
from spinney.money.bridge.schemes import ConditionText, SchemeText
from spinney.money.models import Budget, CostShare, Fund, Grant, Instalment, SharedCost
from spinney.money.policies.contributions import ContributionSaid
from spinney.money.policies.grants import GrantText
from spinney.workplans.models import Activity

MET, IN_FORCE, APPLIED, APPROVED, ASKED, RELEASED, RECEIVED = 13, 10, 10, 9, 8, 7, 6
"""So many days ago each of these was done."""


def hold_meeting(meadow: Meadow, now: datetime) -> None:
    """A meeting whose record says who came: payments for coming follow from it."""
    told = meadowbridge()["money"]["meeting"]
    called, starts = days_before(now, MET + 14), days_before(now, MET)
    by = meadow.helper(called)
    meeting = meetings.plan_meeting(
        cluster=meadow.cluster, title=told["title"], starts_at=starts,
        ends_at=starts + timedelta(hours=2), place=meadowbridge()["place"], by=by, now=called,
    )  # fmt: skip
    meetings.call_meeting(meeting=meeting, by=by, now=called)
    by = meadow.helper(starts)
    at_meeting.begin_meeting(meeting=meeting, by=by, now=starts)
    here, away = PresenceNote("in_person"), PresenceNote("apologies")
    noted = {
        one.pk: (PresenceNote(), away if name == told["away"] else here)
        for name, one in meadow.organisations.items()
    }
    at_meeting.note_presences(meeting=meeting, noted=noted, by=by, now=starts)
    at_meeting.end_meeting(meeting=meeting, by=by, now=starts + timedelta(hours=2))


def keep_money(meadow: Meadow, now: datetime) -> None:
    """From the budget to what waits for a report today."""
    told = meadowbridge()["money"]
    budget = _budget(meadow, told["budget"], now)
    grant = _grant(meadow, told, now)
    if grant.fund is None:
        raise LookupError("An approved grant has a fund.")
    for one in told["payments"]:
        _pay(meadow, budget, grant.fund, one, now)
    _pay_for_coming(meadow, grant.fund, told["ring_fence"], now)
    _share_cost(meadow, told["shared"], now)
    for one in told["contributions"]:
        _note_given(meadow, one, now)


def _budget(meadow: Meadow, told: dict[str, Any], now: datetime) -> Budget:
    moment = days_before(now, IN_FORCE)
    by = meadow.helper(moment)
    rows = Activity.objects.filter(workplan__cluster=meadow.cluster)
    ids = dict(rows.values_list("title", "pk"))
    lines = [
        LineSaid(
            one["title"], one["pence"], one.get("is_income", False), one["category"],
            ids.get(one.get("activity", "")),
        )
        for one in told["lines"]
    ]  # fmt: skip
    said = budgets.BudgetSaid(
        told["title"], localdate(moment), localdate(now) + timedelta(days=270)
    )
    budget = budgets.start_budget(cluster=meadow.cluster, said=said, lines=lines, by=by, now=moment)
    return budgets.put_budget_in_force(budget=budget, by=by, now=moment)


def _grant(meadow: Meadow, told: dict[str, Any], now: datetime) -> Grant:
    """Applied for, asked about, approved; the first part released by two people, and received."""
    _set_rules(meadow, told, now)
    grant = _apply(meadow, told, now)
    moment = days_before(now, APPROVED)
    grant = grant_decisions.approve_grant(
        grant=grant, awarded_pence=grant.asked_pence, by=meadow.funder(moment), now=moment
    )
    first, moment = Instalment.objects.get(grant=grant, number=1), days_before(now, ASKED)
    by = meadow.helper(moment)
    first = instalments.ask_release(instalment=first, by=by, now=moment)
    moment = days_before(now, RELEASED)
    by = meadow.funder(moment)
    first = instalments.release_instalment(instalment=first, by=by, now=moment)
    moment = days_before(now, RECEIVED)
    instalments.receive_instalment(
        instalment=first, received_on=localdate(moment), by=meadow.helper(moment), now=moment
    )
    return grant


def _set_rules(meadow: Meadow, told: dict[str, Any], now: datetime) -> None:
    moment = days_before(now, 60)
    parts = tuple(
        (one["percent"], tuple(ConditionText(**each) for each in one["conditions"]))
        for one in told["instalments"]
    )
    text = SchemeText(told["two_people_above_pence"], parts)
    grant_decisions.set_grant_scheme(
        programme=meadow.programme, text=text, by=meadow.funder(moment), now=moment
    )


def _apply(meadow: Meadow, told: dict[str, Any], now: datetime) -> Grant:
    moment, said = days_before(now, APPLIED), told["grant"]
    by = meadow.helper(moment)
    text = GrantText(
        said["title"], meadowbridge()["funder"]["grant_pence"], said["description"],
        localdate(moment), localdate(now) + timedelta(days=270),
        meadow.organisations[told["holder"]].pk,
    )  # fmt: skip
    grant = grants.draft_grant(cluster=meadow.cluster, text=text, by=by, now=moment)
    grant = grants.apply_for_grant(grant=grant, by=by, now=moment)
    question = grant_decisions.ask_about_grant(
        grant=grant, question=said["question"], by=meadow.funder(moment), now=moment
    )
    grant_decisions.answer_about_grant(question=question, answer=said["answer"], by=by, now=moment)
    grant.refresh_from_db()
    return grant


def _pay(meadow: Meadow, budget: Budget, fund: Fund, told: dict[str, Any], now: datetime) -> None:
    moment = days_before(now, told["days_ago"])
    line = budget.lines.get(title=told["line"])
    said = ledger.Said(
        localdate(moment), told["words"], told["pence"], "activity_cost", fund,
        line.activity_id, line.pk,
    )  # fmt: skip
    ledger.add_payment(cluster=meadow.cluster, said=said, by=meadow.helper(moment), now=moment)


def _pay_for_coming(meadow: Meadow, fund: Fund, told: dict[str, Any], now: datetime) -> None:
    """A ring-fence; what is due out of it for a meeting; most of that paid, one still to be."""
    moment = days_before(now, 5)
    by = meadow.helper(moment)
    said = ring_fences.RingFenceSaid(told["name"], told["amount_pence"], told["purpose"])
    fence = ring_fences.add_ring_fence(fund=fund, said=said, by=by, now=moment)
    rate = attendance.RateSaid(
        told["rate_pence"], "meeting", localdate(days_before(now, MET)),
        income_at_most_pence=told["income_at_most_pence"], agreed_in=told["agreed_in"],
    )  # fmt: skip
    attendance.add_attendance_rate(ring_fence=fence, said=rate, by=by, now=moment)
    due = attendance.count_attendance(ring_fence=fence, by=by, now=moment)
    moment = days_before(now, 3)
    by = meadow.helper(moment)
    approved = attendance.approve_attendance(payments=due[:-1], by=by, now=moment)
    attendance.pay_attendance(payments=approved, day=localdate(moment), by=by, now=moment)


def _share_cost(meadow: Meadow, told: dict[str, Any], now: datetime) -> None:
    """Shared as budgeted, then as it came: some agree, one pays, one asks."""
    begun, ended = days_before(now, 9), days_before(now, 2)
    by = meadow.helper(begun)
    said = CostSaid(
        told["title"], localdate(days_before(now, 60)), localdate(days_before(now, 3)),
        told["budget_pence"], told["kind"],
        members=frozenset(one.pk for one in meadow.organisations.values()),
        paid_by=meadow.organisations[told["paid_by"]],
    )  # fmt: skip
    cost = costs.add_shared_cost(cluster=meadow.cluster, said=said, by=by, now=begun)
    cost = cost_sharing.share_budget(cost=cost, by=by, now=begun)
    by = meadow.helper(ended)
    cost = cost_sharing.true_up_cost(cost=cost, actual_pence=told["actual_pence"], by=by, now=ended)
    for name in told["agree"]:
        _answer(meadow, cost, name, "", now)
    for name, question in told["asks"].items():
        _answer(meadow, cost, name, question, now)
    share, today = _share_of(cost, told["pays"]), days_before(now, 1)
    cost_sharing.pay_share(
        share=share, pence=share.actual_pence or 0, day=localdate(today),
        by=meadow.helper(today), now=today,
    )  # fmt: skip


def _share_of(cost: SharedCost, name: str) -> CostShare:
    rows = CostShare.objects.select_related("organisation", "cost__cluster")
    return rows.get(cost=cost, organisation__name=name)


def _answer(meadow: Meadow, cost: SharedCost, name: str, question: str, now: datetime) -> None:
    moment = days_before(now, 1)
    cost_sharing.answer_share(
        share=_share_of(cost, name), question=question, by=meadow.speaker(name, moment), now=moment
    )


def _note_given(meadow: Meadow, told: dict[str, Any], now: datetime) -> None:
    moment = days_before(now, told["days_ago"])
    hours = Decimal(told["hours"]) if "hours" in told else None
    said = ContributionSaid(
        told["kind"], told["what"], localdate(moment), told["work"], hours,
        told.get("rate_pence"), told.get("rate_source", ""), told.get("value_pence"),
    )  # fmt: skip
    contributions.note_contribution(
        cluster=meadow.cluster, organisation=meadow.organisations[told["who"]], said=said,
        by=meadow.speaker(told["who"], moment), now=moment,
    )  # fmt: skip
