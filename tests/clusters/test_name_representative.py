"""Which person speaks for a member in this cluster, and who stands in for her."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.base.post.models import Message
from spinney.clusters.actions.leaving import name_representative
from spinney.register.models import Mandate
from tests.access import client_of
from tests.clusters.cases import set_aside, today


@pytest.fixture
def two(wood):
    """ELM holds a mandate for Birch House too."""
    Mandate.objects.create(
        organisation=wood.organisations["birch"], person=wood.people["elm"], post="Treasurer",
        starts_on=today(), given_by="t", given_at=timezone.now(),
    )  # fmt: skip
    return wood


def name(wood, representative, deputy=None, by="birch"):
    return name_representative(
        membership=wood.memberships["birch"],
        representative=wood.people[representative] if representative else None,
        deputy=wood.people[deputy] if deputy else None,
        by=wood.actor(by),
        now=timezone.now(),
    )


def test_letters_go_to_whom_it_named(two):
    name(two, "elm")
    membership = two.memberships["birch"]
    set_aside(two, membership, reason="Late.", now=timezone.now())
    told = Message.objects.filter(kind="clusters.standing")
    assert told.latest("pk").email == "elm@example.org"


def test_both_need_a_mandate_and_be_two(two):
    with pytest.raises(BadInput) as told:
        name(two, "birch", "sorrel")
    assert "deputy" in told.value.fields
    with pytest.raises(BadInput, match="stand in for herself"):
        name(two, "elm", "elm")


def test_another_member_may_not(two):
    with pytest.raises(NotAllowed):
        name(two, "elm", by="cedar")


def test_through_the_page_and_shown_to_members(two):
    url = reverse(
        "clusters:name-representative", args=[two.cluster.pk, two.memberships["birch"].pk]
    )
    client = client_of(two, "birch")
    elm, birch = two.people["elm"].pk, two.people["birch"].pk
    assert client.post(url, {"representative": elm, "deputy": birch}).status_code == 302
    page = client.get(reverse("clusters:members", args=[two.cluster.pk])).content.decode()
    assert "Elm, Treasurer (deputy: Birch)" in page


def test_whose_mandate_ended_no_longer_speaks(two):
    name(two, "elm")
    Mandate.objects.filter(person=two.people["elm"]).update(ended_early_at=timezone.now())
    page = client_of(two, "ash").get(reverse("clusters:members", args=[two.cluster.pk]))
    assert "Birch, Director" in page.content.decode()
