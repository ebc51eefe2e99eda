"""Rounds of micro-grants run by a program: applied in, decided, paid by two people, told of."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from spinney.decisions.models import Ballot
from spinney.money.actions import microgrants as actions
from spinney.money.queries.balances import balance
from tests.agreements.making import an_agreement
from tests.http.asking import all_statuses, ask, next_door, told, without_mandate
from tests.money.making import a_fund, a_ring_fence, a_round
from tests.money.micro_grants import CHOIR

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ROUNDS = "clusters/{cluster}/micro-grant-rounds"
GRANT = "clusters/{cluster}/micro-grants"
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=30)
GARDEN = {"purpose": "Tools for the garden", "asked_pence": 20_000}
GROUP = GARDEN | {"group_name": "Larch Lane Choir", "email": "choir@example.org"}
GIVEN = {"given_pence": 15_000, "reasons": "It brings people together."}

#                  rowan ash birch cedar hazel elm willow sorrel nobody
READS = (200, 200, 200, 403, 404, 404, 404, 404, 401)
DOES = (200, 200, 403, 403, 404, 404, 404, 404, 401)
MAKES = (201, 201, 403, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("get", ROUNDS): READS,
    ("get", ROUNDS + "/{round}"): READS,
    ("post", ROUNDS): MAKES,
    ("patch", ROUNDS + "/{round}"): DOES,
    ("post", ROUNDS + "/{draft}/open"): DOES,
    ("post", ROUNDS + "/{round}/close"): DOES,
    ("post", ROUNDS + "/{round}/vote"): MAKES,
    ("post", ROUNDS + "/{round}/invitations"): (204, 204, 403, 403, 404, 404, 404, 404, 401),
    ("post", ROUNDS + "/{round}/applications"): MAKES,
    ("get", GRANT + "/{applied}"): READS,
    ("post", GRANT + "/{applied}/approve"): DOES,
    ("post", GRANT + "/{applied}/decline"): DOES,
    ("post", GRANT + "/{approved}/reconsider"): DOES,
    ("post", GRANT + "/{applied}/withdraw"): DOES,
    ("post", GRANT + "/{approved}/pay"): DOES,
    ("post", GRANT + "/{paid}/report"): DOES,
    ("post", GRANT + "/{reported}/report/return"): DOES,
}
USED = {"report": "Twelve people sang."}


@pytest.fixture
def ids(wood):
    """An open round with groups' applications at every step, and a drafted one."""
    fence = a_ring_fence(a_fund(wood.cluster))
    open_one = a_round(fence, closes_on=SOON)
    draft = a_round(fence, closes_on=SOON, state="draft")
    who = {"by": wood.ash, "now": timezone.now()}
    made = [actions.apply_micro_grant(round_=open_one, said=CHOIR, **who) for _ in range(5)]
    for one in made[2:]:
        actions.approve_micro_grant(grant=one, pence=5_000, reasons="Yes", **who)
    for one in made[3:]:
        actions.pay_micro_grant(grant=one, day=TODAY, **who)
    actions.report_micro_grant(grant=made[4], report="It went well.", **who)
    names = ("applied", "another", "approved", "paid", "reported")
    grants = dict(zip(names, (one.pk for one in made), strict=True))
    return {
        "cluster": wood.cluster.pk, "fence": fence.pk, "round": open_one.pk, "draft": draft.pk,
        **grants,
    }  # fmt: skip


def a_round_of(ids, **changes):
    said = {"title": "Small grants", "ring_fence_id": ids["fence"], "most_pence": 25_000}
    return said | {"closes_on": SOON} | changes


def bodies(ids):
    return {
        ROUNDS: a_round_of(ids),
        ROUNDS + "/{round}": {"what_for": "For groups of neighbours"},
        ROUNDS + "/{round}/invitations": {"email": "larch@example.org"},
        ROUNDS + "/{round}/applications": GROUP,
        GRANT + "/{applied}/approve": GIVEN,
        GRANT + "/{applied}/decline": {"reasons": "It is done elsewhere."},
        GRANT + "/{approved}/pay": {"paid_on": TODAY},
        GRANT + "/{paid}/report": USED,
    }


def test_access(wood, ids):
    """Everybody; and from the cluster next door, or by an ended mandate, nothing is reached."""
    assert all_statuses(wood, MATRIX, ids, bodies(ids)) == MATRIX
    assert next_door(wood, MATRIX, ids, bodies(ids)) == {404}
    assert without_mandate(wood, MATRIX, ids, bodies(ids)) == {404}


def test_a_round_goes_its_way(wood, ids):
    """A member applies for itself only; where groups are written to it does not see."""
    at = ROUNDS.format(**ids)
    made = told(ask(wood, "ash", "post", at, a_round_of(ids)), 201)
    one, birch = f"{at}/{made['id']}", wood.organisations["birch"].pk
    own = GARDEN | {"organisation_id": birch}
    told(ask(wood, "birch", "post", f"{one}/applications", own), 409)
    told(ask(wood, "ash", "post", f"{one}/open"))
    told(ask(wood, "birch", "post", f"{one}/applications", GROUP), 403)
    told(ask(wood, "ash", "post", f"{one}/applications", own), 422)
    mine = told(ask(wood, "birch", "post", f"{one}/applications", own), 201)
    again = told(ask(wood, "birch", "post", f"{one}/applications", own), 422)
    assert list(again["error"]["fields"]) == ["organisation_id"]
    group = told(ask(wood, "ash", "post", f"{one}/applications", GROUP), 201)
    assert group["email"] == GROUP["email"]
    read = told(ask(wood, "birch", "get", one))
    assert (read["applications"], read["asked_pence"]) == (2, 40_000)
    assert [row["email"] for row in read["grants"]] == ["", ""]
    ballot = told(ask(wood, "ash", "post", f"{one}/vote"), 201)["ballot_id"]
    assert Ballot.objects.get(pk=ballot).options.count() == 2
    told(ask(wood, "ash", "post", f"{one}/vote"), 409)
    where = f"{GRANT.format(**ids)}/{mine['id']}"
    assert told(ask(wood, "ash", "post", f"{where}/approve", GIVEN))["given_pence"] == 15_000
    assert told(ask(wood, "birch", "post", f"{where}/withdraw"))["state"] == "withdrawn"
    told(ask(wood, "birch", "post", f"{where}/withdraw"), 409)
    assert told(ask(wood, "ash", "post", f"{one}/close"))["state"] == "closed"
    told(ask(wood, "ash", "patch", one, {"most_pence": 1}), 409)
    assert told(ask(wood, "birch", "get", at))["count"] == 3


def test_a_grant_is_paid_once_by_two_people_and_told_of(wood, ids):
    an_agreement(wood, terms={"spending_limits": {"second_above_pence": 10_000}})
    one, day = f"{GRANT}/{{applied}}".format(**ids), {"paid_on": TODAY}
    before = balance(wood.cluster, account="microgrant_cost")
    told(ask(wood, "ash", "post", f"{one}/pay", day), 409)
    told(ask(wood, "ash", "post", f"{one}/approve", GIVEN))
    assert told(ask(wood, "ash", "post", f"{one}/pay", day))["waits_for_second"]
    told(ask(wood, "ash", "post", f"{one}/pay", day), 403)
    paid = told(ask(wood, "rowan", "post", f"{one}/pay", day))
    assert (paid["state"], paid["paid_on"], paid["waits_for_second"]) == ("paid", str(TODAY), False)
    assert balance(wood.cluster, account="microgrant_cost") == before + 15_000
    told(ask(wood, "birch", "post", f"{one}/report", USED), 403)
    assert told(ask(wood, "ash", "post", f"{one}/report", USED))["report"] == USED["report"]
    for deed, body in (("pay", day), ("approve", GIVEN), ("reconsider", None)):
        told(ask(wood, "rowan", "post", f"{one}/{deed}", body), 409)
    assert told(ask(wood, "ash", "post", f"{one}/report/return"))["state"] == "paid"
    assert balance(wood.cluster, account="microgrant_cost") == before + 15_000


def test_what_cannot_be_is_refused_by_field(wood, ids):
    at, one = ROUNDS.format(**ids), f"{GRANT}/{{applied}}".format(**ids)
    this = f"{at}/{ids['round']}"
    for path, body, field in (
        (at, a_round_of(ids, most_pence=10**6), "most_pence"),
        (at, a_round_of(ids, closes_on=TODAY - timedelta(days=1)), "closes_on"),
        (at, a_round_of(ids, ring_fence_id=10**6), "ring_fence_id"),
        (f"{this}/invitations", {"email": "nobody"}, "email"),
        (f"{this}/applications", GROUP | {"asked_pence": 10**6}, "asked_pence"),
        (f"{this}/applications", GROUP | {"group_name": " "}, "group_name"),
        (f"{this}/applications", GROUP | {"email": "nobody"}, "email"),
        (f"{one}/approve", GIVEN | {"given_pence": 10**6}, "given_pence"),
        (f"{one}/approve", GIVEN | {"reasons": " "}, "reasons"),
        (f"{one}/decline", {"reasons": "No", "decision": 99}, "decision"),
    ):
        refused = told(ask(wood, "ash", "post", path, body), 422)
        assert list(refused["error"]["fields"]) == [field], (path, body)
    pay = f"{GRANT}/{{approved}}/pay".format(**ids)
    refused = told(ask(wood, "ash", "post", pay, {"paid_on": TODAY + timedelta(days=1)}), 422)
    assert list(refused["error"]["fields"]) == ["paid_on"]
