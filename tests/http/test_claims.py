"""Claims made by a program of the member, approved and paid by those of others."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from spinney.money.actions.claims import draft_claim, remove_claim
from spinney.money.models import Claim, Entry
from spinney.money.policies.claims import ClaimText
from tests.http.asking import ask, bearer, statuses, told
from tests.money.claiming import FIRST, LAST, a_picture, approved, drafted, sent, with_line
from tests.money.granting import NOW, another_manager, rules_set

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TODAY = timezone.localdate()
AT = "clusters/{cluster}/claims"
ALL = (200, 200, 200, 403, 404, 404, 404, 404, 401)
KEEPS = (200, 200, 403, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("get", AT): ALL,
    ("get", AT + "/{draft}"): ALL,
    ("post", AT): tuple(201 if one == 200 else one for one in ALL),
    ("patch", AT + "/{draft}"): ALL,
    # A line is sent as a form: as JSON it is refused, by whom it may be added.
    ("post", AT + "/{draft}/lines"): (422,) * 8 + (401,),
    ("delete", AT + "/{draft}/lines/{line}"): ALL,
    ("delete", AT + "/{draft}"): tuple(204 if one == 200 else one for one in ALL),
    ("post", AT + "/{removed}/restore"): ALL,
    ("post", AT + "/{draft}/send"): ALL,
    ("post", AT + "/{sent}/question"): KEEPS,
    ("post", AT + "/{sent}/answer"): tuple(409 if one == 200 else one for one in ALL),
    ("post", AT + "/{sent}/refuse"): KEEPS,
    ("post", AT + "/{sent}/approve"): KEEPS,
    ("post", AT + "/{approved}/ask-payment"): KEEPS,
    ("post", AT + "/{approved}/stop-payment"): tuple(409 if one == 200 else one for one in KEEPS),
    ("post", AT + "/{approved}/pay"): KEEPS,
}
BODIES = {
    AT + "/{draft}": {"note": "For the training day"},
    AT + "/{draft}/lines": {},
    AT + "/{sent}/question": {"question": "Which room?"},
    AT + "/{sent}/answer": {"answer": "The large one."},
    AT + "/{sent}/refuse": {"question": "Not agreed."},
    AT + "/{approved}/pay": {"paid_on": TODAY},
}


@pytest.fixture
def ids(wood):
    """A claim in each state."""
    gone = drafted(wood)
    remove_claim(claim=gone, by=wood.birch, now=timezone.now())
    made = {"draft": with_line(wood), "sent": sent(wood), "approved": approved(wood)}
    found = {name: one.number for name, one in made.items()}
    line = made["draft"].lines.get().pk
    return found | {"removed": gone.number, "line": line, "cluster": wood.cluster.pk}


def body_of(wood, path):
    whose = {"organisation_id": wood.organisations["birch"].pk}
    return whose | {"first_day": FIRST, "last_day": LAST} if path == AT else BODIES.get(path)


@pytest.mark.parametrize(("method", "path"), MATRIX, ids=lambda v: v)
def test_access(wood, ids, method, path):
    body = body_of(wood, path) if method not in ("get", "delete") else None
    assert statuses(wood, method, path.format(**ids), body) == MATRIX[(method, path)]


def add(wood, name, claim, **changes):
    """One line with its receipt, as a program sends a file."""
    said = {"day": "2026-02-03", "what": "Room hire", "amount_pence": "12050"} | changes
    where = f"/api/v1/clusters/{wood.cluster.pk}/claims/{claim}/lines"
    data = {key: value for key, value in said.items() if value is not None}
    return Client().post(where, data, headers=bearer(wood, name))


def test_a_claim_goes_its_way(wood):
    rules_set(wood, limit=10_000)
    at = f"clusters/{wood.cluster.pk}/claims"
    made = told(ask(wood, "birch", "post", at, body_of(wood, AT)), 201)
    one = f"{at}/{made['number']}"
    told(ask(wood, "birch", "post", f"{one}/send"), 409)
    picture = a_picture()
    whole = told(add(wood, "birch", made["number"], receipt=picture), 201)
    assert (whole["total_pence"], whole["lines"][0]["receipts"]) == (12_050, 1)
    picture.seek(0)
    assert told(ask(wood, "birch", "post", f"{one}/send"))["state"] == "sent"
    told(ask(wood, "birch", "post", f"{one}/approve"), 403)
    told(ask(wood, "ash", "post", f"{one}/question", {"question": "Which room?"}))
    told(ask(wood, "birch", "post", f"{one}/answer", {"answer": "The large one."}))
    assert told(ask(wood, "ash", "post", f"{one}/approve"))["state"] == "approved"
    two = told(ask(wood, "ash", "post", f"{one}/pay", {"paid_on": TODAY}), 409)
    assert "two people" in two["error"]["message"]
    told(ask(wood, "ash", "post", f"{one}/ask-payment"))
    told(ask(wood, "ash", "post", f"{one}/pay", {"paid_on": TODAY}), 409)
    assert told(ask(wood, "rowan", "post", f"{one}/pay", {"paid_on": TODAY}))["state"] == "paid"
    told(ask(wood, "rowan", "post", f"{one}/pay", {"paid_on": TODAY}), 409)
    assert Entry.objects.count() == 1


def test_a_receipt_is_claimed_once_and_only_a_picture_or_pdf_is_one(wood, ids):
    picture = a_picture()
    told(add(wood, "birch", ids["draft"], receipt=picture), 201)
    picture.seek(0)
    twice = told(ask(wood, "birch", "post", AT.format(**ids), body_of(wood, AT)), 201)
    refused = told(add(wood, "birch", twice["number"], receipt=picture), 422)
    assert "claimed once" in refused["error"]["message"]
    text = a_picture("receipt.txt")
    text.file.seek(0)
    text.file.truncate()
    text.file.write(b"paid")
    text.file.seek(0)
    told(add(wood, "birch", ids["draft"], receipt=text), 422)


def test_a_member_sees_and_writes_its_own_claims_only(wood, ids):
    """Another member neither reads the claim nor adds to it; the cluster next door neither."""
    own = {"organisation_id": wood.organisations["cedar"].pk}
    theirs = draft_claim(
        cluster=wood.cluster, text=ClaimText(**own, first_day=FIRST, last_day=LAST), by=wood.ash,
        now=NOW,
    )  # fmt: skip
    told(ask(wood, "birch", "get", f"{AT.format(**ids)}/{theirs.number}"), 404)
    told(add(wood, "birch", theirs.number), 404)
    numbers = {one["number"] for one in told(ask(wood, "birch", "get", AT.format(**ids)))["items"]}
    assert theirs.number not in numbers
    told(add(wood, "cedar", ids["draft"]), 403)
    told(add(wood, "willow", ids["draft"]), 404)
    told(ask(wood, "birch", "post", AT.format(**ids), body_of(wood, AT) | own), 403)


def test_bad_lines_are_named_and_nothing_is_lost(wood, ids):
    for field, value in (("day", "yesterday"), ("amount_pence", "-1"), ("what", None)):
        refused = told(add(wood, "birch", ids["draft"], **{field: value}), 422)
        assert set(refused["error"]["fields"]) == {field}
    assert Claim.objects.get(number=ids["draft"]).lines.count() == 1


def test_one_that_was_paid_before_its_approval_needs_a_reason(wood, ids):
    one = f"{AT.format(**ids)}/{ids['approved']}"
    early = {"paid_on": LAST}
    refused = told(ask(wood, "ash", "post", f"{one}/pay", early), 422)
    assert set(refused["error"]["fields"]) == {"why"}
    paid = told(ask(wood, "ash", "post", f"{one}/pay", early | {"why": "We met before."}))
    assert (paid["state"], paid["paid_on"]) == ("paid", str(LAST))


def test_a_second_manager_may_pay_what_the_first_asked_for(wood, ids):
    rules_set(wood, limit=10_000)
    one = f"{AT.format(**ids)}/{ids['approved']}"
    told(ask(wood, "rowan", "post", f"{one}/ask-payment"))
    told(ask(wood, "rowan", "post", f"{one}/pay", {"paid_on": TODAY}), 409)
    assert another_manager(wood).person_id
    told(ask(wood, "ash", "post", f"{one}/pay", {"paid_on": TODAY}))
