"""The register of risks kept by a program: written down, judged again, taken out, brought back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from spinney.workplans.models import Risk
from tests.http.asking import all_statuses, ask, next_door, told, without_mandate
from tests.workplans.making import a_risk

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

RISKS = "clusters/{cluster}/risks"
LATER = timezone.localdate() + timedelta(days=60)
TEXT = {"title": "The trainer leaves", "likelihood": 2, "impact": 5}
LOOKED = {"likelihood": 4, "impact": 4, "note": "The bid is late."}

#                  rowan ash birch cedar hazel elm willow sorrel nobody
READS = (200, 200, 200, 403, 404, 404, 404, 404, 401)
DOES = (200, 200, 403, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("get", RISKS): READS,
    ("get", "clusters/{cluster}/usual-risks"): READS,
    ("get", RISKS + "/{risk}"): READS,
    ("post", RISKS): (201, 201, 201, 403, 404, 404, 404, 404, 401),
    ("patch", RISKS + "/{risk}"): DOES,
    ("post", RISKS + "/{risk}/reviews"): (201, 201, 403, 403, 404, 404, 404, 404, 401),
    ("delete", RISKS + "/{risk}"): (204, 204, 403, 403, 404, 404, 404, 404, 401),
    ("post", RISKS + "/{removed}/restore"): DOES,
}
BODIES = {
    RISKS: TEXT,
    RISKS + "/{risk}": {"impact": 3},
    RISKS + "/{risk}/reviews": LOOKED,
}


@pytest.fixture
def ids(wood):
    """A risk that somebody else wrote down, and one that was taken out."""
    risk = a_risk(wood.cluster, made_by="person:0")
    removed = a_risk(wood.cluster, title="It rains", removed_at=timezone.now())
    return {"cluster": wood.cluster.pk, "risk": risk.pk, "removed": removed.pk}


def test_access(wood, ids):
    """Everybody; and from the cluster next door, or by an ended mandate, nothing is reached."""
    assert all_statuses(wood, MATRIX, ids, BODIES) == MATRIX
    assert next_door(wood, MATRIX, ids, BODIES) == {404}
    assert without_mandate(wood, MATRIX, ids, BODIES) == {404}


def test_a_risk_goes_its_way(wood):
    at = f"clusters/{wood.cluster.pk}/risks"
    birch = wood.organisations["birch"]
    usual = told(ask(wood, "birch", "get", f"clusters/{wood.cluster.pk}/usual-risks"))
    made = told(ask(wood, "birch", "post", at, usual[0] | {"organisation_id": birch.pk}), 201)
    assert (made["title"], made["weight"], made["may_change"]) == (usual[0]["title"], 12, True)
    rest = told(ask(wood, "birch", "get", f"clusters/{wood.cluster.pk}/usual-risks"))
    assert len(rest) == len(usual) - 1, "it is in the register now"
    told(ask(wood, "ash", "post", at, TEXT), 201)
    one = f"{at}/{made['id']}"
    looked = told(ask(wood, "birch", "post", f"{one}/reviews", LOOKED | {"review_on": LATER}), 201)
    assert (looked["weight"], looked["review_on"]) == (16, str(LATER))
    assert [look["note"] for look in looked["reviews"]] == [LOOKED["note"]]
    happened = LOOKED | {"state": "happened"}
    assert told(ask(wood, "birch", "post", f"{one}/reviews", happened), 201)["state"] == "happened"
    changed = told(ask(wood, "birch", "patch", one, {"review_on": LATER, "organisation_id": None}))
    assert (changed["review_on"], changed["organisation_id"]) == (str(LATER), None)
    assert changed["response_words"] == usual[0]["response_words"], "what is left out stays"
    assert changed["may_change"], "she wrote it down"
    rows = told(ask(wood, "birch", "get", at))["items"]
    assert [row["weight"] for row in rows] == [16, 10], "the weightiest first"
    assert told(ask(wood, "birch", "get", f"{at}?state=open"))["count"] == 1
    assert ask(wood, "ash", "delete", one).status_code == 204
    assert told(ask(wood, "birch", "get", one))["removed_at"]
    told(ask(wood, "birch", "patch", one, {"impact": 1}), 409)
    assert told(ask(wood, "birch", "get", at))["count"] == 1
    assert told(ask(wood, "ash", "post", f"{one}/restore"))["removed_at"] is None
    told(ask(wood, "ash", "post", f"{one}/restore"), 409)


def test_what_cannot_be_is_refused_by_field(wood, ids):
    at, one = RISKS.format(**ids), f"{RISKS}/{{risk}}".format(**ids)
    today = timezone.localdate()
    for path, change, field in (
        (at, TEXT | {"likelihood": 6}, "likelihood"),
        (at, TEXT | {"response": "pray"}, "response"),
        (at, TEXT | {"title": " "}, "title"),
        (at, TEXT | {"organisation_id": wood.organisations["sorrel"].pk}, "organisation_id"),
        (at, TEXT | {"activity_id": 1}, "activity_id"),
        (at, TEXT | {"organization_id": 1}, "organization_id"),  # there is no such field
        (f"{one}/reviews", LOOKED | {"state": "happened", "note": ""}, "note"),
        (f"{one}/reviews", LOOKED | {"review_on": today}, "review_on"),
    ):
        refused = told(ask(wood, "ash", "post", path, change), 422)
        assert list(refused["error"]["fields"]) == [field]
    refused = told(ask(wood, "ash", "patch", one, {"imapct": 1}), 422)
    assert refused["error"]["fields"] == {
        "imapct": ["There is no such field here. /api/ describes those that there are."]
    }
    told(ask(wood, "ash", "patch", one, {"impact": 1, "read": 1}))
    told(ask(wood, "ash", "patch", one, {"impact": 2, "read": 1}), 409)
    assert Risk.objects.get(pk=ids["risk"]).impact == 1
