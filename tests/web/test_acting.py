"""For which of her organisations somebody acts: always said, changed by one click."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.timezone import now

from spinney.clusters.models import Membership
from spinney.clusters.states import MembershipState
from spinney.register.models import Mandate, Organisation
from tests.access import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(wood):
    """A second organisation for which Birch acts."""
    organisation = Organisation.objects.create(name="Alder Arts")
    Mandate.objects.create(
        organisation=organisation,
        person=wood.people["birch"],
        starts_on=date(2026, 1, 1),
        given_by="system:test",
        given_at=now(),
    )
    return organisation


def acting_for(client):
    return client.get("/account/").wsgi_request.actor.organisation_name


def test_with_one_organisation_it_is_said(wood):
    text = client_of(wood, "birch").get("/account/").text
    assert "Acting for <strong>Birch House</strong>" in text


def test_with_two_it_is_said_and_changed_by_post(wood, second):
    client = client_of(wood, "birch")
    assert acting_for(client) == "Alder Arts"
    text = client.get("/account/").text
    assert 'name="organisation"' in text
    house = wood.organisations["birch"]
    response = client.post("/act-for/", {"organisation": house.pk, "next": "/account/"})
    assert response.url == "/account/"
    page = client.get("/account/").text
    assert "You act for Birch House now." in page
    assert f'value="{house.pk}" selected' in page
    assert acting_for(client) == "Birch House"


def test_it_is_said_beside_the_button_of_every_form(wood, second):
    client = client_of(wood, "birch")
    text = client.get("/account/details/").text
    assert "You do this for <strong>Alder Arts</strong>." in text
    assert text.index("You do this for") > text.index("<form")


def test_with_one_there_is_nothing_to_choose(wood):
    text = client_of(wood, "birch").get("/account/details/").text
    assert "You do this for" not in text


def test_not_by_looking(wood, second):
    client = client_of(wood, "birch")
    assert client.get("/act-for/", {"organisation": second.pk}).status_code == 405


@pytest.mark.parametrize(("organisation", "status"), [("", 422), ("x", 422), ("999999", 403)])
def test_only_for_hers(wood, second, organisation, status):
    client = client_of(wood, "birch")
    assert client.post("/act-for/", {"organisation": organisation}).status_code == status
    other = wood.organisations["cedar"]
    assert client.post("/act-for/", {"organisation": other.pk}).status_code == 403
    assert acting_for(client) == "Alder Arts"


def test_never_on_to_another_site(wood, second):
    response = client_of(wood, "birch").post(
        "/act-for/", {"organisation": second.pk, "next": "https://elsewhere.example.org/"}
    )
    assert response.url == "/"


class TestAPageOfAnotherOfHers:
    """She acts for Birch House; the page belongs to Alder Arts, a member of The Copse."""

    @pytest.fixture
    def client(self, wood, second):
        there = wood.memberships["sorrel"]
        Membership.objects.create(
            cluster=wood.next_door,
            organisation=second,
            admitted_to=there.tier,
            tier=there.tier,
            state=MembershipState.ACTIVE,
            asked_at=now(),
            joined_on=date(2026, 1, 10),
        )
        client = client_of(wood, "birch")
        client.post("/act-for/", {"organisation": wood.organisations["birch"].pk})
        return client

    def test_it_offers_to_switch_and_then_opens(self, wood, second, client):
        url = reverse("clusters:cluster", args=[wood.next_door.pk])
        page = client.get(url)
        assert page.status_code == 404
        assert "The Copse" not in page.text
        assert "Act for Alder Arts" in page.text
        assert f'name="next" value="{url}"' in page.text
        assert client.post("/act-for/", {"organisation": second.pk, "next": url}).url == url
        assert client.get(url).status_code == 200

    def test_nobody_else_is_offered_anything(self, wood, client):
        url = reverse("clusters:cluster", args=[wood.next_door.pk])
        page = client_of(wood, "cedar").get(url)
        assert page.status_code == 404
        assert "Act for" not in page.text


def test_a_mandate_that_ended_is_passed_over(wood, second):
    client = client_of(wood, "birch")
    client.post("/act-for/", {"organisation": second.pk})
    Mandate.objects.filter(organisation=second).update(ends_on=date(2026, 1, 2))
    assert acting_for(client) == "Birch House"
