"""Who may knock at which door of funding bids."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.timezone import now

from tests.access import answers
from tests.workplans.making import a_bid

pytestmark = pytest.mark.django_db

#          rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 403, 404, 404, 404, 404, 401)
RUNNING = (200, 200, 403, 403, 404, 404, 404, 404, 401)
# What the first of them did, the second finds done.
ONCE = (302, 409, 403, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("bids", "get"): INSIDE,
    ("bid", "get"): INSIDE,
    ("plan-bid", "get"): RUNNING,
    ("edit-bid", "get"): RUNNING,
    ("note-bid", "get"): RUNNING,
    ("remove-bid", "post"): ONCE,
    ("restore-bid", "post"): ONCE,
}


@pytest.mark.parametrize(("name", "method"), MATRIX, ids=lambda v: v)
def test_access(wood, name, method):
    found = a_bid(wood.cluster)
    if name == "restore-bid":
        found.removed_at = now()
        found.save()
    more = [] if name in ("bids", "plan-bid") else [found.pk]
    url = reverse(f"workplans:{name}", args=[wood.cluster.pk, *more])
    assert answers(wood, method, url) == MATRIX[(name, method)]
