"""Who may knock at which door of the resource inventory."""

import pytest
from django.urls import reverse

from tests.access import answers, client_of
from tests.diagnostics.items import ROOM, VAN, join, show

#         rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 403, 404, 404, 404, 404, 401)
OWN = (403, 403, 200, 403, 404, 404, 404, 404, 401)


def own(answer):
    """Birch alone: it is hers."""
    return (403, 403, answer, 403, 404, 404, 404, 404, 401)


MATRIX = {
    ("inventory", "get"): INSIDE,
    ("item", "get"): INSIDE,
    ("add-item", "get"): OWN,
    ("items-from-answers", "get"): OWN,
    ("confirm-items", "get"): OWN,
    ("edit-item", "get"): OWN,
    ("end-item", "post"): own(302),
    ("reopen-item", "post"): own(409),
    ("note-match", "get"): INSIDE,
    ("forget-match", "post"): (302, 302, 302, 403, 404, 404, 404, 404, 401),
    ("end-item", "get"): own(405),
    ("reopen-item", "get"): own(405),
}


ALONE = ("inventory", "add-item", "items-from-answers", "confirm-items")


@pytest.mark.parametrize(("door", "method"), MATRIX, ids=lambda part: part)
def test_who_may_knock(wood, door, method):
    van = show(wood, VAN, wood.birch)
    need = show(wood, ROOM, join(wood, "Larch Youth"))
    here = [wood.cluster.pk]
    if door not in ALONE:
        here.append(van.pk)
    if door.endswith("-match"):
        here.append(need.pk)
    assert answers(wood, method, reverse(f"diagnostics:{door}", args=here)) == MATRIX[door, method]


def test_items_of_the_cluster_next_door_are_not_there(wood):
    van = show(wood, VAN, wood.birch)
    url = reverse("diagnostics:item", args=[wood.next_door.pk, van.pk])
    assert set(answers(wood, "get", url)) <= {404, 401}


def test_few_queries(wood, django_assert_max_num_queries):
    larch = join(wood, "Larch Youth")
    for _ in range(5):
        show(wood, VAN, wood.birch)
        need = show(wood, ROOM, larch)
    visitor = client_of(wood, "birch")
    with django_assert_max_num_queries(22):
        visitor.get(reverse("diagnostics:inventory", args=[wood.cluster.pk]))
    with django_assert_max_num_queries(20):
        visitor.get(reverse("diagnostics:item", args=[wood.cluster.pk, need.pk]))
