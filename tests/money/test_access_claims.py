"""Who may knock at the doors of claims: a member sees its own, those who keep the money all."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.access import answers, knock
from tests.agreements.making import another_member
from tests.money.claiming import approved, drafted, sent

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.slow]

#      rowan ash birch cedar hazel elm willow sorrel nobody
OUT = (403, 404, 404, 404, 404, 401)
ALL = (200, 200, 200, *OUT)
KEEPS = (200, 200, 403, *OUT)


def url_of(name, *args):
    return reverse(f"money:{name}", args=args)


def test_every_door(wood):
    claim = drafted(wood)
    one = (wood.cluster.pk, claim.number)
    doors = {
        "claims": ("get", one[:1], ALL),
        "draft-claim": ("get", one[:1], ALL),
        "claim": ("get", one, ALL),
        "edit-claim": ("get", one, ALL),
        "add-claim-line": ("get", one, ALL),
        "answer-claim": ("get", one, ALL),
        "send-claim": ("post", one, (409, 409, 409, *OUT)),
        "question-claim": ("get", one, (409, 409, 403, *OUT)),
        "refuse-claim": ("get", one, (409, 409, 403, *OUT)),
        "pay-claim": ("get", one, (409, 409, 403, *OUT)),
        "approve-claim": ("post", one, (409, 409, 403, *OUT)),
        "ask-claim-payment": ("post", one, (409, 409, 403, *OUT)),
        "stop-claim-payment": ("post", one, (409, 409, 403, *OUT)),
        "remove-claim": ("post", one, (302, 409, 409, *OUT)),
        "restore-claim": ("post", one, (302, 409, 409, *OUT)),
    }
    found = {
        name: answers(wood, method, url_of(name, *args))
        for name, (method, args, _) in doors.items()
    }
    assert found == {name: told for name, (_, _, told) in doors.items()}
    assert answers(wood, "get", url_of("pay-claim", one[0], approved(wood).number)) == KEEPS


def test_another_members_claim_and_receipt_are_not_found(wood):
    another_member(wood, "alder")
    claim = sent(wood)
    line = claim.lines.get()
    one = (wood.cluster.pk, claim.number)
    receipt = url_of("receipt", *one, line.receipts.get().pk)
    assert answers(wood, "get", receipt) == ALL
    assert knock(wood, "alder", "get", receipt, None) == 404
    assert knock(wood, "alder", "get", url_of("claim", *one), None) == 404
    assert knock(wood, "alder", "get", url_of("claims", one[0]), None) == 200
    remove = url_of("remove-claim-line", *one, line.pk)
    assert answers(wood, "post", remove) == (409, 409, 409, *OUT)
    assert knock(wood, "alder", "post", remove, None) == 404
