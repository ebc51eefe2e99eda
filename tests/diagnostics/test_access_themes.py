"""Who may knock at which door of themes and rounds."""

import pytest
from django.urls import reverse

from spinney.diagnostics.actions.themes import hold_round
from tests.access import answers, client_of
from tests.diagnostics.themes import put, said
from tests.personas import NOON

#         rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 403, 404, 404, 404, 404, 401)


def helps(answer, then=None):
    """The manager, then the facilitator, who may find it done (`then`)."""
    return (answer, then or answer, 403, 403, 404, 404, 404, 404, 401)


MATRIX = {
    ("themes", "get"): INSIDE,
    ("theme", "get"): INSIDE,
    ("rounds", "get"): INSIDE,
    ("print-ballot", "get"): INSIDE,
    ("add-theme", "get"): helps(200),
    ("edit-theme", "get"): helps(200),
    ("merge-theme", "get"): helps(200),
    ("hold-round", "get"): helps(200),
    ("choose-theme", "post"): helps(302, 409),
    ("restore-theme", "post"): helps(409),
    ("take-back-round", "post"): helps(302, 409),
    ("choose-theme", "get"): helps(405),
    ("restore-theme", "get"): helps(405),
    ("take-back-round", "get"): helps(405),
}


@pytest.mark.parametrize(("door", "method"), MATRIX, ids=lambda part: part)
def test_who_may_knock(wood, door, method):
    hr, _ = put(wood, "HR", "ICT")
    held = hold_round(cluster=wood.cluster, said=said(), by=wood.ash, now=NOON)
    here = [wood.cluster.pk]
    of_theme = {"theme", "edit-theme", "merge-theme", "choose-theme", "restore-theme"}
    if door in of_theme:
        here.append(hr.pk)
    if door == "take-back-round":
        here.append(held.pk)
    url = reverse(f"diagnostics:{door}", args=here)
    assert answers(wood, method, url) == MATRIX[door, method]


def test_a_theme_of_the_cluster_next_door_is_not_there(wood):
    (hr,) = put(wood, "HR")
    url = reverse("diagnostics:theme", args=[wood.next_door.pk, hr.pk])
    assert set(answers(wood, "get", url)) <= {404, 401, 403}


def test_few_queries(wood, django_assert_max_num_queries):
    put(wood, "HR", "ICT", "Buildings", "Training")
    hold_round(cluster=wood.cluster, said=said(ICT="Later"), by=wood.ash, now=NOON)
    visitor = client_of(wood, "birch")
    with django_assert_max_num_queries(20):
        visitor.get(reverse("diagnostics:themes", args=[wood.cluster.pk]))
    with django_assert_max_num_queries(20):
        visitor.get(reverse("diagnostics:rounds", args=[wood.cluster.pk]))
