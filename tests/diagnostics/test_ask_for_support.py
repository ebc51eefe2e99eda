"""A member asks for help; those who run the cluster hear of it, other members do not."""

import pytest
from django.urls import reverse

from spinney.base.access.asks import asked_of
from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.diagnostics.actions.requests import ask_for_support
from spinney.diagnostics.models import SupportRequest
from tests.access import client_of
from tests.diagnostics.items import join
from tests.diagnostics.supporting import asks, letters_to
from tests.personas import NOON


def test_the_facilitator_is_told_and_asked(wood):
    asks(wood)
    assert any("Birch House asks for help" in one for one in letters_to("ash@example.org"))
    asked = [ask.what for ask in asked_of(wood.ash, NOON)]
    assert "Find help for Birch House: A staff handbook" in asked


def test_other_members_do_not_see_it(wood):
    found = asks(wood)
    larch = join(wood, "Larch Youth")
    assert larch.organisation_id
    place = cluster_scope(wood.cluster.pk)
    there = reverse("diagnostics:request", args=[place, found.pk])
    assert client_of(wood, "Larch Youth").get(there).status_code == 404
    everything = client_of(wood, "Larch Youth").get(reverse("diagnostics:requests", args=[place]))
    assert "A staff handbook" not in everything.content.decode()
    assert client_of(wood, "birch").get(there).status_code == 200


def test_only_for_oneself_unless_one_runs_things(wood):
    cedar = wood.organisations["cedar"]
    said = {"place": wood.cluster, "organisation": cedar, "area": "hr", "what": "Help"}
    with pytest.raises(NotAllowed):
        ask_for_support(**said, by=wood.birch, now=NOON)
    assert ask_for_support(**said, by=wood.ash, now=NOON).organisation == cedar
    with pytest.raises(BadInput):
        ask_for_support(**{**said, "what": ""}, by=wood.ash, now=NOON)


def test_from_the_page(wood):
    there = reverse("diagnostics:ask-for-support", args=[cluster_scope(wood.cluster.pk)])
    client_of(wood, "birch").post(there, {"what": "A lawyer", "area": "premises"})
    made = SupportRequest.objects.get()
    assert (made.organisation, made.what) == (wood.organisations["birch"], "A lawyer")
