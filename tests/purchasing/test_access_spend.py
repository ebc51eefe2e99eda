"""Who may knock at which door of what spending shows."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.access import answers

pytestmark = pytest.mark.django_db

#          rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 403, 404, 404, 404, 404, 401)
ITS_OWN = (403, 403, 200, 403, 403, 403, 403, 403, 401)
MATRIX = {
    ("purchasing", "get"): INSIDE,
    ("spend", "get"): INSIDE,
    ("spend-members", "get"): INSIDE,
    ("spend-months", "get"): INSIDE,
    ("spend-category", "get"): INSIDE,
    ("spend-prices", "get"): INSIDE,
    ("spend-concentration", "get"): INSIDE,
    ("own-spend", "get"): ITS_OWN,
}


@pytest.mark.parametrize(("name", "method"), MATRIX, ids=lambda v: v)
def test_access(wood, name, method):
    here = [wood.organisations["birch"].pk] if name == "own-spend" else [wood.cluster.pk]
    more = ["energy"] if name == "spend-category" else []
    url = reverse(f"purchasing:{name}", args=[*here, *more])
    assert answers(wood, method, url) == MATRIX[(name, method)]
