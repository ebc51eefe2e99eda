"""What grants and claims ask on Home, and how their pages are reached."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.money.actions.budgets import put_budget_in_force
from spinney.money.actions.claim_payments import question_claim
from spinney.money.actions.grant_changes import answer_grant_change, ask_grant_change
from spinney.money.actions.grant_reports import ask_grant_report, send_grant_report
from spinney.money.policies.grants import ChangeText
from spinney.money.queries.asking_grants import asked_about_claims, asked_about_grants
from tests.access import client_of
from tests.money import claiming
from tests.money.granting import NOW, applied, approved
from tests.money.making import a_budget

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def asked(actor):
    sources = (asked_about_grants, asked_about_claims)
    return [one.what for source in sources for one in source(actor, NOW)]


def test_each_is_asked_what_waits_for_her(wood):
    grant = approved(wood)
    applied(wood)
    ask_grant_report(grant=grant, title="Spring", due_on=NOW.date(), by=wood.rowan, now=NOW)
    claim = claiming.sent(wood)
    look = f"Look at claim {claim.number} of Birch House"
    decide = "Decide on the application “Working together”"
    write = "Write the report “Spring” on “Working together”"
    assert (asked(wood.rowan), asked(wood.ash), asked(wood.birch)) == (
        [decide, look], [write, look], [],
    )  # fmt: skip
    report = grant.reports.get(title="Spring")
    send_grant_report(report=report, words="Done.", by=wood.ash, now=NOW)
    question_claim(claim=claim, question="Why?", by=wood.ash, now=NOW)
    read = "Read the report “Spring” on “Working together”"
    answer = f"Answer about claim {claim.number} of Birch House"
    assert (asked(wood.rowan), asked(wood.ash), asked(wood.birch)) == (
        [decide, read], [], [answer],
    )  # fmt: skip
    assert asked(wood.cedar) == asked(wood.willow) == asked(wood.sorrel) == []


def test_a_budget_that_the_programme_agreed_to_waits_to_be_put_in_force(wood):
    grant = approved(wood)
    budget = a_budget(wood.cluster)
    text = ChangeText("budget", "Rooms cost less", budget_id=budget.pk)
    change = ask_grant_change(grant=grant, text=text, by=wood.ash, now=NOW)
    assert asked(wood.ash) == []
    answer_grant_change(change=change, agreed=True, by=wood.rowan, now=NOW)
    words = f"Put the budget “{budget.title}” in force: the programme agreed to it"
    assert (asked(wood.ash), asked(wood.birch), asked(wood.willow)) == ([words], [], [])
    [ask] = asked_about_grants(wood.ash, NOW)
    assert budget.title in client_of(wood, "ash").get(ask.url).content.decode()
    put_budget_in_force(budget=budget, by=wood.ash, now=NOW)
    assert asked(wood.ash) == []


def test_reached_from_the_pages_of_cluster_and_programme(wood):
    grants = reverse("money:grants", args=[wood.cluster.pk])
    claims = reverse("money:claims", args=[wood.cluster.pk])
    of_programme = reverse("money:programme-grants", args=[wood.programme.pk])
    cluster = reverse("clusters:cluster", args=[wood.cluster.pk])
    page = client_of(wood, "birch").get(cluster).content.decode()
    assert grants in page
    assert claims in page
    assert grants not in client_of(wood, "cedar").get(cluster).content.decode()
    programme = reverse("clusters:programme", args=[wood.programme.pk])
    assert of_programme in client_of(wood, "rowan").get(programme).content.decode()
