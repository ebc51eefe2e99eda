"""Who may knock at which door of the support directory, in a cluster and in a programme."""

import pytest
from django.urls import reverse

from spinney.base.kernel.actors import cluster_scope, programme_scope
from tests.access import answers, client_of
from tests.diagnostics.supporting import asks, entry, route
from tests.diagnostics.test_note_take_up import note

#           rowan ash birch cedar hazel elm willow sorrel nobody
EVERYBODY_IN = (200, 200, 200, 200, 404, 404, 404, 404, 401)
MEMBERS = (200, 200, 200, 403, 404, 404, 404, 404, 401)


def helps(answer, then=None):
    """The manager, then the facilitator, who may find it done (`then`)."""
    return (answer, then or answer, 403, 403, 404, 404, 404, 404, 401)


MATRIX = {
    ("supports", "get"): EVERYBODY_IN,
    ("support", "get"): EVERYBODY_IN,
    ("add-support", "get"): helps(200),
    ("edit-support", "get"): helps(200),
    ("note-take-up", "get"): helps(200),
    ("take-up", "get"): helps(200),
    ("end-take-up", "get"): helps(200),
    ("check-support", "post"): helps(302),
    ("end-support", "post"): helps(302, 409),
    ("reopen-support", "post"): helps(409),
    ("take-back-take-up", "post"): helps(302, 409),
    ("requests", "get"): MEMBERS,
    ("request", "get"): MEMBERS,
    ("ask-for-support", "get"): MEMBERS,
    ("route-request", "get"): helps(200),
    ("answer-request", "get"): helps(200),
    ("finish-request", "get"): helps(200),
    ("close-request", "get"): MEMBERS,
    ("reopen-request", "post"): (409, 409, 409, 403, 404, 404, 404, 404, 401),
    ("check-support", "get"): helps(405),
}
OF_TAKE_UP = {"end-take-up", "take-back-take-up"}
ALONE = {"supports", "add-support", "take-up", "requests", "ask-for-support"}


@pytest.mark.parametrize(("door", "method"), MATRIX, ids=lambda part: part)
def test_who_may_knock(wood, door, method):
    support = entry(wood)
    took = note(wood, support)
    asked = route(wood, asks(wood))
    here = [cluster_scope(wood.cluster.pk)]
    if door in OF_TAKE_UP:
        here.append(took.pk)
    elif "request" in door and door not in ALONE:
        here.append(asked.pk)
    elif door not in ALONE:
        here.append(support.pk)
    assert answers(wood, method, reverse(f"diagnostics:{door}", args=here)) == MATRIX[door, method]


def test_a_whole_programme_has_one_too(wood):
    url = reverse("diagnostics:supports", args=[programme_scope(wood.programme.pk)])
    assert answers(wood, "get", url) == (200, 200, 200, 200, 404, 404, 404, 404, 401)
    url = reverse("diagnostics:support", args=[cluster_scope(wood.next_door.pk), entry(wood).pk])
    assert set(answers(wood, "get", url)) <= {404, 401}


def test_few_queries(wood, django_assert_max_num_queries):
    place = cluster_scope(wood.cluster.pk)
    for _ in range(4):
        entry(wood)
        asks(wood)
    visitor = client_of(wood, "ash")
    for door in ("supports", "requests"):
        with django_assert_max_num_queries(24):
            visitor.get(reverse(f"diagnostics:{door}", args=[place]))
