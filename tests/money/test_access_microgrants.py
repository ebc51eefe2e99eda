"""Who may knock at which door of micro-grants, and of time and things given."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.money.models import MicroGrant
from tests.access import answers
from tests.money.giving import noted
from tests.money.making import NOON
from tests.money.micro_grants import opened

pytestmark = pytest.mark.django_db

#          rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 403, 404, 404, 404, 404, 401)
KEEPS = (200, 200, 403, 403, 404, 404, 404, 404, 401)
STANDS = (409, 409, 403, 403, 404, 404, 404, 404, 401)
ONCE = (302, 409, 403, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("micro-grants", "get"): INSIDE,
    ("start-round", "get"): KEEPS,
    ("contributions", "get"): INSIDE,
    ("note-contribution", "get"): INSIDE,
    ("ask-for-contributions", "get"): KEEPS,
}
OF_ROUND = {
    ("micro-grant-round", "get"): INSIDE,
    ("edit-round", "get"): KEEPS,
    ("open-round", "post"): STANDS,
    ("close-round", "post"): ONCE,
    ("put-round-to-vote", "post"): STANDS,
    ("invite-applicant", "get"): KEEPS,
    ("apply-micro-grant", "get"): INSIDE,
}
OF_GRANT = {
    ("micro-grant", "get"): INSIDE,
    ("approve-micro-grant", "get"): KEEPS,
    ("decline-micro-grant", "get"): KEEPS,
    ("reconsider-micro-grant", "post"): STANDS,
    ("withdraw-micro-grant", "post"): ONCE,
    ("pay-micro-grant", "get"): STANDS,
    ("report-micro-grant", "get"): STANDS,
    ("return-micro-grant-report", "post"): STANDS,
}
OF_GIFT = {
    ("edit-contribution", "get"): INSIDE,
    ("remove-contribution", "post"): (302, 409, 409, 403, 404, 404, 404, 404, 401),
    ("restore-contribution", "post"): (409, 409, 409, 403, 404, 404, 404, 404, 401),
}


@pytest.mark.parametrize(
    ("name", "method"), [*MATRIX, *OF_ROUND, *OF_GRANT, *OF_GIFT], ids=lambda v: v
)
def test_access(wood, name, method):
    args, told = [wood.cluster.pk], MATRIX.get((name, method))
    if (name, method) in OF_GIFT:
        args.append(noted(wood).pk)
        told = OF_GIFT[(name, method)]
    elif told is None:
        one = opened(wood, closes_on=localdate() + timedelta(days=9))
        told = OF_ROUND.get((name, method))
        if told is None:
            one = MicroGrant.objects.create(
                round=one, group_name="Choir", purpose="A hall", asked_pence=5, applied_at=NOON,
                applied_by="person:1",
            )  # fmt: skip
            told = OF_GRANT[(name, method)]
        args.append(one.pk)
    assert answers(wood, method, reverse(f"money:{name}", args=args)) == told
