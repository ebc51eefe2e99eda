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


def in_cluster(wood, name):
    if name in OF_ALL:
        return reverse(f"evaluation:{name}", args=[wood.cluster.pk])
    one = a_lesson(wood) if "lesson" in name else a_new_thing(wood)
    return reverse(f"evaluation:{name}", args=[wood.cluster.pk, one.pk])


def in_programme(wood, name):
    args = [wood.programme.pk] if name in OF_ALL else [wood.programme.pk, an_event(wood).pk]
    return reverse(f"evaluation:{name}", args=args)


TABLES = {"cluster": (IN_CLUSTER, in_cluster), "programme": (IN_PROGRAMME, in_programme)}


@pytest.mark.parametrize("place", TABLES)
def test_who_reads(wood, place):
    table, url_in = TABLES[place]
    wanted = {key: statuses for key, statuses in table.items() if key[1] == "get"}
    found = {(name, way): answers(wood, way, url_in(wood, name)) for name, way in wanted}
    assert found == wanted


POSTS = [(place, *key) for place, (table, _) in TABLES.items() for key in table if "post" in key]


@pytest.mark.parametrize(("place", "name", "method"), POSTS, ids=lambda v: v)
def test_who_does(wood, place, name, method):
    table, url_in = TABLES[place]
    assert answers(wood, method, url_in(wood, name)) == table[(name, method)]


def test_another_member_confirms(wood):
    another_member(wood, "maple")
    one = a_new_thing(wood)
    url = reverse("evaluation:refuse-spin-off", args=[wood.cluster.pk, one.pk])
    assert client_of(wood, "maple").get(url).status_code == 200
