"""The Reconciliation API 0.2, spoken as OpenRefine speaks it."""

import json

import pytest
from jsonschema import validate

from spinney.register.actions.duplicates import merge_organisations
from tests.http import shapes
from tests.personas import NOON
from tests.register.forest import plant, plant_forest

pytestmark = pytest.mark.django_db
HERE = "/api/reconciliation/"


@pytest.fixture
def forest():
    return plant_forest()


@pytest.fixture
def asked(client):
    """Reconcile a batch as OpenRefine does: form-encoded `queries`."""

    def ask(**queries):
        response = client.post(HERE, {"queries": json.dumps(queries)})
        assert response.status_code == 200, response.content
        found = response.json()
        validate(found, shapes.RESULT_BATCH)
        return {key: found[key]["result"] for key in queries}

    return ask


def test_the_manifest_says_what_is_spoken_and_where(client, db):
    response = client.get(HERE)
    told = response.json()
    validate(told, shapes.MANIFEST)
    assert told["versions"] == ["0.2"]
    assert told["view"]["url"] == "http://testserver/api/reconciliation/entity/{{id}}"
    for service in (*told["suggest"].values(), told["extend"]["propose_properties"]):
        url = service["service_url"] + service["service_path"]
        assert client.get(url, {"prefix": "a"}).status_code == 200


def test_behind_a_server_with_a_certificate_the_addresses_are_the_site_s(client, settings):
    settings.SITE_ADDRESS = "https://ID.example.org"
    told = client.get(HERE).json()
    validate(told, shapes.MANIFEST)
    assert told["view"]["url"] == "https://ID.example.org/api/reconciliation/entity/{{id}}"
    assert told["suggest"]["entity"]["service_url"] == "https://ID.example.org/api/reconciliation"
    assert "https://ID.example.org/api/reconciliation/" in client.get("/api/").content.decode()


def test_the_address_does_without_its_last_stroke(client, asked, forest):
    bare = HERE.rstrip("/")
    assert client.get(bare).json() == client.get(HERE).json()
    response = client.post(bare, {"queries": json.dumps({"q": {"query": "9000002"}})})
    assert response.json()["q"]["result"][0]["id"] == "GB-CHC-9000002"


def test_pages_of_other_sites_may_ask(client, db):
    paths = (HERE, HERE.rstrip("/"), HERE + "suggest/entity")
    for response in (client.options(HERE), *map(client.get, paths)):
        assert response["Access-Control-Allow-Origin"] == "*"
    assert client.get(HERE, {"queries": "nonsense"})["Access-Control-Allow-Origin"] == "*"


def test_names_as_people_write_them_find_the_organisation(asked, forest):
    written = {
        "q0": "Mind - Alderby",
        "q1": "alderby womens aid ltd",
        "q2": "HOMESTART BIRCHFORD (branch)",
        "q3": "Alderbi Mind Ltd",
    }
    found = asked(**{key: {"query": text} for key, text in written.items()})
    assert [found[key][0]["id"] for key in written] == [
        "GB-CHC-9000001",
        "GB-CHC-9000002",
        "GB-CHC-9000004",
        "GB-CHC-9000001",
    ]
    assert found["q1"][0]["match"] is True
    assert "case, signs" in found["q1"][0]["description"]
    assert found["q3"][0]["match"] is False


def test_two_of_one_name_are_offered_and_neither_is_called_a_match(asked, forest):
    (rows,) = asked(q={"query": "Village Hall"}).values()
    assert {row["id"] for row in rows[:2]} == {"GB-CHC-9000003", str(forest["hall"].uid)}
    assert not any(row["match"] for row in rows)


def test_the_place_decides_between_two_of_one_name(asked, forest):
    query = {"query": "Village Hall", "properties": [{"pid": "town", "v": "Birchford"}]}
    (rows,) = asked(q=query).values()
    assert rows[0]["id"] == "GB-CHC-9000003"
    assert "It is in the same town." in rows[0]["description"]


@pytest.mark.parametrize(
    "query",
    [
        {"query": "9000002"},
        {"query": "anything", "properties": [{"pid": "charity_number", "v": "9000002"}]},
        {"properties": [{"pid": "org_id", "v": ["GB-CHC-9000002"]}]},
        {"query": "x", "properties": [{"pid": "charity_number", "v": 9000002}]},
    ],
)
def test_a_number_decides_by_itself(asked, forest, query):
    (rows,) = asked(q=query).values()
    assert [(row["id"], row["match"], row["score"]) for row in rows] == [
        ("GB-CHC-9000002", True, 100.0)
    ]


def test_type_and_limit_narrow_what_is_offered(asked, forest):
    (rows,) = asked(q={"query": "Birchford", "type": "statutory"}).values()
    assert [row["name"] for row in rows] == ["Birchford Borough Council"]
    (rows,) = asked(q={"query": "Alderby", "limit": 1}).values()
    assert len(rows) == 1


def test_what_is_not_there_gives_no_candidate(asked, forest):
    (rows,) = asked(q={"query": "Zzyzx Quux Foundry"}).values()
    assert rows == []


@pytest.mark.parametrize(
    ("queries", "told"),
    [
        ("[]", "must be an object"),
        ("{bad", "is not JSON"),
        ('{"q": {}}', "neither"),
        ('{"q": 3}', "must be an object"),
        ('{"q": {"query": "x", "properties": [{}]}}', "needs “pid” and “v”"),
        (json.dumps({str(n): {"query": "x"} for n in range(51)}), "at most 50"),
    ],
)
def test_what_cannot_be_used_is_named(client, db, queries, told):
    response = client.post(HERE, {"queries": queries})
    assert response.status_code == 422
    assert told in response.json()["error"]["message"]


def test_an_empty_cell_is_answered_with_nothing_and_the_others_all_the_same(asked, forest):
    found = asked(q1={"query": "  "}, q2={"query": "Alderby Mind"}, q3={"query": ""})
    assert found["q1"] == found["q3"] == []
    assert found["q2"]


def test_suggestions_while_typing(client, forest):
    response = client.get(HERE + "suggest/entity", {"prefix": "alder"})
    validate(response.json(), shapes.SUGGESTED)
    assert "The Alderby Women's Aid" in {row["name"] for row in response.json()["result"]}
    types = client.get(HERE + "suggest/type", {"prefix": "stat"}).json()
    assert [row["id"] for row in types["result"]] == ["statutory"]
    facts = client.get(HERE + "suggest/property", {"prefix": "post"}).json()
    assert [row["id"] for row in facts["result"]] == ["postcode"]


def test_facts_are_given_for_numbers_and_for_ids_of_the_unregistered(client, forest):
    ids = ["GB-CHC-9000001", "GB-COH-09000001", str(forest["hall"].uid), "GB-CHC-1"]
    wanted = ["name", "org_id", "income", "postcode", "activities", "parent", "kind"]
    query = {"ids": ids, "properties": [{"id": one} for one in wanted]}
    response = client.post(HERE, {"extend": json.dumps(query)})
    told = response.json()
    validate(told, shapes.EXTENDED)
    assert [column["id"] for column in told["meta"]] == wanted
    mind = told["rows"]["GB-CHC-9000001"]
    assert mind == told["rows"]["GB-COH-09000001"]
    assert mind["income"] == [{"int": 250_000}]
    assert mind["postcode"] == [{"str": "ZZ1 1AA"}]
    assert mind["activities"] == [{"str": "Advice"}]
    assert told["rows"]["GB-CHC-1"] == {one: [] for one in wanted}


def test_where_an_unregistered_group_is_stays_its_own_business(client, forest):
    plant("Kitchen Table Choir", postcode="ZZ1 1AA", town="Alderby", phone="0161 496 0000")
    choir = client.get(HERE + "suggest/entity", {"prefix": "kitchen"}).json()["result"][0]
    query = {"ids": [choir["id"]], "properties": [{"id": "postcode"}, {"id": "town"}]}
    told = client.get(HERE, {"extend": json.dumps(query)}).json()
    assert told["rows"][choir["id"]] == {"postcode": [], "town": [{"str": "Alderby"}]}


def test_an_unknown_fact_is_named(client, forest):
    query = {"ids": [], "properties": [{"id": "shoe_size"}]}
    response = client.get(HERE, {"extend": json.dumps(query)})
    assert response.status_code == 422
    assert "shoe_size" in response.json()["error"]["message"]


def test_a_merged_organisation_answers_under_the_one_that_was_kept(client, asked, forest, wood):
    merge_organisations(kept=forest["mind"], aside=forest["closed"], by=wood.hazel, now=NOON)
    (rows,) = asked(q={"query": "8000001"}).values()
    assert rows[0]["name"] == "ALDERBY MIND LIMITED"
    query = {"ids": ["GB-CHC-8000001"], "properties": [{"id": "name"}]}
    told = client.get(HERE, {"extend": json.dumps(query)}).json()
    assert told["rows"]["GB-CHC-8000001"]["name"] == [{"str": "ALDERBY MIND LIMITED"}]


def test_the_preview_may_stand_in_a_frame_and_the_entity_leads_to_its_page(client, forest):
    response = client.get(HERE + "preview/GB-CHC-9000001")
    assert "ALDERBY MIND LIMITED" in response.content.decode()
    assert "X-Frame-Options" not in response
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert client.get(HERE + "preview/GB-CHC-1").status_code == 404
    entity = client.get(HERE + "entity/GB-COH-09000001")
    assert entity["Location"] == f"/organisations/{forest['mind'].pk}/"
    assert client.get(HERE + "entity/GB-CHC-1").status_code == 404


def test_a_batch_asks_the_database_a_bounded_number_of_times(
    client, forest, django_assert_max_num_queries
):
    queries = {f"q{at}": {"query": f"Alderby Mind {at}"} for at in range(10)}
    with django_assert_max_num_queries(10 * 16 + 12):
        client.post(HERE, {"queries": json.dumps(queries)})
