"""A list of the API asks the database a fixed number of times, however much stands in it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from spinney.clusters.actions.conditions import Shown, meet_condition
from spinney.clusters.models import Condition
from spinney.decisions.models import Decision, Meeting, OutlineLine
from spinney.diagnostics.models import Survey
from spinney.money.actions.microgrants import apply_micro_grant
from spinney.money.models import AttendancePayment, Fund, RingFence
from spinney.purchasing.models import InvitedSupplier, JointPurchase, Quote, Saving
from spinney.workplans.actions import activities, milestones, plans, successes
from spinney.workplans.models import Workplan
from spinney.workplans.policies.activities import ActivityText, MilestoneText
from spinney.workplans.policies.plans import PlanText
from spinney.workplans.policies.successes import SuccessText
from tests.agreements.making import an_agreement
from tests.decisions.making import a_ballot, a_decision
from tests.diagnostics import findings
from tests.diagnostics.findings import answered, answers_of
from tests.evaluation.reporting import finished
from tests.http.asking import bearer, told
from tests.money import claiming, granting
from tests.money.attending import a_rate, met
from tests.money.budgeting import agreed, drafted, line, spend
from tests.money.costing import noted
from tests.money.making import a_fund, a_ring_fence, a_round
from tests.money.micro_grants import CHOIR, NOW
from tests.purchasing.buying import a_word
from tests.purchasing.giving import LATER, XERO, added
from tests.purchasing.making import a_contract, a_purchase
from tests.purchasing.saving_claims import claimed
from tests.workplans.making import a_risk

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

DAY = date(2026, 3, 2)


def plan_more(wood, number):
    by, now = wood.ash, timezone.now()
    plan = Workplan.objects.filter(cluster=wood.cluster).first() or plans.start_workplan(
        cluster=wood.cluster, text=PlanText("Workplan", DAY, DAY), by=by, now=now
    )
    organisation = wood.organisations["birch"]
    for one in range(number):
        text = ActivityText(f"Train {one}", organisation=organisation)
        activities.add_activity(plan=plan, text=text, by=by, now=now)
        milestones.add_milestone(plan=plan, text=MilestoneText(f"{one}", DAY), by=by, now=now)
        glad = SuccessText(f"Came {one}", DAY, organisation=organisation)
        successes.tell_success(cluster=wood.cluster, text=glad, by=by, now=now)


def risk_more(wood, number):
    for _ in range(number):
        a_risk(wood.cluster, organisation=wood.organisations["birch"])


def set_aside_more(wood, number):
    fund = Fund.objects.filter(cluster=wood.cluster).first() or a_fund(wood.cluster)
    rows = Meeting.objects.filter(cluster=wood.cluster)
    for _ in range(number):
        fence = a_ring_fence(fund, name=f"Fence {RingFence.objects.count()}")
        rate = a_rate(wood, fence)
        meeting = rows.first() or met(wood)
        AttendancePayment.objects.create(
            ring_fence=fence, rate=rate, meeting=meeting, organisation=wood.organisations["birch"],
            minutes=60, pence=5, accrued_at=timezone.now(),
        )  # fmt: skip
        apply_micro_grant(round_=a_round(fence), said=CHOIR, by=wood.ash, now=NOW)


def share_more(wood, number):
    for _ in range(number):
        noted(wood)


def spend_more(wood, number):
    budget = agreed(wood)
    for _ in range(number):
        spend(line(budget, "Room"), 100)
        drafted(wood)


def grant_more(wood, number):
    for _ in range(number):
        granting.drafted(wood, asked_pence=1_000)


def claim_more(wood, number):
    for _ in range(number):
        claiming.with_line(wood)


def save_more(wood, number):
    used = set(Saving.objects.values_list("category", flat=True))
    wanted = ("telecoms", "energy", "water", "insurance", "banking_cards", "legal")
    for category in [one for one in wanted if one not in used][:number]:
        claimed(wood, category=category, title=category)


def buy_more(wood, number):
    for _ in range(number):
        purchase = a_purchase(wood.cluster)
        a_word(wood, purchase)
        invited = InvitedSupplier.objects.create(purchase=purchase, name="Larch", email="a@b.org")
        winner = Quote.objects.create(invited=invited, sent_at=timezone.now())
        JointPurchase.objects.filter(pk=purchase.pk).update(state="appointed", winner=winner)


def contract_more(wood, number):
    for _ in range(number):
        a_contract(wood.organisations["birch"], shown_to=wood.cluster)
        a_contract(cluster=wood.cluster)


def pay_more(wood, number):
    text = XERO if number > 1 else LATER
    added(wood.organisations["birch"], wood.birch, text)


def report_more(wood, number):
    for _ in range(number):
        finished(wood)


def ask_more(wood, number):
    for _ in range(number):
        findings.make_survey(wood)
    survey = Survey.objects.order_by("pk")[0]
    before = survey.asked.count()
    for at in range(before + 1, before + number + 1):
        answered(survey, findings.organisation(wood, at), answers_of(at))


def decide_more(wood, number):
    for at in range(Decision.objects.count() + 1, Decision.objects.count() + number + 1):
        decision = a_decision(wood, at, ballot=a_ballot(wood, "score"))
        OutlineLine.objects.create(decision=decision, position=at, title=f"Line {at}")


def agree_more(wood, number):
    for _ in range(number):
        an_agreement(wood)


def meet_more(wood, number):
    for at, stage in enumerate(wood.programme.stages.all()[:number]):
        condition = Condition.objects.create(stage=stage, position=at, text=f"Condition {at}")
        shown = Shown(DAY, "Seen")
        meet_condition(
            cluster=wood.cluster, condition=condition, shown=shown, by=wood.ash, now=timezone.now()
        )


LISTS = {
    "clusters/{cluster}/conditions": meet_more,
    "clusters/{cluster}/surveys": ask_more,
    "clusters/{cluster}/surveys/{survey}/asked": ask_more,
    "clusters/{cluster}/ballots": decide_more,
    "clusters/{cluster}/decisions": decide_more,
    "clusters/{cluster}/outline": decide_more,
    "clusters/{cluster}/agreements": agree_more,
    "clusters/{cluster}/activities": plan_more,
    "clusters/{cluster}/milestones": plan_more,
    "clusters/{cluster}/successes": plan_more,
    "clusters/{cluster}/risks": risk_more,
    "clusters/{cluster}/ring-fences": set_aside_more,
    "clusters/{cluster}/attendance-payments": set_aside_more,
    "clusters/{cluster}/micro-grant-rounds": set_aside_more,
    "clusters/{cluster}/shared-costs": share_more,
    "organisations/{birch}/shared-costs": share_more,
    "clusters/{cluster}/ledger": spend_more,
    "clusters/{cluster}/budgets": spend_more,
    "clusters/{cluster}/grants": grant_more,
    "clusters/{cluster}/claims": claim_more,
    "clusters/{cluster}/savings": save_more,
    "organisations/{birch}/spending/payments": pay_more,
    "organisations/{birch}/contracts": contract_more,
    "clusters/{cluster}/contracts": contract_more,
    "clusters/{cluster}/purchases": buy_more,
    "clusters/{cluster}/reports": report_more,
}


@pytest.mark.parametrize("path", LISTS)
def test_a_longer_list_asks_no_more(wood, path):
    ids = {"cluster": wood.cluster.pk, "birch": wood.organisations["birch"].pk}
    headers = bearer(wood, "ash" if path.endswith("/asked") else "birch")

    def asked():
        if "{survey}" in path:
            ids["survey"] = Survey.objects.order_by("pk")[0].pk
        with CaptureQueriesContext(connection) as queries:
            found = told(Client().get(f"/api/v1/{path.format(**ids)}", headers=headers))
        return found["count"], len(queries)

    LISTS[path](wood, 1)
    asked()  # the first request notes that the token is used
    few, before = asked()
    LISTS[path](wood, 4)
    many, after = asked()
    assert many > few > 0
    assert after == before
    assert after < 30
