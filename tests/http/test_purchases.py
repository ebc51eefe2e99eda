"""Buying together by programs: who is in, sealed quotes, marks, who is appointed, the contract."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from spinney.decisions.models import Ballot
from spinney.purchasing.models import JointPurchase, Quote, QuoteMark
from spinney.register.models import Mandate
from tests.agreements.making import an_agreement, another_member
from tests.http.asking import all_statuses, ask, next_door, told, without_mandate
from tests.purchasing.buying import (
    AFTER,
    DEADLINE,
    a_quote,
    a_word,
    asked,
    invited,
    opened,
    quote_of,
    with_members,
)
from tests.purchasing.making import a_purchase

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PATH = "clusters/{cluster}/purchases"
ONE = PATH + "/{pledging}"
QUOTING, OPEN = PATH + "/{quoting}", PATH + "/{open}"
TODAY = timezone.localdate()
LATER = DEADLINE + timedelta(days=5)
TEXT = {"title": "Computers for all of us", "what": "Laptops", "unit": "a computer"}
CRITERIA = [
    {"title": "Price", "weight": 60, "is_price": True},
    {"title": "Help", "weight": 40, "question": "How do you do it?"},
]

#                  rowan ash birch cedar hazel elm willow sorrel nobody
READS = (200, 200, 200, 403, 404, 404, 404, 404, 401)
RUNS = (200, 200, 403, 403, 404, 404, 404, 404, 401)
MAKES = (201, 201, 403, 403, 404, 404, 404, 404, 401)
GONE = (204, 204, 403, 403, 404, 404, 404, 404, 401)
MEMBER = (403, 403, 200, 403, 404, 404, 404, 404, 401)
SEALED = (404, 404, 404, 403, 404, 404, 404, 404, 401)
EARLY = (409, 409, 403, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("get", PATH): READS,
    ("get", ONE): READS,
    ("post", PATH): MAKES,
    ("patch", ONE): RUNS,
    ("post", ONE + "/end"): RUNS,
    ("post", PATH + "/{ended}/reopen"): RUNS,
    ("post", ONE + "/ask-members"): RUNS,
    ("put", ONE + "/pledge"): MEMBER,
    ("delete", ONE + "/pledge"): (403, 403, 204, 403, 404, 404, 404, 404, 401),
    ("post", ONE + "/suppliers"): MAKES,
    ("delete", QUOTING + "/suppliers/{asked}"): GONE,
    ("put", ONE + "/criteria"): RUNS,
    ("post", ONE + "/request-quotes"): EARLY,  # no supplier is on its list
    ("post", QUOTING + "/extend-quotes"): RUNS,
    ("post", QUOTING + "/open-quotes"): EARLY,
    ("get", QUOTING + "/quotes"): SEALED,
    ("get", QUOTING + "/quotes/{sealed}"): SEALED,
    ("post", QUOTING + "/vote"): EARLY,
    ("post", QUOTING + "/compare-again"): EARLY,
    ("get", OPEN + "/quotes"): READS,
    ("get", OPEN + "/quotes/{quote}"): READS,
    ("put", OPEN + "/marks"): MEMBER,
    ("post", OPEN + "/close-marking"): RUNS,
    ("post", OPEN + "/vote"): MAKES,
    # Nothing is agreed on spending, so the members decide: nobody alone, whoever she is.
    ("post", OPEN + "/appoint"): (409, 409, 409, 403, 404, 404, 404, 404, 401),
    ("post", PATH + "/{deciding}/compare-again"): RUNS,
    ("post", PATH + "/{appointed}/contract"): MAKES,
}


@pytest.fixture
def ids(wood):
    """A purchase at every step."""
    pledging = a_purchase(wood.cluster, per="month")
    a_word(wood, pledging)
    quoting = asked(wood, suppliers=("Larch Computers", "Rook Networks", "Elder Systems"))
    sealed = a_quote(invited(quoting))

    def at_step(state, opened_one):
        JointPurchase.objects.filter(pk=opened_one.pk).update(
            state=state, winner=quote_of(opened_one)
        )
        return opened_one.pk

    done = [
        opened(wood, asked(wood, with_members(wood, (), a_purchase(wood.cluster, per="month"))))
        for _ in range(3)
    ]
    quote = quote_of(done[0])
    help_ = done[0].criteria.get(is_price=False)
    return {
        "cluster": wood.cluster.pk, "pledging": pledging.pk, "quoting": quoting.pk,
        "asked": invited(quoting, 2).pk, "sealed": sealed.pk, "open": done[0].pk,
        "quote": quote.pk, "help": help_.pk, "deciding": at_step("deciding", done[1]),
        "appointed": at_step("appointed", done[2]),
        "ended": a_purchase(wood.cluster, state="ended").pk,
    }  # fmt: skip


def bodies(ids):
    return {
        PATH: TEXT,
        ONE: {"title": "Computers and help"},
        ONE + "/end": {"why": "It is too dear."},
        ONE + "/ask-members": {"pledge_by": TODAY + timedelta(days=9)},
        ONE + "/pledge": {"state": "in", "quantity": "4", "at_most_pence": 900},
        ONE + "/suppliers": {"name": "Alder Machines", "email": "alder@example.org"},
        ONE + "/criteria": {"criteria": CRITERIA},
        ONE + "/request-quotes": {"quotes_by": DEADLINE},
        QUOTING + "/extend-quotes": {"quotes_by": LATER},
        OPEN + "/marks": {
            "marks": [{"quote_id": ids["quote"], "criterion_id": ids["help"], "mark": 4}]
        },
        OPEN + "/appoint": {"quote_id": ids["quote"], "why": "It is the best."},
        PATH + "/{appointed}/contract": {
            "title": "Computers", "first_day": TODAY, "end_day": TODAY + timedelta(days=364),
            "notice_days": 90,
        },
    }  # fmt: skip


def test_access(wood, ids):
    """Everybody; and from the cluster next door, or by an ended mandate, nothing is reached."""
    assert all_statuses(wood, MATRIX, ids, bodies(ids)) == MATRIX
    says = {key: one for key, one in MATRIX.items() if one == MEMBER or key[0] == "delete"}
    rest = {key: one for key, one in MATRIX.items() if key not in says}
    assert next_door(wood, rest, ids, bodies(ids)) == {404}
    for method, path in says:
        beside = path.format(**ids | {"cluster": wood.next_door.pk})
        body = None if method == "delete" else bodies(ids)[path]
        told(
            ask(wood, "sorrel" if "suppliers" not in path else "willow", method, beside, body), 404
        )
    assert without_mandate(wood, MATRIX, ids, bodies(ids)) == {404}


def test_nobody_sees_the_most_another_would_pay_nor_an_address(wood):
    another_member(wood, "maple")
    at = PATH.format(cluster=wood.cluster.pk)
    made = told(ask(wood, "ash", "post", at, TEXT), 201)
    one = f"{at}/{made['id']}"
    assert len(made["silent"]) == 2
    word = {"state": "in", "quantity": "4", "at_most_pence": 98_765, "note": "By May, please."}
    mine = told(ask(wood, "birch", "put", f"{one}/pledge", word))["own"]
    assert (mine["at_most_pence"], mine["quantity"]) == (98_765, "4.00")
    supplier = {"name": "Larch Computers", "email": "sales@larch.example.org"}
    told(ask(wood, "ash", "post", f"{one}/suppliers", supplier), 201)
    for name in ("ash", "maple"):
        answer = ask(wood, name, "get", one)
        assert b"98765" not in answer.content
        assert b"sales@larch" not in answer.content
        assert told(answer)["members"][0]["note"] == "By May, please."
    assert [row["name"] for row in told(ask(wood, "ash", "get", one))["suppliers"]] == [
        "Larch Computers"
    ]
    member = told(ask(wood, "maple", "get", one))
    assert (member["suppliers"], member["suppliers_asked"]) == ([], 1)
    _keeps_the_books_of_birch_alone(wood, "ash")
    assert told(ask(wood, "ash", "get", one))["own"] is None
    out = told(ask(wood, "birch", "put", f"{one}/pledge", word | {"state": "out"}))["own"]
    assert (out["state"], out["at_most_pence"]) == ("out", None), "no condition is kept"
    assert ask(wood, "birch", "delete", f"{one}/pledge").status_code == 204
    told(ask(wood, "birch", "delete", f"{one}/pledge"), 409)


def _keeps_the_books_of_birch_alone(wood, name):
    """A person who facilitates, and keeps data of a member without speaking for it."""
    Mandate.objects.create(
        organisation=wood.organisations["birch"], person=wood.people[name], post="Bookkeeper",
        may_represent=False, may_vote=False, may_sign=False, may_hold_data=True,
        starts_on=TODAY - timedelta(days=9), given_at=timezone.now(),
    )  # fmt: skip
    assert wood.actor(name).organisation_id == wood.organisations["birch"].pk


def test_quotes_stay_sealed_until_their_time(wood):
    """For those who run the cluster as for members, whatever is asked."""
    purchase = asked(wood)
    quote = a_quote(invited(purchase), 87_654)
    one = f"{PATH}/{purchase.pk}".format(cluster=wood.cluster.pk)
    for name in ("rowan", "ash", "birch"):
        for path in (one, f"{one}/quotes", f"{one}/quotes/{quote.pk}"):
            assert b"87654" not in ask(wood, name, "get", path).content
    told(ask(wood, "ash", "post", f"{one}/open-quotes"), 409)
    refused = told(ask(wood, "ash", "post", f"{one}/appoint",
                       {"quote_id": quote.pk, "why": "Now"}), 409)  # fmt: skip
    assert "87" not in refused["error"]["message"]
    earlier = {"quotes_by": DEADLINE - timedelta(days=1)}
    told(ask(wood, "ash", "post", f"{one}/extend-quotes", earlier), 409)
    assert told(ask(wood, "birch", "get", one))["quotes_in"] == 1
    with time_machine.travel(AFTER):
        assert told(ask(wood, "ash", "post", f"{one}/open-quotes"))["state"] == "comparing"
        read = told(ask(wood, "birch", "get", f"{one}/quotes/{quote.pk}"))
    assert read["prices"] == [{"from_quantity": 1.0, "pence": 87_654}]
    assert Quote.objects.get(pk=quote.pk).sealed == ""


def test_a_purchase_goes_its_way(wood):
    """From the question who is in to the contract, shared by the rule in force."""
    an_agreement(
        wood, terms={"spending_limits": {"limits": [{"up_to_pence": 10**6, "who": "run"}]}}
    )
    purchase = opened(wood)
    one = f"{PATH}/{purchase.pk}".format(cluster=wood.cluster.pk)
    help_ = purchase.criteria.get(is_price=False).pk
    quotes = list(Quote.objects.filter(invited__purchase=purchase).order_by("pk"))
    marks = [{"quote_id": each.pk, "criterion_id": help_, "mark": 3} for each in quotes]
    mine = told(ask(wood, "birch", "put", f"{one}/marks", {"marks": marks}))
    assert (mine["is_open"], mine["have_marked"], mine["to_mark"]) == (False, 1, 2)
    assert len(mine["own_marks"]) == 2
    _keeps_the_books_of_birch_alone(wood, "ash")
    kept = told(ask(wood, "ash", "get", f"{one}/quotes"))
    assert kept["own_marks"] == [], "they are told to whoever speaks for Birch"
    assert {m["mark"] for row in kept["ranked"] for m in row["marks"]
            if m["criterion_id"] == help_} == {None}  # fmt: skip
    theirs = told(ask(wood, "maple", "get", f"{one}/quotes"))
    assert theirs["own_marks"] == []
    assert all(m["mark"] is None for row in theirs["ranked"] for m in row["marks"]
               if m["criterion_id"] == help_), "marks of others are not counted yet"  # fmt: skip
    told(
        ask(wood, "birch", "put", f"{one}/marks", {"marks": [marks[0] | {"quote_id": 10**6}]}), 422
    )
    told(ask(wood, "ash", "post", f"{one}/close-marking"))
    seen = told(ask(wood, "maple", "get", f"{one}/quotes"))
    assert [row["place"] for row in seen["ranked"]] == [1, 2]
    assert (seen["is_open"], seen["ranked"][0]["quote_id"]) == (True, quotes[0].pk)
    ballot = told(ask(wood, "ash", "post", f"{one}/vote", {}), 201)["ballot_id"]
    assert Ballot.objects.get(pk=ballot).options.count() == 2
    told(ask(wood, "ash", "post", f"{one}/vote", {}), 409)
    assert told(ask(wood, "birch", "get", one))["ballot_id"] == ballot
    assert told(ask(wood, "ash", "post", f"{one}/compare-again"))["state"] == "comparing"
    chosen = {"quote_id": quotes[0].pk, "why": "The lowest price."}
    told(ask(wood, "birch", "post", f"{one}/appoint", chosen | {"decision": 1}), 403)
    done = told(ask(wood, "ash", "post", f"{one}/appoint", chosen))
    assert (done["state"], done["appointed"]) == ("appointed", "Larch Computers")
    terms = {"title": "Computers", "first_day": TODAY, "end_day": TODAY + timedelta(days=364)}
    refused = told(ask(wood, "ash", "post", f"{one}/contract", terms | {"notice_days": 400}), 422)
    assert list(refused["error"]["fields"]) == ["notice_days"]
    refused = told(ask(wood, "ash", "post", f"{one}/contract", terms | {"sharing": "Tea"}), 422)
    assert list(refused["error"]["fields"]) == ["sharing"]
    made = told(ask(wood, "ash", "post", f"{one}/contract", terms | {"notice_days": 90}), 201)
    assert made["notice_day"] == str(TODAY + timedelta(days=274))
    assert sum(row["yearly_pence"] for row in made["shares"]) == made["yearly_pence"]
    told(ask(wood, "ash", "post", f"{one}/contract", terms), 409)
    assert told(ask(wood, "birch", "get", one))["contract_ids"] == [made["id"]]
    assert QuoteMark.objects.count() == 2


def test_what_cannot_be_is_refused_by_field(wood, ids):
    at, one, quoting = (path.format(**ids) for path in (PATH, ONE, QUOTING))
    soon = {"quotes_by": timezone.now() + timedelta(hours=1)}
    for method, path, body, field in (
        ("post", at, TEXT | {"title": "https://example.org"}, "title"),
        ("post", at, TEXT | {"measure": "biscuits"}, "measure"),
        ("post", at, TEXT | {"category": "biscuits"}, "category"),
        ("post", at, TEXT | {"months": 0}, "months"),
        ("post", f"{one}/end", {"why": " "}, "why"),
        ("post", f"{one}/ask-members", {"pledge_by": TODAY - timedelta(days=1)}, "pledge_by"),
        ("post", f"{one}/suppliers", {"name": "Alder", "email": "nobody"}, "email"),
        ("put", f"{one}/criteria", {"criteria": [CRITERIA[0] | {"title": " "}]}, "criteria"),
    ):
        refused = told(ask(wood, "ash", method, path, body), 422)
        assert list(refused["error"]["fields"]) == [field], body
    told(ask(wood, "ash", "put", f"{one}/criteria", {"criteria": CRITERIA[:1]}), 422)
    told(ask(wood, "ash", "put", f"{one}/criteria", {"criteria": CRITERIA}))
    supplier = {"name": "Alder", "email": "alder@example.org"}
    told(ask(wood, "ash", "post", f"{one}/suppliers", supplier), 201)
    refused = told(ask(wood, "ash", "post", f"{one}/request-quotes", soon), 422)
    assert list(refused["error"]["fields"]) == ["quotes_by"]
    told(ask(wood, "ash", "patch", one, {"title": "Other", "read": 99}), 409)
    told(ask(wood, "ash", "patch", quoting, {"what": "Something else"}), 409)
    told(ask(wood, "ash", "post", at, TEXT | {"opportunity_id": 10**6}), 404)
