"""What grants and claims ask on Home, and how their pages are reached."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from spinney.base.kernel.actors import Role, cluster_scope
from spinney.money.actions.budgets import put_budget_in_force
from spinney.money.actions.claim_payments import ask_claim_payment, pay_claim, question_claim
from spinney.money.actions.grant_changes import answer_grant_change, ask_grant_change
from spinney.money.actions.grant_decisions import answer_about_grant, ask_about_grant
from spinney.money.actions.grant_reports import ask_grant_report, send_grant_report
from spinney.money.actions.instalments import (
    ask_release,
    plan_instalment,
    receive_instalment,
    release_instalment,
)
from spinney.money.policies.grants import ChangeText
from spinney.money.queries.asking_grants import asked_about_claims, asked_about_grants
from tests.access import client_of
from tests.money import claiming
from tests.money.granting import (
    NOW,
    another_manager,
    applied,
    approved,
    part,
    released,
    sign_ground_rules,
)
from tests.money.making import a_budget

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def asked(actor):
    sources = (asked_about_grants, asked_about_claims)
    return [one.what for source in sources for one in source(actor, NOW)]


def test_each_is_asked_what_waits_for_her(wood):
    applied(wood)
    grant = approved(wood)
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


def treasurer(wood, name="birch"):
    """Birch, who keeps the money of the cluster for her organisation too."""
    by = wood.actor(name, acting_for=wood.organisations[name].pk)
    scope = cluster_scope(wood.cluster.pk)
    return replace(by, roles={**by.roles, scope: by.roles_in(scope) | {Role.TREASURER}})


def test_a_change_waits_for_the_programme(wood):
    grant = approved(wood)
    text = ChangeText("timetable", "The trainer is ill", ends_on=NOW.date())
    change = ask_grant_change(grant=grant, text=text, by=wood.ash, now=NOW)
    assert asked(wood.rowan) == ["Answer the change that was asked for: “Working together”"]
    [ask] = asked_about_grants(wood.rowan, NOW)
    assert client_of(wood, "rowan").get(ask.url).status_code == 200
    type(change).objects.update(asked_by=wood.rowan.label)
    assert asked(wood.rowan) == asked(wood.ash) == []


def test_a_question_waits_for_the_cluster(wood):
    question = ask_about_grant(grant=applied(wood), question="Who trains?", by=wood.rowan, now=NOW)
    words = "Answer the programme’s question about “Working together”"
    assert words in asked(wood.ash)
    assert asked(treasurer(wood)) == [words]
    assert words not in asked(wood.rowan) + asked(wood.birch) + asked(wood.willow)
    [ask] = asked_about_grants(wood.ash, NOW)
    assert client_of(wood, "ash").get(ask.url).status_code == 200
    answer_about_grant(question=question, answer="Birch House.", by=wood.ash, now=NOW)
    assert asked(wood.ash) == asked(treasurer(wood)) == []


def test_a_treasurer_of_another_organisation_is_not_asked(wood):
    grant = applied(wood)
    ask_about_grant(grant=grant, question="Who trains?", by=wood.rowan, now=NOW)
    type(grant).objects.update(holder=wood.organisations["cedar"])
    assert asked(treasurer(wood)) == []


def test_a_release_waits_for_a_second_manager(wood):
    grant, alder = approved(wood), another_manager(wood)
    sign_ground_rules(wood)
    words = "Be the second to release instalment 1 of “Working together”"
    ask_release(instalment=part(grant), by=wood.rowan, now=NOW)
    assert (asked(wood.rowan), asked(alder), asked(wood.ash)) == ([], [words], [])


def test_not_for_whoever_dropped_a_condition(wood):
    grant, alder = approved(wood), another_manager(wood)
    plan_instalment(
        instalment=part(grant), pence=900_000, due_on=None, conditions=(), why="They know them",
        by=wood.rowan, now=NOW,
    )  # fmt: skip
    ask_release(instalment=part(grant), by=wood.ash, now=NOW)
    assert asked(wood.rowan) == []
    assert len(asked(alder)) == 1
    release_instalment(instalment=part(grant), by=alder, now=NOW)
    assert asked(alder) == []


def test_what_was_released_waits_to_be_told_as_come_in(wood):
    grant = released(wood)
    words = "Say when instalment 1 of “Working together” came in"
    assert (asked(wood.ash), asked(treasurer(wood)), asked(wood.rowan)) == ([words], [words], [])
    [ask] = asked_about_grants(wood.ash, NOW)
    assert client_of(wood, "ash").get(ask.url).status_code == 200
    receive_instalment(instalment=part(grant), received_on=NOW.date(), by=wood.ash, now=NOW)
    assert asked(wood.ash) == []


def test_an_approved_claim_waits_to_be_paid(wood):
    claim = claiming.approved(wood)
    words = f"Pay claim {claim.number} of Birch House"
    assert (asked(wood.ash), asked(wood.rowan), asked(wood.birch)) == ([words], [], [])
    assert asked(treasurer(wood)) == []  # it is her own organisation's
    ask_claim_payment(claim=claim, by=wood.ash, now=NOW)
    assert (asked(wood.ash), asked(wood.rowan)) == ([], [words])
    pay_claim(claim=claim, paid_on=NOW.date(), by=wood.rowan, now=NOW)
    assert asked(wood.ash) == asked(wood.rowan) == []


def test_one_query_for_all_that_grants_ask_of_a_treasurer(wood, django_assert_num_queries):
    released(wood)
    by = treasurer(wood)
    asked(by)
    with django_assert_num_queries(2):
        asked(by)
