"""Who may knock at which door of where clusters stand, the whole walk, and costs."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.access import answers

pytestmark = pytest.mark.django_db

#          rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 403, 404, 404, 404, 404, 401)
RUNNING = (302, 302, 403, 403, 404, 404, 404, 404, 401)
OF_RUNNERS = (200, 200, 403, 403, 404, 404, 404, 404, 401)
OF_MANAGERS = (200, 403, 403, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("position", "get"): INSIDE,
    ("take-position", "post"): RUNNING,
    ("programme-positions", "get"): OF_RUNNERS,
    ("walk", "get"): INSIDE,
    ("programme-walk", "get"): OF_RUNNERS,
    ("value", "get"): INSIDE,
    ("programme-value", "get"): OF_MANAGERS,
}


@pytest.mark.parametrize(("name", "method"), MATRIX, ids=lambda v: v)
def test_access(wood, name, method):
    of_programme = name.startswith("programme")
    here = wood.programme.pk if of_programme else wood.cluster.pk
    url = reverse(f"evaluation:{name}", args=[here])
    assert answers(wood, method, url) == MATRIX[(name, method)]
