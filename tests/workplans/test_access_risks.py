"""Who may knock at which door of risks."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.timezone import now

from tests.access import answers
from tests.workplans.making import a_risk

pytestmark = pytest.mark.django_db

#          rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 403, 404, 404, 404, 404, 401)
RUNNING = (200, 200, 403, 403, 404, 404, 404, 404, 401)
# What the first of them did, the second finds done.
ONCE = (302, 409, 403, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("risks", "get"): INSIDE,
    ("add-risk", "get"): INSIDE,
    ("risk", "get"): INSIDE,
    ("edit-risk", "get"): RUNNING,
    ("review-risk", "get"): RUNNING,
    ("remove-risk", "post"): ONCE,
    ("restore-risk", "post"): ONCE,
}


@pytest.mark.parametrize(("name", "method"), MATRIX, ids=lambda v: v)
def test_access(wood, name, method):
    found = a_risk(wood.cluster, made_by="person:0")
    if name == "restore-risk":
        found.removed_at = now()
        found.save()
    more = [] if name in ("risks", "add-risk") else [found.pk]
    url = reverse(f"workplans:{name}", args=[wood.cluster.pk, *more])
    assert answers(wood, method, url) == MATRIX[(name, method)]
