"""Contracts kept by a program: a member's own are its own, shown to a cluster as far as it says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.http.asking import all_statuses, ask, next_door, told, without_mandate
from tests.purchasing.making import a_contract

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

OWN = "organisations/{birch}/contracts"
HERE = "clusters/{cluster}/contracts"
JOINT = "clusters/{cluster}/joint-contracts/{joint}"
TODAY = timezone.localdate()
END = TODAY + timedelta(days=300)
TEXT = {
    "title": "Telephone", "supplier_name": "Oakhill Communications", "category": "telecoms",
    "yearly_pence": 60_000, "end_day": END, "notice_days": 90, "renews": True,
    "note": "Ask for Sam.",
}  # fmt: skip

#      rowan ash birch cedar hazel elm willow sorrel nobody
OURS = (403, 403, 200, 403, 403, 403, 403, 403, 401)
READS = (200, 200, 200, 403, 404, 404, 404, 404, 401)
RUNS = (200, 200, 403, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("get", OWN): OURS,
    ("get", OWN + "/{contract}"): OURS,
    ("post", OWN): (403, 403, 201, 403, 403, 403, 403, 403, 401),
    ("patch", OWN + "/{contract}"): OURS,
    ("post", OWN + "/{contract}/show"): OURS,
    ("post", OWN + "/{contract}/hide"): OURS,
    ("post", OWN + "/{contract}/state/{deed}"): OURS,
    ("delete", OWN + "/{contract}"): (403, 403, 204, 403, 403, 403, 403, 403, 401),
    ("post", OWN + "/{removed}/restore"): OURS,
    ("get", HERE): READS,
    ("get", JOINT): READS,
    ("patch", JOINT): RUNS,
    ("post", JOINT + "/state/{deed}"): RUNS,
}


@pytest.fixture
def ids(wood):
    """A contract of Birch that is shown, one that was removed, and one made together."""
    birch = wood.organisations["birch"]
    mine = a_contract(birch, shown_to=wood.cluster)
    removed = a_contract(birch, removed_at=timezone.now())
    joint = a_contract(cluster=wood.cluster)
    return {
        "birch": birch.pk, "cluster": wood.cluster.pk, "contract": mine.pk, "removed": removed.pk,
        "joint": joint.pk, "deed": "notice",
    }  # fmt: skip


def bodies(wood):
    return {
        OWN: TEXT,
        OWN + "/{contract}": {"notice_days": 60},
        OWN + "/{contract}/show": {"cluster_id": wood.cluster.pk},
        JOINT: {"notice_days": 60},
    }


def test_access(wood, ids):
    """Everybody; and from the cluster next door, or by an ended mandate, nothing is reached."""
    assert all_statuses(wood, MATRIX, ids, bodies(wood)) == MATRIX
    assert next_door(wood, MATRIX, ids, bodies(wood)) == {404}
    theirs = OWN.format(birch=wood.organisations["sorrel"].pk)
    for method, path in (("get", ""), ("patch", ""), ("post", "/show"), ("delete", "")):
        body = {"cluster_id": wood.next_door.pk} if path else {}
        beside = f"{theirs}/{ids['contract']}{path}"
        told(ask(wood, "sorrel", method, beside, body), 404)
    assert without_mandate(wood, MATRIX, ids, bodies(wood)) == {403, 404}


def test_a_contract_is_noted_shown_and_ended(wood):
    """What it costs and what is noted of it the others do not read."""
    at, here = (one.format(birch=wood.organisations["birch"].pk, cluster=wood.cluster.pk)
                for one in (OWN, HERE))  # fmt: skip
    made = told(ask(wood, "birch", "post", at, TEXT), 201)
    assert made["notice_day"] == str(END - timedelta(days=90))
    assert told(ask(wood, "ash", "get", here))["count"] == 0
    one = f"{at}/{made['id']}"
    shown = told(ask(wood, "birch", "post", f"{one}/show", {"cluster_id": wood.cluster.pk}))
    assert shown["shown_to_id"] == wood.cluster.pk
    (seen,) = told(ask(wood, "ash", "get", here))["items"]
    assert (seen["supplier_name"], seen["notice_day"]) == (
        TEXT["supplier_name"],
        made["notice_day"],
    )
    assert (seen["yearly"], "note" in seen, "yearly_pence" in seen) == ("", False, False)
    told(ask(wood, "ash", "patch", one, {"title": "Ours"}), 403)
    told(ask(wood, "birch", "post", f"{one}/hide"))
    assert told(ask(wood, "ash", "get", here))["count"] == 0
    changed = told(ask(wood, "birch", "patch", one, {"notice_days": 30, "read": 3}))
    assert (changed["notice_day"], changed["note"]) == (str(END - timedelta(days=30)), TEXT["note"])
    told(ask(wood, "birch", "patch", one, {"notice_days": 1, "read": 3}), 409)
    for deed, state in (("notice", "notice_given"), ("keep", "runs"), ("end", "ended")):
        assert told(ask(wood, "birch", "post", f"{one}/state/{deed}"))["state"] == state
    told(ask(wood, "birch", "post", f"{one}/state/end"), 409)
    told(ask(wood, "birch", "post", f"{one}/state/burn"), 422)
    assert ask(wood, "birch", "delete", one).status_code == 204
    told(ask(wood, "birch", "patch", one, {"notice_days": 1}), 409)
    assert told(ask(wood, "birch", "get", at))["count"] == 0
    told(ask(wood, "birch", "post", f"{one}/restore"))
    told(ask(wood, "birch", "post", f"{one}/restore"), 409)


def test_what_cannot_be_is_refused_by_field(wood, ids):
    at, one = OWN.format(**ids), f"{OWN}/{{contract}}".format(**ids)
    for path, body, field in (
        (at, TEXT | {"title": " "}, "title"),
        (at, TEXT | {"category": "biscuits"}, "category"),
        (at, TEXT | {"first_day": END + timedelta(days=1)}, "end_day"),
        (at, TEXT | {"end_day": None}, "end_day"),
        (at, TEXT | {"notice_days": 5_000}, "notice_days"),
        (f"{one}/show", {"cluster_id": wood.next_door.pk}, "cluster_id"),
    ):
        refused = told(ask(wood, "birch", "post", path, body), 422)
        assert list(refused["error"]["fields"]) == [field], body
