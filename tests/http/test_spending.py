"""A member's payments given in by its program, looked over, added, taken out; by nobody else's."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from spinney.purchasing.actions.uploads import undo_upload
from spinney.purchasing.models import SpendLine, SpendUpload
from tests.harness.work import do_waiting_work
from tests.http.asking import ask, bearer, statuses, told
from tests.purchasing.giving import LATER, XERO, added, given
from tests.purchasing.making import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

FILES = "organisations/{birch}/spending/files"
#      rowan ash birch cedar hazel elm willow sorrel nobody
OWN = (403, 403, 200, 403, 403, 403, 403, 403, 401)
MATRIX = {
    ("get", FILES): OWN,
    # A file is sent as a form: as JSON it is refused before anybody is asked who she is.
    ("post", FILES): (422,) * 8 + (401,),
    ("get", FILES + "/{checked}"): OWN,
    ("put", FILES + "/{checked}/layout"): OWN,
    ("post", FILES + "/{checked}/add"): OWN,
    ("delete", FILES + "/{checked}"): (403, 403, 204, 403, 403, 403, 403, 403, 401),
    ("post", FILES + "/{added}/undo"): OWN,
    ("get", FILES + "/{checked}/left-out"): OWN,
    ("get", "organisations/{birch}/spending/payments"): OWN,
}
BODIES = {
    FILES: {},
    FILES + "/{checked}/layout": {"date_order": "dmy", "read": 1},
    FILES + "/{checked}/add": {},
}


@pytest.fixture
def ids(wood):
    """A file that waits to be checked, and one that was added."""
    birch = wood.organisations["birch"]
    done = added(birch, wood.birch, LATER)
    waits = given(birch, wood.birch)
    return {"birch": birch.pk, "added": done.pk, "checked": waits.pk}


@pytest.mark.parametrize(("method", "path"), MATRIX, ids=lambda v: v)
def test_access(wood, ids, method, path):
    body = BODIES.get(path) if method not in ("get", "delete") else None
    assert statuses(wood, method, path.format(**ids), body) == MATRIX[(method, path)]


def give(wood, name, text=XERO, to="birch", file="payments.csv"):
    """A file as a program sends it."""
    where = f"/api/v1/organisations/{wood.organisations[to].pk}/spending/files"
    sent = {"file": ContentFile(text.encode(), name=file)}
    return Client().post(where, sent, headers=bearer(wood, name))


def test_a_file_is_looked_over_before_anything_counts(wood):
    made = told(give(wood, "birch"), 201)
    assert (made["state"], made["again"], made["payments"]) == ("reading", False, None)
    do_waiting_work()
    one = FILES.format(birch=wood.organisations["birch"].pk) + f"/{made['id']}"
    read = told(ask(wood, "birch", "get", one))
    assert (read["state"], read["payments"], read["aside"]) == ("to_check", 6, 1)
    assert {"index": 2, "heading": "Contact", "role": "supplier"} in read["columns"]
    first = read["sample"][0]
    assert (first["day"], first["supplier"]) == ("2025-05-12", "BT Group plc")
    assert first["amount_pence"] == 40_000
    assert read["total_pence"] == 201_845
    assert read["asked"] + read["told"] == []
    assert not SpendLine.objects.exists()
    assert told(ask(wood, "birch", "post", f"{one}/add", {}))["state"] == "adding"
    do_waiting_work()
    assert told(ask(wood, "birch", "get", one))["state"] == "added"
    payments = told(ask(wood, "birch", "get", one.rpartition("/files")[0] + "/payments?limit=2"))
    assert (payments["count"], len(payments["items"])) == (6, 2)
    assert told(give(wood, "birch"), 201)["again"] is True
    told(ask(wood, "birch", "delete", one), 409)
    assert told(ask(wood, "birch", "post", f"{one}/undo"))["state"] == "undone"
    payments = told(ask(wood, "birch", "get", one.rpartition("/files")[0] + "/payments"))
    assert payments["count"] == 0


def test_how_it_is_read_can_be_said(wood, ids):
    one = FILES.format(**ids) + f"/{ids['checked']}"
    columns = [{"index": 6, "role": "ignore"}, {"index": 7, "role": "ignore"}]
    body = {"columns": columns, "read": 1}
    assert told(ask(wood, "birch", "put", f"{one}/layout", body))["state"] == "reading"
    do_waiting_work()
    read = told(ask(wood, "birch", "get", one))
    assert (read["state"], read["sample"][0]["amount_pence"]) == ("to_check", 48_000)
    told(ask(wood, "birch", "put", f"{one}/layout", body), 409)
    wrong = {"columns": [{"index": 99, "role": "net"}], "read": read["version"]}
    refused = told(ask(wood, "birch", "put", f"{one}/layout", wrong), 422)
    assert "columns" in refused["error"]["fields"]
    none = {"columns": [{"index": 2, "role": "ignore"}], "read": read["version"]}
    told(ask(wood, "birch", "put", f"{one}/layout", none), 422)


def test_a_file_that_is_none_is_refused_with_the_reason(wood):
    made = told(give(wood, "birch", "Nothing", file="nothing.pdf"), 422)
    assert "CSV" in made["error"]["message"]
    told(give(wood, "birch", "", file="empty.csv"), 422)
    assert not SpendUpload.objects.exists()


def test_rows_left_out_have_a_reason(wood, ids):
    path = FILES.format(**ids) + f"/{ids['checked']}"
    rows = told(ask(wood, "birch", "get", f"{path}/left-out"))
    assert rows["count"] == told(ask(wood, "birch", "get", path))["left_out"] > 0
    assert all(one["why"] for one in rows["items"])


def test_nobody_gives_in_or_reads_for_another(wood, ids):
    """Not whoever runs the cluster or the site, nor below the address of one's own organisation."""
    for name in ("rowan", "ash", "hazel", "cedar", "willow", "sorrel"):
        told(give(wood, name), 403)
    own = FILES.format(birch=wood.organisations["sorrel"].pk)
    for method, path in MATRIX:
        if path.count("{") > 1:
            beside = path.format(**ids | {"birch": wood.organisations["sorrel"].pk})
            told(ask(wood, "sorrel", method, beside, BODIES.get(path)), 404)
    assert told(ask(wood, "sorrel", "get", own))["count"] == 0


def test_what_was_undone_is_added_again_only_after_it_is_read_anew(wood, ids):
    done = SpendUpload.objects.get(pk=ids["added"])
    undo_upload(upload=done, by=wood.birch, now=NOON)
    one = FILES.format(**ids) + f"/{ids['added']}"
    told(ask(wood, "birch", "post", f"{one}/add", {}), 409)
    told(ask(wood, "birch", "post", f"{one}/undo"), 409)
