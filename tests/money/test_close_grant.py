"""Closed on a statement that is signed off and still true."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.grant_reports import close_grant, sign_grant_statement
from spinney.money.actions.instalments import receive_instalment
from tests.access import client_of
from tests.money.granting import NOW, part, released, spend

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def refused(wood, grant, words):
    with pytest.raises(WrongState, match=words):
        close_grant(grant=grant, by=wood.rowan, now=NOW)


def test_on_a_true_statement(wood):
    grant = released(wood)
    refused(wood, grant, "sign off the statement first")
    sign_grant_statement(grant=grant, by=wood.ash, now=NOW)
    refused(wood, grant, "has not come in")
    receive_instalment(instalment=part(grant), received_on=NOW.date(), by=wood.ash, now=NOW)
    refused(wood, grant, "ledger has changed")
    sign_grant_statement(grant=grant, by=wood.ash, now=NOW)
    spend(wood, grant, 1)
    refused(wood, grant, "ledger has changed")
    sign_grant_statement(grant=grant, by=wood.ash, now=NOW)
    assert close_grant(grant=grant, by=wood.rowan, now=NOW).state == "closed"
    assert part(grant, 2).state == "cancelled"


def test_what_will_be_cancelled_is_told_first(wood):
    grant = released(wood)
    receive_instalment(instalment=part(grant), received_on=NOW.date(), by=wood.ash, now=NOW)
    sign_grant_statement(grant=grant, by=wood.ash, now=NOW)
    url = reverse("money:close-grant", args=[wood.cluster.pk, grant.pk])
    rowan = client_of(wood, "rowan")
    asked = rowan.post(url).content.decode()
    assert "These instalments will be cancelled" in asked
    assert "2: £6,000" in asked
    assert part(grant, 2).state == "planned"
    assert rowan.post(url, {"sure": "yes"}).status_code == 302
    assert part(grant, 2).state == "cancelled"
