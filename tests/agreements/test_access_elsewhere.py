"""Who may bring in what was signed elsewhere, and who compares it."""

import pytest
from django.urls import reverse

from tests.access import answers, client_of
from tests.agreements.elsewhere_cases import bring_in

#         rowan ash birch cedar hazel elm willow sorrel nobody
TAKES_PART = (200, 200, 200, 403, 404, 404, 404, 404, 401)
LOOKS = (200, 200, 200, 404, 404, 404, 404, 404, 401)
WRITES = (200, 200, 403, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("bring-in-agreement", "get"): TAKES_PART,
    ("brought-in", "get"): LOOKS,
    ("redate-original", "get"): WRITES,
    ("ask-of-original", "post"): (302, 302, 403, 403, 404, 404, 404, 404, 401),
    ("confirm-original", "post"): TAKES_PART,  # nothing ticked: the page again
    ("confirm-original", "get"): (405, 405, 405, 403, 404, 404, 404, 404, 401),
    ("take-back-original", "post"): (409, 409, 403, 403, 404, 404, 404, 404, 401),
}


@pytest.mark.parametrize(("door", "method"), MATRIX, ids=lambda part: part)
def test_who_may_knock(wood, door, method):
    args = [wood.cluster.pk]
    if door != "bring-in-agreement":
        args.append(bring_in(wood).pk)
    if door == "ask-of-original":
        args.append("quorum")
    url = reverse(f"agreements:{door}", args=args)
    assert answers(wood, method, url) == MATRIX[door, method]


def test_not_through_the_cluster_next_door(wood):
    url = reverse("agreements:brought-in", args=[wood.next_door.pk, bring_in(wood).pk])
    assert client_of(wood, "willow").get(url).status_code == 404
