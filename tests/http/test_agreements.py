"""Agreements over the API: begun, put out and signed under the same checks as on the pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from spinney.agreements.models import Agreement, Signature
from spinney.register.models import Mandate
from tests.agreements.making import another_member
from tests.http.asking import ask, statuses, told

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

AGREEMENT = "clusters/{cluster}/agreements/{agreement}"
INSIDE = (200, 200, 200, 200, 404, 404, 404, 404, 401)
READS = (200, 200, 200, 404, 404, 404, 404, 404, 401)
WRITES = (200, 200, 403, 403, 404, 404, 404, 404, 401)
#                              rowan ash birch cedar hazel elm willow sorrel nobody
MATRIX = {
    ("get", "clusters/{cluster}/templates"): INSIDE,
    ("get", "clusters/{cluster}/agreements"): INSIDE,
    ("post", "clusters/{cluster}/agreements"): (201, 201, 403, 403, 404, 404, 404, 404, 401),
    ("get", AGREEMENT): READS,
    ("get", "clusters/{cluster}/terms"): (200, 200, 200, 403, 404, 404, 404, 404, 401),
    ("put", f"{AGREEMENT}/terms/{{key}}"): WRITES,
    ("put", f"{AGREEMENT}/answers/{{key}}"): (404, 404, 403, 403, 404, 404, 404, 404, 401),
    ("post", f"{AGREEMENT}/put-out"): (201, 201, 403, 403, 404, 404, 404, 404, 401),
    ("get", f"{AGREEMENT}/signing"): READS,
    ("get", f"{AGREEMENT}/signature"): (404, 404, 200, 404, 404, 404, 404, 404, 401),
    ("post", f"{AGREEMENT}/signature"): (404, 404, 201, 404, 404, 404, 404, 404, 401),
    ("post", f"{AGREEMENT}/signature/decline"): (404, 404, 200, 404, 404, 404, 404, 404, 401),
}
NAMED = {"branding": {"name": "The Spinney"}}
OUT = ("signing", "signature", "signature/decline")
LAST_DAY = localdate() + timedelta(days=21)


@pytest.fixture
def wood(wood):
    """With Alder House: an agreement is between two or more."""
    another_member(wood, "alder")
    return wood


def begun(wood, **more):
    """Ground rules of the cluster, with what is usual; returns what stands of them, and where."""
    path = f"clusters/{wood.cluster.pk}/agreements"
    body = {"template": "ground_rules", "title": "Our ground rules", **more}
    made = told(ask(wood, "ash", "post", path, body), 201)
    return made, f"{path}/{made['id']}"


def answered(wood, **more) -> str:
    """A draft in which nothing is open, begun with what is usual; returns where it is."""
    asked = begun(wood, **more)[0]["questions"]
    terms = {one["key"]: one["usual"] for one in asked if one["is_term"]}
    words = {one["key"]: one["usual"] or "To save time." for one in asked if not one["is_term"]}
    return begun(wood, terms=terms | NAMED, answers=words, **more)[1]


def put_out(wood, **more) -> str:
    where = answered(wood, **more)
    told(ask(wood, "ash", "post", f"{where}/put-out", {"deadline": LAST_DAY}), 201)
    return where


def signature(wood, who, where, **more):
    """What somebody sends to sign what she has read."""
    read = told(ask(wood, who, "get", f"{where}/signature"))["read"]
    return {"read": read, "name": wood.people[who].name, "agrees": True, **more}


@pytest.mark.parametrize(("method", "path"), MATRIX, ids=lambda v: v)
def test_access(wood, method, path):
    is_out = path.removeprefix(f"{AGREEMENT}/") in OUT
    make = put_out if is_out else answered if path.endswith("put-out") else lambda w: begun(w)[1]
    where = make(wood)
    bodies = {
        "clusters/{cluster}/agreements": {"template": "ground_rules", "title": "Others"},
        f"{AGREEMENT}/terms/{{key}}": {"value": {"name": "The Spinney"}},
        f"{AGREEMENT}/answers/{{key}}": {"words": "As before"},
        f"{AGREEMENT}/put-out": {"deadline": LAST_DAY},
        f"{AGREEMENT}/signature": signature(wood, "birch", where) if is_out else None,
        f"{AGREEMENT}/signature/decline": {"reason": "The trustees said no."},
    }
    pk = where.rpartition("/")[2]
    at = path.format(cluster=wood.cluster.pk, agreement=pk, key="branding")
    assert statuses(wood, method, at, bodies.get(path, {})) == MATRIX[(method, path)]


def test_from_the_template_to_the_terms_in_force(wood):
    templates = told(ask(wood, "ash", "get", f"clusters/{wood.cluster.pk}/templates"))["items"]
    assert "ground_rules" in {one["key"] for one in templates}
    where = put_out(wood)
    for who in ("birch", "alder"):
        told(ask(wood, who, "post", f"{where}/signature", signature(wood, who, where)), 201)
    stands = told(ask(wood, "birch", "get", f"{where}/signing"))
    assert (stands["state"], stands["asked"][0]["state"]) == ("complete", "signed")
    whole = told(ask(wood, "birch", "get", where))
    assert whole["versions"][0]["in_force_from"] == str(localdate())
    assert whole["questions"] == []
    terms = f"clusters/{wood.cluster.pk}/terms"
    rows = told(ask(wood, "birch", "get", f"{terms}?limit=100"))["items"]
    now = {one["key"]: one for one in rows}
    assert now["branding"]["is_agreed"]
    assert "Our ground rules" in now["branding"]["sources"][0]
    before = told(ask(wood, "birch", "get", f"{terms}?on=2026-01-01&limit=100"))["items"]
    assert not any(one["is_agreed"] for one in before)


def test_a_signature_says_that_it_came_through_a_program(wood):
    where = put_out(wood)
    body = signature(wood, "birch", where, post="Director")
    given = told(ask(wood, "birch", "post", f"{where}/signature", body), 201)
    assert "Through a program, with a token" in given["identified_by"]
    kept = Signature.objects.get()
    assert kept.identified_by == given["identified_by"]
    assert (kept.person, kept.digest) == (wood.people["birch"], body["read"])
    told(ask(wood, "birch", "post", f"{where}/signature", body), 201)
    assert Signature.objects.count() == 1, "signing twice is signing once"


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"name": "Somebody Else"}, 422, "signed in as"),
        ({"name": "  "}, 422, "Type your name"),
        ({"read": "0" * 64}, 409, "not the words"),
        ({"agrees": False}, 422, "cannot be used"),
    ],
)
def test_nothing_is_signed_unless_all_is_right(wood, change, status, words):
    where = put_out(wood)
    body = signature(wood, "birch", where) | change
    error = told(ask(wood, "birch", "post", f"{where}/signature", body), status)["error"]
    assert words in error["message"]
    assert not Signature.objects.exists()


def test_whoever_has_no_mandate_to_sign_is_told_so(wood):
    where = put_out(wood)
    Mandate.objects.filter(person=wood.people["birch"]).update(may_sign=False)
    shown = told(ask(wood, "birch", "get", f"{where}/signature"))
    assert "mandate" in shown["in_the_way"]
    refused = ask(wood, "birch", "post", f"{where}/signature", signature(wood, "birch", where))
    assert refused.status_code == 403
    assert not Signature.objects.exists()


def test_who_will_not_sign_says_why_to_those_who_put_it_out(wood):
    where = put_out(wood)
    told(ask(wood, "birch", "post", f"{where}/signature/decline", {"reason": "Too soon."}))
    reasons = {}
    for who in ("ash", "birch", "alder"):
        asked = told(ask(wood, who, "get", f"{where}/signing"))["asked"]
        reasons[who] = {one["name"]: one["reason"] for one in asked}
    assert reasons["ash"]["Birch House"] == reasons["birch"]["Birch House"] == "Too soon."
    assert reasons["alder"]["Birch House"] == ""
    late = ask(wood, "birch", "post", f"{where}/signature", signature(wood, "birch", where))
    assert late.status_code == 409


def test_a_draft_with_gaps_does_not_go_out(wood):
    _, where = begun(wood)
    refused = ask(wood, "ash", "post", f"{where}/put-out", {"deadline": LAST_DAY})
    assert refused.status_code == 409
    assert "still to be done" in refused.json()["error"]["message"]


def test_an_agreement_is_begun_with_its_answers_or_not_at_all(wood):
    path = f"clusters/{wood.cluster.pk}/agreements"
    body = {
        "template": "ground_rules",
        "title": "Our ground rules",
        "parties": [{"organisation_id": wood.organisations["birch"].pk}],
        "terms": NAMED | {"leaving": {"notice_days": 90}},
    }
    wrong = body | {"terms": {"leaving": "soon", "magic": 1}, "answers": {"unasked": "x"}}
    error = told(ask(wood, "ash", "post", path, wrong), 422)["error"]
    assert set(error["fields"]) == {"terms.leaving", "terms.magic", "answers.unasked"}
    assert not Agreement.objects.exists()
    made = told(ask(wood, "ash", "post", path, body), 201)
    assert made["terms"]["branding"]["name"] == "The Spinney"
    cleared = told(ask(wood, "ash", "put", f"{path}/{made['id']}/terms/branding", {"value": None}))
    assert "branding" not in cleared["terms"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"template": "accession_deed"}, "template"),
        ({"template": "nothing"}, "template"),
        ({"title": ""}, "title"),
        ({"parties": [{"organisation_id": 10**9}]}, "parties"),
    ],
)
def test_what_cannot_be_begun_is_refused_by_field(wood, change, field):
    path = f"clusters/{wood.cluster.pk}/agreements"
    body = {"template": "ground_rules", "title": "Our ground rules"} | change
    error = told(ask(wood, "ash", "post", path, body), 422)["error"]
    assert field in error["fields"]


def test_an_agreement_of_two_is_seen_by_its_parties_alone(wood):
    ids = [wood.organisations[name].pk for name in ("birch",)]
    parties = [{"organisation_id": pk} for pk in ids]
    _, where = begun(wood, speaks_for="parties", parties=parties)
    assert ask(wood, "birch", "get", where).status_code == 200
    assert ask(wood, "alder", "get", where).status_code == 404
    listed = told(ask(wood, "alder", "get", f"clusters/{wood.cluster.pk}/agreements"))
    assert listed["count"] == 0


def test_an_id_that_nothing_can_have_is_refused_in_words(wood):
    at = f"clusters/{wood.cluster.pk}/agreements"
    told(ask(wood, "birch", "get", f"{at}/{10**30}/signature"), 422)
    told(ask(wood, "birch", "post", f"{at}/{10**30}/signature/decline", {"reason": "No"}), 422)
    unknown = {"organisation_id": 10**30, "role": None}
    body = {"template": "terms_of_reference", "title": "Ours", "parties": [unknown]}
    told(ask(wood, "ash", "post", at, body), 422)
