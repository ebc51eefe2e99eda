"""An organisation that is on no list is put into the register, once."""

from __future__ import annotations

import pytest

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.register.actions.profiles import add_organisation
from spinney.register.bridge.search_index import reindex
from spinney.register.models import Organisation
from spinney.register.queries.search import search
from tests.register.acting import book_of, browser_of, last_entry, now

GROUP = {"name": "Alder Road Lunch Club", "town": "Bolton", "kind": "voluntary"}
PAGE = "/organisations/add/"


def test_a_group_without_a_number_is_found_at_once(wood):
    added = add_organisation(facts=GROUP, by=wood.elm, now=now())
    assert [hit.organisation for hit in search("alder road lunch")] == [added]
    assert (added.source, added.town) == ("entered here", "Bolton")
    assert not added.identifiers.exists()
    entry = last_entry(book_of(added))
    assert (entry.verb, entry.detail["name"]) == ("register.add_organisation", added.name)


def test_with_a_number_that_nobody_has(wood):
    added = add_organisation(facts=GROUP, identifier=("GB-CHC", "1012345"), by=wood.elm, now=now())
    assert str(added.identifiers.get()) == "GB-CHC-1012345"
    with pytest.raises(BadInput, match="belongs to Alder Road Lunch Club"):
        add_organisation(
            facts={"name": "Another"}, identifier=("GB-CHC", "1012345"), by=wood.elm, now=now()
        )


def test_it_needs_a_name_and_somebody_signed_in(wood):
    with pytest.raises(BadInput):
        add_organisation(facts={"name": "  "}, by=wood.elm, now=now())
    with pytest.raises(NotAllowed):
        add_organisation(facts=GROUP, by=Actor.nobody(), now=now())


def test_the_page_asks_first_whether_it_is_one_of_these(wood):
    reindex([wood.organisations["birch"].pk])
    client = browser_of(wood.people["elm"])
    typed = {"name": "The Birch House", "kind": "voluntary", "town": "Bury"}
    text = client.post(PAGE, typed).content.decode()
    assert "Is it one of these?" in text
    assert "Birch House" in text
    assert 'value="Bury"' in text
    assert Organisation.objects.filter(name="The Birch House").count() == 0
    response = client.post(PAGE, {**typed, "sure": "1"})
    added = Organisation.objects.get(name="The Birch House")
    assert response["Location"] == f"/organisations/{added.pk}/"


def test_a_number_that_is_known_leads_to_its_holder(wood):
    birch = wood.organisations["birch"]
    birch.identifiers.create(scheme="GB-COH", value="00738693", source="Companies House")
    client = browser_of(wood.people["elm"])
    typed = {**GROUP, "scheme": "GB-COH", "value": "738693"}
    text = client.post(PAGE, typed).content.decode()
    assert "Is it one of these?" in text
    assert f'href="/organisations/{birch.pk}/"' in text
    text = client.post(PAGE, {**typed, "sure": "1"}).content.decode()
    assert "belongs to Birch House" in text


def test_the_same_website_is_noticed_whatever_the_name(wood):
    birch = wood.organisations["birch"]
    birch.website = "https://www.birch.example.org/"
    birch.save()
    typed = {**GROUP, "website": "http://birch.example.org"}
    text = browser_of(wood.people["elm"]).post(PAGE, typed).content.decode()
    assert "It has the same website." in text


@pytest.mark.parametrize(
    ("scheme", "value", "told"),
    [
        ("GB-CHC", "12", "is not a number of this list"),
        ("GB-CHC", "", "Enter its number on that list"),
        ("", "1012345", "Choose the list"),
    ],
)
def test_a_number_is_checked_for_its_form(wood, scheme, value, told):
    client = browser_of(wood.people["elm"])
    response = client.post(PAGE, {**GROUP, "scheme": scheme, "value": value})
    assert told in response.content.decode()
    assert not Organisation.objects.filter(name=GROUP["name"]).exists()


def test_whoever_acts_for_it_goes_on_to_claim_it(wood):
    client = browser_of(wood.people["elm"])
    response = client.post(PAGE, {**GROUP, "acts": "on"})
    added = Organisation.objects.get(name=GROUP["name"])
    assert response["Location"] == f"/organisations/{added.pk}/claim/"
    assert client.get(response["Location"]).status_code == 200
