"""Where a cluster could save as programs read it: no more of anybody's spending than its page."""

from __future__ import annotations

from uuid import uuid4

import pytest

from spinney.purchasing.models import Opportunity
from tests.http.asking import all_statuses, ask, next_door, told, without_mandate
from tests.purchasing.comparing import look, wood_that_buys

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PATH = "clusters/{cluster}/opportunities"
ONE = PATH + "/{join}"

#                  rowan ash birch cedar hazel elm willow sorrel nobody
READS = (200, 200, 200, 403, 404, 404, 404, 404, 401)
RUNS = (200, 200, 403, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("get", PATH): READS,
    ("get", ONE): READS,
    ("post", "clusters/{cluster}/find-opportunities"): (
        202,
        202,
        202,
        403,
        404,
        404,
        404,
        404,
        401,
    ),
    ("post", ONE + "/put-by"): RUNS,
    ("post", PATH + "/{put_by}/bring-back"): RUNS,
}
BODIES = {ONE + "/put-by": {"why": "We looked at it last year."}}


@pytest.fixture
def ids(wood):
    """Ways to save that were found, one of which is put by."""
    look(wood_that_buys(wood))
    join = Opportunity.objects.get(kind="join")
    other = Opportunity.objects.get(pk=join.pk)
    other.pk, other.uid, other.key, other.state = None, uuid4(), "again", "put_by"
    other.save()
    return {"cluster": wood.cluster.pk, "join": join.pk, "put_by": other.pk}


def test_access(wood, ids):
    """Everybody; and from the cluster next door, or by an ended mandate, nothing is reached."""
    assert all_statuses(wood, MATRIX, ids, BODIES) == MATRIX
    assert next_door(wood, MATRIX, ids, BODIES) == {404}
    assert without_mandate(wood, MATRIX, ids, BODIES) == {404}


def test_a_member_reads_bands_of_others_and_nothing_of_what_is_one_members(wood, ids):
    """What Birch may pay twice for is Birch's to read."""
    stop = Opportunity.objects.get(kind="stop").pk
    found = {
        name: {row["id"] for row in told(ask(wood, name, "get", PATH.format(**ids)))["items"]}
        for name in ("birch", "maple")
    }
    assert stop in found["birch"]
    assert stop not in found["maple"]
    told(ask(wood, "maple", "get", f"{PATH}/{stop}".format(**ids)), 404)
    one = told(ask(wood, "maple", "get", ONE.format(**ids)))
    pays = {row["name"]: row["pays_now"] for row in one["parts"]}
    assert "£2,400" not in pays["Birch House"]
    assert one["saves"]["least_pence"] % 1_000 == 0, "estimates are rounded"


def test_it_is_put_by_with_a_reason_and_begins_a_purchase(wood, ids):
    one = ONE.format(**ids)
    told(ask(wood, "ash", "post", f"{one}/put-by", {"why": " "}), 422)
    told(ask(wood, "ash", "post", f"{one}/put-by", {"why": "No", "read": 99}), 409)
    put = told(ask(wood, "ash", "post", f"{one}/put-by", {"why": "Not this year."}))
    assert (put["state"], put["why_put_by"]) == ("put_by", "Not this year.")
    told(ask(wood, "ash", "post", f"{one}/put-by", {"why": "Again"}), 409)
    listed = told(ask(wood, "birch", "get", f"{PATH}?state=put_by".format(**ids)))
    assert ids["join"] in {row["id"] for row in listed["items"]}
    assert told(ask(wood, "ash", "post", f"{one}/bring-back"))["state"] == "open"
    told(ask(wood, "ash", "post", f"{one}/bring-back"), 409)
    body = {"title": "Energy", "category": "energy", "opportunity_id": ids["join"]}
    told(ask(wood, "ash", "post", f"clusters/{ids['cluster']}/purchases", body), 201)
    assert told(ask(wood, "birch", "get", one))["state"] == "taken"
