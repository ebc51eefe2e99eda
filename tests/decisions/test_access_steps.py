"""Who may knock at which door of what decisions put in motion."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.access import answers
from tests.decisions.registering import an_outline, chosen

pytestmark = pytest.mark.django_db

#          rowan ash birch cedar hazel elm willow sorrel nobody
RUN_IT = (200, 200, 403, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("take-step", "get"): RUN_IT,
    ("decline-step", "post"): (302, 409, 403, 403, 404, 404, 404, 404, 401),  # Ash: done already
    ("want-step", "post"): (409, 409, 403, 403, 404, 404, 404, 404, 401),  # nobody put it aside
    ("outline", "get"): (200, 200, 200, 200, 404, 404, 404, 404, 401),
    ("edit-outline-line", "get"): RUN_IT,
    ("move-outline-line", "post"): (409, 409, 403, 403, 404, 404, 404, 404, 401),  # the only one
}


def address(wood, name):
    here = [wood.cluster.pk]
    if name.endswith("step"):
        here += [chosen(wood).number, "outline"]
    elif name != "outline":
        here.append(an_outline(wood)[0].pk)
    return reverse(f"decisions:{name}", args=here)


@pytest.mark.parametrize(("name", "method"), MATRIX, ids=lambda v: v)
def test_access(wood, name, method):
    assert answers(wood, method, address(wood, name)) == MATRIX[(name, method)]


def test_a_step_that_does_not_follow_is_not_there(wood):
    url = reverse("decisions:take-step", args=[wood.cluster.pk, chosen(wood).number, "meeting"])
    assert answers(wood, "get", url)[1] == 404
