"""Who may knock at which door of where a cluster could save."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.purchasing.models import Opportunity
from tests.access import answers, client_of
from tests.purchasing.comparing import look, wood_that_buys

pytestmark = pytest.mark.django_db

#          rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 403, 404, 404, 404, 404, 401)
RUN_IT = (200, 200, 403, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("opportunities", "get"): INSIDE,
    ("opportunity", "get"): INSIDE,
    ("find-opportunities", "post"): (302, 302, 302, 403, 404, 404, 404, 404, 401),
    ("put-opportunity-by", "get"): RUN_IT,
    ("bring-back-opportunity", "post"): (409, 409, 403, 403, 404, 404, 404, 404, 401),
}
OF_ALL = {"opportunities", "find-opportunities"}


@pytest.mark.parametrize(("name", "method"), MATRIX, ids=lambda v: v)
def test_access(wood, name, method):
    look(wood_that_buys(wood))
    one = Opportunity.objects.get(kind="join")
    here = [wood.cluster.pk] if name in OF_ALL else [wood.cluster.pk, one.pk]
    assert answers(wood, method, reverse(f"purchasing:{name}", args=here)) == MATRIX[(name, method)]


def test_next_door_is_another_list(wood):
    look(wood_that_buys(wood))
    one = Opportunity.objects.get(kind="join")
    url = reverse("purchasing:opportunity", args=[wood.next_door.pk, one.pk])
    assert client_of(wood, "willow").get(url).status_code == 404
