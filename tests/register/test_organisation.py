"""The page of one organisation: every fact with its source, and nothing twice."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.register.actions.claims import claim_organisation
from spinney.register.models import Claim, Link, Place, Service
from tests.register.forest import plant, plant_forest

pytestmark = pytest.mark.django_db


@pytest.fixture
def forest():
    return plant_forest()


@pytest.fixture
def shown(client, wood, forest):
    client.force_login(wood.people["elm"])

    def get(organisation):
        response = client.get(reverse("register:organisation", args=[organisation.pk]))
        assert response.status_code == 200
        return response.content.decode()

    return get


def test_each_fact_says_where_it_came_from_and_when_it_was_checked(shown, forest):
    text = shown(forest["mind"])
    assert "£250,000" in text
    assert "From test register, checked 1 March 2026." in text
    assert "GB-COH-09000001" in text
    assert "Alderby Association for Mental Health" in text


def test_a_fact_that_somebody_else_stated_says_so_and_what_contradicts_it(shown, forest):
    mind = forest["mind"]
    mind.provenance = {"income_pence": {"source": "representative", "checked_on": "2026-03-12"}}
    mind.differs = {"income_pence": {"value": 24_000_000, "source": "test register"}}
    mind.save()
    text = shown(mind)
    assert "From representative, checked 12 March 2026." in text
    assert "test register says £240,000" in text


def test_one_on_no_register_is_told_that_this_is_fine(shown, forest):
    text = shown(forest["hall"])
    assert "No number known" in text
    assert "takes part like any other" in text


def test_branches_parents_links_places_and_services_are_there(shown, forest):
    parent, branch = forest["mind"], plant("Alderby Mind Birchford", parent=forest["mind"])
    Link.objects.create(
        organisation=parent, other=forest["aid"], kind="successor", source="test register"
    )
    Place.objects.create(organisation=parent, name="The hut", source="entered here")
    Service.objects.create(
        organisation=parent, name="Talking café", source="entered here", checked_on=date(2026, 3, 3)
    )
    text = shown(parent)
    assert "Alderby Mind Birchford" in text
    assert "Took over from" in text
    assert "The hut" in text
    assert "From entered here, checked 3 March 2026." in text
    assert "A branch of" in shown(branch)
    assert "Was taken over by" in shown(forest["aid"])


def test_there_is_no_page_of_what_is_not_there(client, wood, forest):
    client.force_login(wood.people["elm"])
    assert client.get(reverse("register:organisation", args=[10**9])).status_code == 404


def test_signed_out_visitors_are_asked_to_sign_in(client, forest):
    response = client.get(reverse("register:organisation", args=[forest["mind"].pk]))
    assert response.status_code == 302


def test_deeds_are_offered_to_those_who_may(client, wood):
    birch = wood.organisations["birch"]
    url = reverse("register:organisation", args=[birch.pk])
    client.force_login(wood.people["birch"])
    assert "Keep this profile" in client.get(url).content.decode()
    client.force_login(wood.people["elm"])
    text = client.get(url).content.decode()
    assert "Keep this profile" not in text
    assert "I act for this organisation" in text


def test_who_has_claimed_it_is_told_that_her_claim_waits(client, wood):
    birch = wood.organisations["birch"]
    claim_organisation(
        organisation=birch,
        post="Chair",
        note="",
        method=Claim.Method.COLLEAGUE,
        by=wood.elm,
        now=timezone.now(),
    )
    client.force_login(wood.people["elm"])
    page = client.get(reverse("register:organisation", args=[birch.pk])).content.decode()
    assert "Your claim waits to be confirmed." in page
    assert "I act for this organisation" not in page
    assert "See your claim" in client.get("/").content.decode()


def test_the_page_asks_the_database_a_fixed_number_of_times(
    client, wood, forest, django_assert_max_num_queries
):
    mind = forest["mind"]
    for at in range(20):
        branch = plant(f"Alderby Mind {at}", parent=mind)
        Link.objects.create(organisation=mind, other=branch, kind="federation", source="t")
        Service.objects.create(organisation=mind, name=f"Service {at}", source="t")
    client.force_login(wood.people["elm"])
    with django_assert_max_num_queries(36):
        client.get(reverse("register:organisation", args=[mind.pk]))
