"""Who may knock at which door of the list of who does what."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.access import answers, client_of
from tests.decisions.registering import an_action

pytestmark = pytest.mark.django_db

#          rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 200, 404, 404, 404, 404, 401)
RUN_IT = (200, 200, 403, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("action-list", "get"): INSIDE,
    ("action-calendar", "get"): INSIDE,
    ("add-action", "get"): RUN_IT,
    ("action-item", "get"): INSIDE,
    ("edit-action", "get"): RUN_IT,
    ("drop-action", "get"): RUN_IT,
    ("finish-action", "get"): (200, 200, 200, 403, 404, 404, 404, 404, 401),  # it is Birch's
    ("reopen-action", "post"): (409, 409, 409, 403, 404, 404, 404, 404, 401),  # it is open
}
OF_ALL = {"action-list", "action-calendar", "add-action"}


@pytest.mark.parametrize(("name", "method"), MATRIX, ids=lambda v: v)
def test_access(wood, name, method):
    item = an_action(wood, organisation=wood.organisations["birch"])
    here = [wood.cluster.pk] if name in OF_ALL else [wood.cluster.pk, item.pk]
    url = reverse(f"decisions:{name}", args=here)
    assert answers(wood, method, url) == MATRIX[(name, method)]


def test_next_door_is_another_list(wood):
    item = an_action(wood)
    url = reverse("decisions:action-item", args=[wood.next_door.pk, item.pk])
    assert client_of(wood, "willow").get(url).status_code == 404
