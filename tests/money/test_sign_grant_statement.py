"""The cluster signs off what the ledger says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.kernel.errors import NotAllowed
from spinney.money.actions.grant_reports import sign_grant_statement
from spinney.money.actions.instalments import receive_instalment
from spinney.money.queries.grant_money import statement_of
from tests.access import client_of
from tests.money.granting import NOW, part, released, spend
from tests.money.making import a_budget

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_line_by_line(wood):
    grant = released(wood)
    grant.budget = a_budget(wood.cluster, {"Training": 500_000, "Rooms": 100_000})
    grant.save()
    receive_instalment(instalment=part(grant), received_on=NOW.date(), by=wood.ash, now=NOW)
    line = grant.budget.lines.get(title="Training")
    spend(wood, grant, 30_000, budget_line_id=line.pk)
    spend(wood, grant, 1_234)
    one = statement_of(grant)
    assert [(each.title, each.planned, each.spent) for each in one.lines] == [
        ("Training", 500_000, 30_000), ("Rooms", 100_000, 0),
        ("Not told to a line of the budget", None, 1_234),
    ]  # fmt: skip
    assert (one.received, one.spent, one.to_return) == (900_000, 31_234, 868_766)
    with pytest.raises(NotAllowed):
        sign_grant_statement(grant=grant, by=wood.rowan, now=NOW)
    assert sign_grant_statement(grant=grant, by=wood.ash, now=NOW).statement["left"] == 868_766


def at_its_end(grant):
    grant.instalments.filter(number=2).update(state="cancelled")
    grant.reports.update(state="accepted")


def test_before_the_end_it_asks_first_and_says_what_is_open(wood):
    grant = released(wood)
    receive_instalment(instalment=part(grant), received_on=NOW.date(), by=wood.ash, now=NOW)
    grant.ends_on = localdate() + timedelta(days=30)
    grant.save()
    ash, one = client_of(wood, "ash"), [wood.cluster.pk, grant.pk]
    page = ash.get(reverse("money:grant-statement", args=one)).content.decode()
    assert "£9,000 of what came in is not spent yet." in page
    assert "to be returned" not in page
    asked = ash.post(reverse("money:sign-grant-statement", args=one))
    assert asked.status_code == 200
    told = asked.content.decode()
    assert "Instalment 2 of £6,000 is not released." in told
    assert "The report “Report 1” is not accepted yet." in told
    assert "The grant runs until" in told
    grant.refresh_from_db()
    assert grant.statement == {}
    ash.post(reverse("money:sign-grant-statement", args=one), {"sure": "yes"})
    assert "Statement signed off" in ash.get(reverse("money:grant", args=one)).content.decode()


def test_at_the_end_it_is_signed_at_once(wood):
    grant = released(wood)
    receive_instalment(instalment=part(grant), received_on=NOW.date(), by=wood.ash, now=NOW)
    at_its_end(grant)
    ash, one = client_of(wood, "ash"), [wood.cluster.pk, grant.pk]
    page = ash.get(reverse("money:grant-statement", args=one)).content.decode()
    assert "£9,000 is not spent: it is to be returned" in page
    assert "not signed" not in page
    assert ash.post(reverse("money:sign-grant-statement", args=one)).status_code == 302
    grant.refresh_from_db()
    assert grant.statement["signed_by"] == wood.ash.label
