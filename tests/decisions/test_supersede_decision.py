"""One decision takes the place of another, which stays in the register."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.decisions.actions.book import supersede_decision
from tests.access import client_of
from tests.decisions.making import a_decision
from tests.decisions.registering import LATER, noted

pytestmark = pytest.mark.django_db


def supersede(wood, old, new):
    return supersede_decision(decision=old, by_decision=new, by=wood.ash, now=LATER)


def test_it_says_what_took_its_place_and_stays(wood):
    old, new = noted(wood), noted(wood, "We share two")
    assert supersede(wood, old, new).superseded_by == new
    with pytest.raises(WrongState):
        supersede(wood, old, new)
    page = client_of(wood, "birch").get(reverse("decisions:decision", args=[wood.cluster.pk, 1]))
    assert "takes its place" in page.content.decode()


def test_never_by_itself_by_what_gave_way_or_by_another_clusters(wood):
    first, second = noted(wood), noted(wood, "Second")
    with pytest.raises(BadInput):
        supersede(wood, first, first)
    elsewhere = a_decision(wood, cluster=wood.next_door)
    with pytest.raises(BadInput, match="this cluster"):
        supersede(wood, first, elsewhere)
    supersede(wood, first, second)
    with pytest.raises(BadInput, match="does not stand"):
        supersede(wood, second, first)  # and so never in a circle


def test_from_its_page(wood):
    noted(wood)
    new = noted(wood, "We share two")
    url = reverse("decisions:supersede-decision", args=[wood.cluster.pk, 1])
    client = client_of(wood, "ash")
    assert b"2: We share two" in client.get(url).content
    assert b"Superseded by 2" in client.post(url, {"by_decision": new.pk}, follow=True).content
