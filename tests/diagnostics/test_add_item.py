"""A member shows the cluster what it needs or offers; nobody else does it for it."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound
from spinney.base.record.models import Entry
from spinney.diagnostics.actions.inventory import add_item
from spinney.diagnostics.models import Item
from tests.access import client_of
from tests.diagnostics.items import VAN, show
from tests.personas import NOON


def test_it_stands_there_with_its_name(wood):
    item = show(wood, VAN, wood.birch)
    assert item.organisation == wood.organisations["birch"]
    told = Entry.objects.get(verb="diagnostics.add_item").detail
    assert (told["organisation"], told["kind"], told["what"]) == (
        "Birch House", "offers", "A van on Fridays",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"area": "cakes"}, "area"),
        ({"kind": "wish"}, "kind"),
        ({"level": 9}, "level"),
        ({"starts_on": date(2026, 5, 2), "ends_on": date(2026, 5, 1)}, "ends_on"),
    ],
)
def test_what_cannot_be_is_refused(wood, wrong, field):
    with pytest.raises(BadInput) as caught:
        show(wood, replace(VAN, **wrong), wood.birch)
    assert list(caught.value.fields) == [field]


def test_nobody_does_it_for_another(wood):
    cedar = wood.organisations["cedar"].pk
    with pytest.raises(NotAllowed):
        add_item(cluster=wood.cluster, organisation_id=cedar, text=VAN, by=wood.birch, now=NOON)
    for who, error in (("ash", NotAllowed), ("cedar", NotAllowed), ("sorrel", NotFound)):
        with pytest.raises(error):
            add_item(
                cluster=wood.cluster, organisation_id=cedar, text=VAN, by=wood.actor(who), now=NOON
            )


def test_from_the_page(wood):
    client = client_of(wood, "birch")
    there = reverse("diagnostics:add-item", args=[wood.cluster.pk])
    typed = {"kind": "offer", "title": "A van", "area": "premises", "level": "3"}
    page = client.post(there, {**typed, "title": ""}).content.decode()
    assert "There is a problem" in page
    client.post(there, typed)
    assert Item.objects.get().level == 3
