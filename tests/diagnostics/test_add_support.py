"""Help is put into the directory, of a cluster or a whole programme."""

from dataclasses import replace

import pytest
from django.urls import reverse

from spinney.base.kernel.actors import cluster_scope, programme_scope
from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound
from spinney.diagnostics.actions.support import add_support
from spinney.diagnostics.models import Support
from spinney.diagnostics.queries.support import supports_in
from tests.access import client_of
from tests.diagnostics.supporting import CLINIC, entry
from tests.personas import NOON


def test_what_a_programme_offers_is_found_in_its_clusters_and_not_next_door(wood):
    elder = entry(wood).provider
    add_support(place=wood.programme, provider=elder, text=CLINIC, by=wood.rowan, now=NOON)
    here = supports_in(cluster_scope(wood.cluster.pk), wood.programme.pk)
    assert here.count() == 2
    assert supports_in(cluster_scope(wood.next_door.pk)).count() == 0
    assert supports_in(programme_scope(wood.programme.pk)).count() == 1


@pytest.mark.parametrize(("wrong"), [{"title": ""}, {"area": "cake"}, {"kind": "x"}])
def test_what_cannot_be_is_refused(wood, wrong):
    with pytest.raises(BadInput):
        entry(wood, replace(CLINIC, **wrong))


@pytest.mark.parametrize(("who", "error"), [("birch", NotAllowed), ("willow", NotFound)])
def test_others_cannot(wood, who, error):
    elder = entry(wood).provider
    with pytest.raises(error):
        add_support(place=wood.cluster, provider=elder, text=CLINIC, by=wood.actor(who), now=NOON)


def test_from_the_page(wood):
    provider = entry(wood).provider
    client = client_of(wood, "ash")
    there = reverse("diagnostics:add-support", args=[cluster_scope(wood.cluster.pk)])
    typed = {
        "provider": str(provider.pk), "provider_text": str(provider),
        "title": "Board training", "kind": "fieldwork",
        "area": "training",
    }  # fmt: skip
    page = client.post(there, {**typed, "website": "not a website"}).content.decode()
    assert "<title>Error: " in page
    client.post(there, typed)
    assert Support.objects.filter(title="Board training", provider=provider).exists()
