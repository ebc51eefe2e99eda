"""Who may knock at which door of learning."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.access import answers, client_of
from tests.agreements.making import another_member
from tests.evaluation.learning import a_lesson, a_new_thing, an_event

pytestmark = pytest.mark.django_db

#          rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 403, 404, 404, 404, 404, 401)
ONCE = (302, 409, 409, 403, 404, 404, 404, 404, 401)
MANAGES = (200, 403, 403, 403, 404, 404, 404, 404, 401)
IN_CLUSTER = {
    ("learning", "get"): INSIDE,
    ("tell-lesson", "get"): INSIDE,
    ("edit-lesson", "get"): INSIDE,
    ("remove-lesson", "post"): ONCE,
    ("restore-lesson", "post"): (409, 409, 409, 403, 404, 404, 404, 404, 401),  # it is there
    ("tell-spin-off", "get"): INSIDE,
    ("spin-off", "get"): INSIDE,
    ("edit-spin-off", "get"): INSIDE,
    ("remove-spin-off", "post"): ONCE,
    ("restore-spin-off", "post"): (409, 409, 409, 403, 404, 404, 404, 404, 401),  # it is there
    ("ask-partner", "get"): INSIDE,
    ("confirm-spin-off", "post"): (403, 403, 403, 403, 404, 404, 404, 404, 401),  # Birch's own
    ("refuse-spin-off", "get"): (403, 403, 403, 403, 404, 404, 404, 404, 401),
}
IN_PROGRAMME = {
    ("programme-learning", "get"): INSIDE,
    ("learning-event", "get"): INSIDE,
    ("plan-event", "get"): MANAGES,
    ("edit-event", "get"): MANAGES,
    ("call-off-event", "post"): (302, 403, 403, 403, 404, 404, 404, 404, 401),
    ("plan-event-again", "post"): (409, 403, 403, 403, 404, 404, 404, 404, 401),  # it is planned
    ("invite-to-event", "post"): (302, 403, 403, 403, 404, 404, 404, 404, 401),
    ("note-who-came", "get"): MANAGES,
}
OF_ALL = {"learning", "tell-lesson", "tell-spin-off", "programme-learning", "plan-event"}


@pytest.mark.parametrize(("name", "method"), IN_CLUSTER, ids=lambda v: v)
def test_in_a_cluster(wood, name, method):
    one = a_lesson(wood) if "lesson" in name else a_new_thing(wood)
    args = [wood.cluster.pk] if name in OF_ALL else [wood.cluster.pk, one.pk]
    url = reverse(f"evaluation:{name}", args=args)
    assert answers(wood, method, url) == IN_CLUSTER[(name, method)]


@pytest.mark.parametrize(("name", "method"), IN_PROGRAMME, ids=lambda v: v)
def test_in_a_programme(wood, name, method):
    event = an_event(wood)
    args = [wood.programme.pk] if name in OF_ALL else [wood.programme.pk, event.pk]
    url = reverse(f"evaluation:{name}", args=args)
    assert answers(wood, method, url) == IN_PROGRAMME[(name, method)]


def test_another_member_confirms(wood):
    another_member(wood, "maple")
    one = a_new_thing(wood)
    url = reverse("evaluation:refuse-spin-off", args=[wood.cluster.pk, one.pk])
    assert client_of(wood, "maple").get(url).status_code == 200
