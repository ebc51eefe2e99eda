"""The whole walk: each link is done from records, and says what is next for whoever looks."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.evaluation.queries.threads import threads_of
from spinney.evaluation.queries.walk import CHAIN, walk_of
from spinney.money.models import Account, BudgetLine, Entry, Posting
from tests.access import client_of
from tests.money.making import BY, DAY, NOON, a_budget, a_fund
from tests.personas import TODAY, Wood
from tests.workplans.making import a_plan, an_activity, an_objective

pytestmark = pytest.mark.django_db


def test_a_new_cluster_begins_at_the_beginning(wood: Wood) -> None:
    found = walk_of(wood.cluster, TODAY)
    assert found.at is not None
    assert (found.at.link.key, found.at.state, found.done) == ("survey", "begun", 0)
    assert [one.state for one in found.links[1:]] == ["not_yet"] * (len(CHAIN) - 1)


def test_an_agreed_plan_is_a_link_that_is_done(wood: Wood) -> None:
    a_plan(wood.cluster, state="agreed", agreed_on=DAY)
    found = {one.link.key: one for one in walk_of(wood.cluster, TODAY).links}
    assert (found["workplan"].state, found["workplan"].since) == ("done", DAY)
    assert "was agreed" in found["workplan"].evidence[0].words


def test_whoever_looks_is_told_what_is_next_for_her(wood: Wood) -> None:
    url = reverse("evaluation:walk", args=[wood.cluster.pk])
    runs = client_of(wood, "ash").get(url).content.decode()
    member = client_of(wood, "birch").get(url).content.decode()
    assert "Ask the members: begin with a survey." in runs
    assert "A survey will come to you by e-mail." in member


def test_a_thread_leads_from_the_decision_to_what_was_spent(wood: Wood) -> None:
    cluster = wood.cluster
    plan = a_plan(cluster)
    activity = an_activity(plan, objective=an_objective(plan, decision_number=3), state="done")
    fund = a_fund(cluster)
    budget = a_budget(cluster, {"Support": 240_000}, state="in_force", in_force_on=DAY)
    BudgetLine.objects.filter(budget=budget).update(activity=activity)
    cost = Account.objects.create(
        cluster=cluster, code="activity_cost", number=5000, name="Activities", kind="cost"
    )
    bank = Account.objects.create(
        cluster=cluster, code="bank", number=1000, name="Bank", kind="asset"
    )
    entry = Entry.objects.create(cluster=cluster, number=1, day=DAY, words="Paid", at=NOON, by=BY)
    line = budget.lines.get()
    Posting.objects.create(entry=entry, account=cost, fund=fund, pence=6000, budget_line=line)
    Posting.objects.create(entry=entry, account=bank, fund=fund, pence=-6000)
    (thread,) = threads_of(wood.birch, cluster)
    assert (thread.decision.text, thread.objective.text) == ("Decision 3", "Cheaper IT for all")
    assert (thread.activities, thread.budget.text, thread.spent.text) == (
        "1 of 1 done", "£2,400", "£60",
    )  # fmt: skip
    assert f"activity={activity.pk}" in thread.spent.url
