"""Who may knock at which door of groups: only those who run the place, wherever it stands."""

import pytest
from django.urls import reverse

from spinney.base.kernel.actors import cluster_scope, programme_scope
from spinney.diagnostics.actions.proposals import copy_proposal
from spinney.diagnostics.models import Grouping
from spinney.diagnostics.queries.group_words import KINDS
from tests.access import answers, client_of
from tests.diagnostics.groupings import asked, locality, proposed
from tests.personas import NOON


#         rowan ash birch cedar hazel elm willow sorrel nobody
def runs(answer, then=None):
    """In a cluster: the manager, then the facilitator, who may find it done (`then`)."""
    return (answer, then or answer, 403, 403, 404, 404, 404, 404, 401)


def manages(answer):
    """In a programme: its manager alone; others with a part in it are told so."""
    return (answer, 403, 403, 403, 404, 404, 404, 404, 401)


#: door -> method -> the answer, and the answer to whoever comes second
DOORS = {
    ("groupings", "get"): (200, 200),
    ("make-grouping", "get"): (200, 200),
    ("grouping", "get"): (200, 200),
    ("edit-grouping", "get"): (200, 200),
    ("add-pair", "get"): (200, 200),
    ("compare-proposals", "get"): (200, 200),
    ("proposal", "get"): (200, 200),
    ("copy-proposal", "get"): (200, 200),
    ("move-organisation", "get"): (200, 200),
    ("duplicate-grouping", "post"): (302, 302),
    ("remove-grouping", "post"): (302, 404),
    ("restore-grouping", "post"): (404, 404),
    ("remove-pair", "post"): (302, 302),
    ("propose-groups", "post"): (302, 409),
    ("undo-move", "post"): (409, 409),
    ("redo-move", "post"): (409, 409),
    ("choose-proposal", "post"): (302, 409),
    ("take-back-choice", "post"): (409, 409),
    ("remove-grouping", "get"): (405, 405),
    ("propose-groups", "get"): (405, 405),
    ("choose-proposal", "get"): (405, 405),
}
OF_PROPOSAL = {
    "proposal", "copy-proposal", "move-organisation", "undo-move", "redo-move", "choose-proposal",
    "take-back-choice",
}  # fmt: skip


def address(door, grouping):
    here = [grouping.scope]
    if door not in ("groupings", "make-grouping"):
        here.append(grouping.pk)
    if door in OF_PROPOSAL:
        here.append(1)
    return reverse(f"diagnostics:{door}", args=here)


def kept(wood, place):
    """A question with two proposals."""
    locality(wood)
    grouping = asked(wood, place=place)
    proposed(wood, grouping, by=wood.rowan if place.kind == "programme" else wood.ash)
    return grouping


@pytest.mark.parametrize(("door", "method"), DOORS, ids=lambda part: part)
def test_in_a_cluster(wood, door, method):
    grouping = kept(wood, cluster_scope(wood.cluster.pk))
    url = address(door, grouping)
    assert answers(wood, method, url) == runs(*DOORS[door, method])


@pytest.mark.parametrize(("door", "method"), DOORS, ids=lambda part: part)
def test_in_a_programme(wood, door, method):
    grouping = kept(wood, programme_scope(wood.programme.pk))
    url = address(door, grouping)
    found = answers(wood, method, url)
    if DOORS[door, method][0] == 405:
        assert set(found) <= {405, 404, 403, 401}
    else:
        assert found == manages(DOORS[door, method][0])


def test_next_door_it_is_not_there(wood):
    grouping = kept(wood, cluster_scope(wood.cluster.pk))
    Grouping.objects.filter(pk=grouping.pk).update(cluster=wood.next_door)
    assert client_of(wood, "ash").get(address("grouping", grouping)).status_code == 404
    grouping.refresh_from_db()
    assert client_of(wood, "ash").get(address("grouping", grouping)).status_code == 404


def test_the_way_in_is_for_those_who_run_it(wood):
    door = reverse("diagnostics:groupings", args=[cluster_scope(wood.cluster.pk)])
    page = f"/clusters/{wood.cluster.pk}/"
    assert door in client_of(wood, "ash").get(page).content.decode()
    assert door not in client_of(wood, "birch").get(page).content.decode()


def test_few_queries(wood, django_assert_max_num_queries):
    grouping = kept(wood, cluster_scope(wood.cluster.pk))
    copy_proposal(proposal=grouping.proposals.first(), title=KINDS["best"], by=wood.ash, now=NOON)
    visitor = client_of(wood, "ash")
    for door, most in (
        ("groupings", 22), ("grouping", 26), ("proposal", 22), ("compare-proposals", 22),
        ("move-organisation", 22),
    ):  # fmt: skip
        with django_assert_max_num_queries(most):
            visitor.get(address(door, grouping))
