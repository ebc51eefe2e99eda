"""Approved by somebody else, up to what there is, with its instalments and fund."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.money.actions.grant_decisions import approve_grant
from spinney.money.actions.grants import apply_for_grant
from spinney.money.models import Entry
from tests.access import client_of
from tests.money.granting import NOW, applied, approved, drafted, rules_set
from tests.money.making import a_budget

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_instalments_by_the_rules_reports_and_a_fund(wood):
    grant = approved(wood, pence=1_499_999)
    parts = list(grant.instalments.values_list("number", "pence"))
    assert parts == [(1, 899_999), (2, 600_000)]
    assert [one.kind for one in grant.instalments.get(number=2).conditions.all()] == [
        "spent", "report",
    ]  # fmt: skip
    assert grant.reports.get().number == 1
    assert (grant.fund.funder, grant.fund.holder) == ("The Meadow Trust", grant.holder)
    assert not Entry.objects.exists()  # nothing moves before a release


def test_not_by_whoever_sent_it_nor_by_the_cluster(wood):
    rules_set(wood)
    grant = apply_for_grant(grant=drafted(wood), by=wood.rowan, now=NOW)
    with pytest.raises(WrongState, match="sent this application yourself"):
        approve_grant(grant=grant, awarded_pence=100, by=wood.rowan, now=NOW)
    with pytest.raises(NotAllowed):
        approve_grant(grant=grant, awarded_pence=100, by=wood.ash, now=NOW)


@pytest.mark.parametrize("pence", [0, 1_500_001])
def test_not_nothing_and_not_more_than_was_asked(wood, pence):
    with pytest.raises(BadInput):
        approved(wood, pence=pence)


def test_not_more_than_the_programme_has_for_a_cluster(wood):
    both_asked = applied(wood)
    approved(wood, pence=1_000_000)
    with pytest.raises(BadInput, match="more than the programme has"):
        approve_grant(grant=both_asked, awarded_pence=500_001, by=wood.rowan, now=NOW)
    second = approve_grant(grant=both_asked, awarded_pence=500_000, by=wood.rowan, now=NOW)
    assert second.fund.name == "Working together (2)"


def test_once(wood):
    grant = approved(wood)
    with pytest.raises(WrongState):
        approve_grant(grant=grant, awarded_pence=100, by=wood.rowan, now=NOW)


def test_what_did_not_go_along_is_said(wood):
    rules_set(wood)

    def page_for(grant):
        url = reverse("money:approve-grant", args=[wood.cluster.pk, grant.pk])
        return client_of(wood, "rowan").get(url).content.decode()

    page = page_for(applied(wood))
    assert "No workplan went along" in page
    assert "No budget went along" in page
    a_budget(wood.cluster, state="in_force")
    assert "No budget went along" not in page_for(applied(wood))
