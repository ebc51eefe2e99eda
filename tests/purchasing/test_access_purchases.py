"""Who may knock at the doors of joint purchases."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.purchasing.models import JointPurchase
from tests.access import answers
from tests.purchasing.buying import asked, invited, opened, quote_of
from tests.purchasing.making import a_purchase

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

#       rowan ash birch cedar hazel elm willow sorrel nobody
OUT = (403, 404, 404, 404, 404, 401)  # a supporter sees nothing of what members buy
ALL = (200, 200, 200, *OUT)
RUNS = (200, 200, 403, *OUT)
MEMBER = (403, 403, 200, *OUT)
MATRIX = {
    "pledging": {
        "purchase": ("get", ALL),
        "edit-purchase": ("get", RUNS),
        "end-purchase": ("get", RUNS),
        "ask-pledges": ("get", RUNS),
        "pledge": ("get", MEMBER),
        "take-back-pledge": ("post", (403, 403, 302, *OUT)),
        "invite-supplier": ("get", RUNS),
        "set-criteria": ("get", RUNS),
        "request-quotes": ("get", RUNS),
    },
    "quoting": {
        "extend-quotes": ("get", RUNS),
        "open-quotes": ("post", (409, 409, 403, *OUT)),
        "compare-quotes": ("get", (404, 404, 404, *OUT)),
    },
    "comparing": {
        "compare-quotes": ("get", ALL),
        "mark-quote": ("get", MEMBER),
        "put-to-vote": ("get", RUNS),
        "appoint-supplier": ("get", ALL),
        "close-marking": ("post", (302, 409, 403, *OUT)),
    },
    "deciding": {"return-to-quotes": ("post", (302, 409, 403, *OUT))},
    "appointed": {"make-contract": ("get", RUNS)},
    "ended": {"reopen-purchase": ("post", (302, 409, 403, *OUT))},
}


def test_every_door_of_one(wood):
    purchase = opened(wood)
    found = {}
    for state, doors in MATRIX.items():
        for name, (method, _) in doors.items():
            opened_at = purchase.opened_at if state not in ("pledging", "quoting") else None
            JointPurchase.objects.update(
                state=state, winner=quote_of(purchase), opened_at=opened_at,
                quotes_by=purchase.quotes_by,
            )  # fmt: skip
            url = reverse(f"purchasing:{name}", args=[wood.cluster.pk, purchase.pk])
            found.setdefault(state, {})[name] = (method, answers(wood, method, url))
    assert found == MATRIX


def test_of_the_list_a_quote_and_the_suppliers(wood):
    purchase = opened(wood)
    args = [wood.cluster.pk, purchase.pk, quote_of(purchase).pk]
    found = {
        name: answers(wood, "get", reverse(f"purchasing:{name}", args=args[:many]))
        for name, many in (("purchases", 1), ("start-purchase", 1), ("quote", 3))
    }
    assert found == {"purchases": ALL, "start-purchase": RUNS, "quote": ALL}
    url = reverse("purchasing:quote-file", args=[*args, 1])
    assert answers(wood, "get", url) == (404, 404, 404, *OUT)


def test_taking_a_supplier_off_the_list(wood):
    purchase = asked(wood, a_purchase(wood.cluster))
    url = reverse(
        "purchasing:remove-invited", args=[wood.cluster.pk, purchase.pk, invited(purchase).pk]
    )
    assert answers(wood, "post", url) == (302, 404, 403, *OUT)
