"""Who may knock at which door of successes."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.access import answers
from tests.workplans.making import a_success

pytestmark = pytest.mark.django_db

#          rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 403, 404, 404, 404, 404, 401)
RUNNING = (302, 302, 403, 403, 404, 404, 404, 404, 401)
MEMBERS = (403, 403, 302, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("successes", "get"): INSIDE,
    ("tell-success", "get"): INSIDE,
    ("success", "get"): INSIDE,
    ("edit-success", "get"): (200, 200, 403, 403, 404, 404, 404, 404, 401),
    ("remove-success", "post"): RUNNING,
    ("restore-success", "post"): RUNNING,
    ("cheer", "post"): MEMBERS,
    ("take-back-cheer", "post"): MEMBERS,
}


@pytest.mark.parametrize(("name", "method"), MATRIX, ids=lambda v: v)
def test_access(wood, name, method, monkeypatch):
    found = a_success(wood.cluster, told_by="person:0")
    if name == "restore-success":
        from django.utils.timezone import now

        found.removed_at = now()
        found.save()
    more = [] if name in ("successes", "tell-success") else [found.pk]
    url = reverse(f"workplans:{name}", args=[wood.cluster.pk, *more])
    expected = MATRIX[(name, method)]
    if method == "post" and expected is RUNNING:
        # What the first of them did, the second finds done.
        expected = (302, 409, *expected[2:])
    assert answers(wood, method, url) == expected
