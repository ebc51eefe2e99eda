"""What organisations offer, as HSDS 3.1 has services."""

from datetime import date

import pytest
from jsonschema import validate

from spinney.register.actions.duplicates import merge_organisations
from spinney.register.models import Place, Service
from tests.http import shapes
from tests.personas import NOON
from tests.register.forest import plant, plant_forest

pytestmark = pytest.mark.django_db
HERE = "/api/hsds/services"


@pytest.fixture
def forest():
    return plant_forest()


@pytest.fixture
def cafe(forest):
    hut = Place.objects.create(
        organisation=forest["mind"], name="The hut", address="5 Mill Row", postcode="ZZ1 1AB",
        source="t",
    )  # fmt: skip
    return Service.objects.create(
        organisation=forest["mind"], name="Talking café", description="Tea and company",
        for_whom="Adults", place=hut, source="t", checked_on=date(2026, 3, 1),
    )  # fmt: skip


def test_services_come_in_pages_with_who_offers_them(client, forest, cafe):
    Service.objects.create(
        organisation=forest["aid"], name="A listening ear", is_running=False, source="t"
    )
    first = client.get(HERE, {"per_page": 1}).json()
    validate(first, shapes.SERVICES)
    assert (first["total_items"], first["total_pages"]) == (2, 2)
    (ear,) = first["contents"]
    assert (ear["name"], ear["status"]) == ("A listening ear", "inactive")
    assert ear["organization"]["name"] == "The Alderby Women's Aid"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"search": "company TEA"}, 1),
        ({"search": "alderby mind"}, 1),
        ({"search": "adults"}, 1),
        ({"search": "tea bowling"}, 0),
        ({"search": "\x00"}, 1),
    ],
)
def test_words_narrow_the_list(client, cafe, asked, found):
    assert client.get(HERE, asked).json()["total_items"] == found


def test_the_services_of_one_organisation(client, forest, cafe):
    mine = client.get(HERE, {"organization_id": str(forest["mind"].uid)}).json()
    assert [row["name"] for row in mine["contents"]] == ["Talking café"]
    other = client.get(HERE, {"organization_id": str(forest["aid"].uid)}).json()
    assert other["empty"] is True
    assert client.get(HERE, {"organization_id": "mind"}).status_code == 422


def test_one_service_with_where_it_is(client, forest, cafe):
    told = client.get(f"{HERE}/{cafe.uid}").json()
    validate(told, shapes.SERVICE_WHOLE)
    assert told["eligibility_description"] == "Adults"
    assert told["assured_date"] == "2026-03-01"
    assert told["organization"]["id"] == str(forest["mind"].uid)
    (where,) = told["service_at_locations"]
    assert where["location"]["addresses"][0]["postal_code"] == "ZZ1 1AB"


def test_where_an_unregistered_group_meets_is_not_given(client, forest):
    choir = plant("Kitchen Table Choir", postcode="ZZ1 1AA")
    home = Place.objects.create(
        organisation=choir, name="Jo's", address="5 Home Row", postcode="ZZ1 1AB", source="t"
    )
    song = Service.objects.create(organisation=choir, name="Singing", place=home, source="t")
    response = client.get(f"{HERE}/{song.uid}")
    validate(response.json(), shapes.SERVICE_WHOLE)
    assert response.json()["service_at_locations"] == []
    assert "Home Row" not in response.content.decode()
    assert "ZZ1" not in response.content.decode()


def test_services_go_with_the_organisation_that_was_kept(client, forest, cafe, wood):
    merge_organisations(kept=forest["aid"], aside=forest["mind"], by=wood.hazel, now=NOON)
    (row,) = client.get(HERE).json()["contents"]
    assert row["organization"]["id"] == str(forest["aid"].uid)


def test_an_unknown_or_impossible_id_is_named(client, db):
    assert client.get(f"{HERE}/00000000-0000-4000-8000-000000000000").status_code == 404
    assert client.get(f"{HERE}/17").status_code == 422


def test_a_page_asks_the_database_a_fixed_number_of_times(
    client, forest, django_assert_max_num_queries
):
    for at in range(30):
        one = plant(f"Society {at}", numbers=(f"GB-CHC-70000{at:02}",))
        Service.objects.create(organisation=one, name=f"Meeting {at}", source="t")
    with django_assert_max_num_queries(10):
        client.get(HERE)
