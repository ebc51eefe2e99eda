"""An instalment that was said to be in the bank is not."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.money.actions.instalments import receive_instalment, unreceive_instalment
from spinney.money.queries.balances import balance
from tests.access import client_of
from tests.money.granting import NOW, part, released

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def received(wood):
    grant = released(wood)
    receive_instalment(instalment=part(grant), received_on=NOW.date(), by=wood.ash, now=NOW)
    return grant


def test_it_is_waited_for_again_and_can_come_in(wood):
    grant = received(wood)
    back = unreceive_instalment(instalment=part(grant), why="Not ours", by=wood.ash, now=NOW)
    assert (back.state, back.received_on, back.received_entry) == ("released", None, None)
    assert balance(wood.cluster, account="bank", fund=grant.fund) == 0
    assert balance(wood.cluster, account="grant_due", fund=grant.fund) == 900_000
    receive_instalment(instalment=part(grant), received_on=NOW.date(), by=wood.ash, now=NOW)
    assert balance(wood.cluster, account="bank", fund=grant.fund) == 900_000


def test_by_the_cluster_with_a_reason_once(wood):
    grant = received(wood)
    with pytest.raises(NotAllowed):
        unreceive_instalment(instalment=part(grant), why="No", by=wood.rowan, now=NOW)
    with pytest.raises(BadInput, match="Say why"):
        unreceive_instalment(instalment=part(grant), why="", by=wood.ash, now=NOW)
    unreceive_instalment(instalment=part(grant), why="Not ours", by=wood.ash, now=NOW)
    with pytest.raises(WrongState, match="has not come in"):
        unreceive_instalment(instalment=part(grant), why="Not ours", by=wood.ash, now=NOW)


def test_not_of_a_grant_that_is_closed(wood):
    grant = received(wood)
    type(grant).objects.update(state="closed")
    with pytest.raises(WrongState, match="Closed|closed"):
        unreceive_instalment(instalment=part(grant), why="Not ours", by=wood.ash, now=NOW)


def test_on_its_page(wood):
    grant = received(wood)
    page = reverse("money:grant", args=[wood.cluster.pk, grant.pk])
    url = reverse("money:unreceive-instalment", args=[wood.cluster.pk, grant.pk, 1])
    client = client_of(wood, "ash")
    assert url in client.get(page).text
    assert url not in client_of(wood, "rowan").get(page).text
    assert "Instalment 1 did not come in" in client.get(url).text
    assert client.post(url, {"why": "It was another’s"}).status_code == 302
    assert "did not come in after all: It was another’s" in client.get(page).text
