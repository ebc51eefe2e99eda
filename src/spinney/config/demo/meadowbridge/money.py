"""Meadowbridge's money: a budget in force, a grant of which the first part is there and the second
waits for its report, a ledger, payments for coming, and time that was given.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from spinney.config.demo.meadowbridge.leftover import propose_move
from spinney.config.demo.meadowbridge.members import Meadow
from spinney.config.demo.meadowbridge.shared_cost import share_hall
from spinney.config.demo.people import days_before
from spinney.config.demo.told import meadowbridge
from spinney.decisions.actions import at_meeting, meetings
from spinney.decisions.actions.at_meeting import PresenceNote
from spinney.money.actions import (
    attendance,
    budgets,
    contributions,
    grant_decisions,
    grants,
    instalments,
    ledger,
    ring_fences,
)
from spinney.money.bridge.budgets import LineSaid
from spinney.money.bridge.schemes import ConditionText, SchemeText
from spinney.money.models import Budget, Fund, Grant, Instalment
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
    budget = budget_in_force(meadow, told["budget"], now)
    grant = _grant(meadow, told, now)
    if grant.fund is None:
        raise LookupError("An approved grant has a fund.")
    for one in told["payments"]:
        _pay(meadow, budget, grant.fund, one, now)
    _pay_for_coming(meadow, budget, grant.fund, told["ring_fence"], now)
    share_hall(meadow, budget, told["shared"], now)
    propose_move(meadow, budget, now)
    for one in told["contributions"]:
        _note_given(meadow, one, now)


def budget_in_force(meadow: Meadow, told: dict[str, Any], now: datetime) -> Budget:
    """What it costs, in force; lines of activities name them."""
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
    grant = apply_for(meadow, told, now)
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


def apply_for(meadow: Meadow, told: dict[str, Any], now: datetime) -> Grant:
    """The grant, applied for; the funder asks something, which is answered if an answer is told."""
    moment, said = days_before(now, APPLIED), told["grant"]
    by = meadow.helper(moment)
    text = GrantText(
        said["title"], meadow.programme.grant_pence, said["description"],
        localdate(moment), localdate(now) + timedelta(days=270),
        meadow.organisations[told["holder"]].pk,
    )  # fmt: skip
    grant = grants.draft_grant(cluster=meadow.cluster, text=text, by=by, now=moment)
    grant = grants.apply_for_grant(grant=grant, by=by, now=moment)
    question = grant_decisions.ask_about_grant(
        grant=grant, question=said["question"], by=meadow.funder(moment), now=moment
    )
    if "answer" in said:
        grant_decisions.answer_about_grant(
            question=question, answer=said["answer"], by=by, now=moment
        )
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


def _pay_for_coming(
    meadow: Meadow, budget: Budget, fund: Fund, told: dict[str, Any], now: datetime
) -> None:
    """A ring-fence; what is due out of it for a meeting; most of that paid, one still to be."""
    moment = days_before(now, 5)
    by = meadow.helper(moment)
    line = budget.lines.get(title=told["line"])
    said = ring_fences.RingFenceSaid(
        told["name"], told["amount_pence"], told["purpose"], line.key
    )  # fmt: skip
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
