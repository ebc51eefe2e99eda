"""Organisations as HSDS 3.1 has them."""

import pytest
from jsonschema import validate

from spinney.register.models import OtherName, Place, Service
from tests.http import shapes
from tests.register.forest import plant, plant_forest

pytestmark = pytest.mark.django_db
HERE = "/api/hsds/"


@pytest.fixture
def forest():
    return plant_forest()


def test_it_says_which_version_it_speaks(client, db):
    assert client.get(HERE).json()["version"] == "3.1"


def test_the_list_comes_in_pages(client, forest):
    first = client.get(HERE + "organizations", {"per_page": 3}).json()
    validate(first, shapes.PAGE)
    assert (first["total_items"], first["total_pages"], first["size"]) == (8, 3, 3)
    last = client.get(HERE + "organizations", {"per_page": 3, "page": 3}).json()
    assert (last["last_page"], last["size"]) == (True, 2)
    beyond = client.get(HERE + "organizations", {"page": 9}).json()
    assert beyond["empty"] is True
    validate(beyond, shapes.PAGE)


def test_search_narrows_the_list(client, forest):
    found = client.get(HERE + "organizations", {"search": "womens aid"}).json()
    assert [row["name"] for row in found["contents"]] == ["The Alderby Women's Aid"]


@pytest.mark.parametrize("asked", [{"page": "0"}, {"page": "x"}, {"per_page": "501"}])
def test_a_page_that_cannot_be_is_named(client, db, asked):
    response = client.get(HERE + "organizations", asked)
    assert response.status_code == 422
    assert next(iter(asked)) in response.json()["error"]["message"]


def test_one_organisation_with_all_that_hangs_on_it(client, forest):
    mind = forest["mind"]
    mind.website, mind.phone, mind.address = "alderbymind.example.org", "0161 496 0001", "1 High St"
    mind.save()
    parent = plant("National Mind of Alderland", numbers=("GB-CHC-9000009",))
    mind.parent = parent
    mind.save()
    hut = Place.objects.create(
        organisation=mind, name="The hut", postcode="ZZ1 1AB", source="test register"
    )
    Service.objects.create(
        organisation=mind, name="Talking café", for_whom="Adults", place=hut, source="t"
    )
    told = client.get(f"{HERE}organizations/{mind.uid}").json()
    validate(told, shapes.ORGANIZATION)
    assert told["website"] == "https://alderbymind.example.org"
    assert told["uri"] == "http://org-id.guide/GB-CHC-9000001"
    assert told["parent_organization_id"] == str(parent.uid)
    assert {
        (i["identifier_scheme"], i["identifier"]) for i in told["organization_identifiers"]
    } == {
        ("GB-CHC", "9000001"),
        ("GB-COH", "09000001"),
    }
    assert [p["number"] for p in told["phones"]] == ["0161 496 0001"]
    assert [place["name"] for place in told["locations"]] == ["ALDERBY MIND LIMITED", "The hut"]
    assert told["services"][0]["eligibility_description"] == "Adults"


def test_what_a_representative_entered_of_contact_is_not_given(client, forest):
    mind = forest["mind"]
    mind.email = "jo@example.org"
    mind.provenance = {"email": {"source": "representative", "checked_on": "2026-03-01"}}
    mind.save()
    assert "email" not in client.get(f"{HERE}organizations/{mind.uid}").json()
    mind.provenance = {}
    mind.save()
    assert client.get(f"{HERE}organizations/{mind.uid}").json()["email"] == "jo@example.org"


def test_where_an_unregistered_group_is_is_not_given(client, forest):
    choir = plant("Kitchen Table Choir", postcode="ZZ1 1AA", address="5 Home Row")
    told = client.get(f"{HERE}organizations/{choir.uid}").json()
    validate(told, shapes.ORGANIZATION)
    assert told["locations"] == []


def test_an_unknown_or_impossible_id_is_named(client, db):
    unknown = "00000000-0000-4000-8000-000000000000"
    assert client.get(f"{HERE}organizations/{unknown}").status_code == 404
    assert client.get(HERE + "organizations/17").status_code == 422


def test_a_page_asks_the_database_a_fixed_number_of_times(
    client, forest, django_assert_max_num_queries
):
    for at in range(30):
        one = plant(f"Society {at}", numbers=(f"GB-CHC-70000{at:02}",))
        OtherName.objects.create(organisation=one, name=f"Soc {at}", source="t")
    with django_assert_max_num_queries(10):
        client.get(HERE + "organizations")
