"""The plan and the budget go along as they stand."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.grants import apply_for_grant
from spinney.money.models import GrantScheme
from tests.access import client_of
from tests.money.granting import NOW, drafted, rules_set
from tests.money.making import a_budget
from tests.workplans.making import a_plan

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_with_the_budget_in_force(wood):
    a_budget(wood.cluster, number=1)
    budget = a_budget(wood.cluster, number=2, state="in_force")
    grant = apply_for_grant(grant=drafted(wood), by=wood.ash, now=NOW)
    assert (grant.state, grant.budget, grant.baseline) == ("applied", budget, None)


def test_not_after_the_last_day_nor_without_a_holder(wood):
    with pytest.raises(WrongState, match="which organisation receives"):
        apply_for_grant(grant=drafted(wood, holder_id=None), by=wood.ash, now=NOW)
    rules_set(wood)
    GrantScheme.objects.update(apply_by=date(2026, 3, 19))
    with pytest.raises(WrongState, match="last day to apply is past"):
        apply_for_grant(grant=drafted(wood), by=wood.ash, now=NOW)


def page_of(wood, grant, who="ash"):
    url = reverse("money:grant", args=[wood.cluster.pk, grant.pk])
    return client_of(wood, who).get(url).content.decode()


def test_what_does_not_go_along_is_said_before_it_is_sent(wood):
    grant = drafted(wood)
    page = page_of(wood, grant)
    assert "No workplan goes along" in page
    assert "No budget goes along" in page
    assert reverse("money:budgets", args=[wood.cluster.pk]) in page
    a_budget(wood.cluster, state="in_force")
    assert "No budget goes along" not in page_of(wood, grant)
    assert "No workplan goes along" not in page_of(wood, grant, "birch")


def test_the_plan_that_was_sent_is_shown_beside_todays(wood):
    plan = a_plan(wood.cluster)
    first = plan.baselines.create(number=1, plan={}, taken_at=NOW, taken_by="x")
    grant = apply_for_grant(grant=drafted(wood), by=wood.ash, now=NOW)
    plan.baselines.create(number=2, plan={}, taken_at=NOW, taken_by="x")
    url = reverse("workplans:compare-plans", args=[wood.cluster.pk])
    assert f"{url}?kept={first.number}" in page_of(wood, grant)
    type(plan).objects.filter(pk=plan.pk).update(state="ended")
    assert "See today’s workplan" in page_of(wood, grant)


def test_why_it_cannot_be_sent_instead_of_a_button(wood):
    grant = drafted(wood, holder_id=None)
    send = reverse("money:apply-for-grant", args=[wood.cluster.pk, grant.pk])
    page = page_of(wood, grant)
    assert "Say first which organisation receives the money" in page
    assert reverse("money:edit-grant", args=[wood.cluster.pk, grant.pk]) in page
    assert send not in page
    assert client_of(wood, "ash").post(send).status_code == 409
    ready = drafted(wood)
    assert "It cannot be sent yet" not in page_of(wood, ready)
    send = reverse("money:apply-for-grant", args=[wood.cluster.pk, ready.pk])
    assert send in page_of(wood, ready)
