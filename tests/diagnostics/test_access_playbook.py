"""Who may knock at which door of the playbook and of a facilitator's private log."""

import pytest
from django.urls import reverse

from spinney.clusters.models import Facilitator
from tests.access import answers, client_of
from tests.diagnostics.playbook import did, log
from tests.personas import TODAY

#          rowan ash birch cedar hazel elm willow sorrel nobody
ACCOUNT = (200, 200, 200, 200, 200, 200, 200, 200, 401)
WRITERS = (403, 200, 403, 403, 404, 404, 404, 404, 401)
ANYBODY_POSTS = (405, 405, 405, 405, 405, 405, 405, 405, 401)


def helps(answer, then=None):
    """Managers, then facilitators, who find it done (`then`)."""
    return (answer, then or answer, 403, 403, 404, 404, 404, 404, 401)


def hers(answer):
    """Only Ash has logged such a thing."""
    return (404, answer, 404, 404, 404, 404, 404, 404, 401)


MATRIX = {
    ("playbook", "get"): helps(200),
    ("playbook-step", "get"): helps(200),
    ("step-sheet", "get"): helps(200),
    ("note-step", "get"): helps(200),
    ("take-back-step", "post"): helps(302, 409),
    ("hard-moments", "get"): helps(200),
    ("hard-moment", "get"): helps(200),
    ("log-episode", "get"): WRITERS,
    ("episodes", "get"): ACCOUNT,
    ("export-episodes", "get"): ACCOUNT,
    ("episode-patterns", "get"): ACCOUNT,
    ("episode", "get"): hers(200),
    ("edit-episode", "get"): hers(200),
    ("remove-episode", "post"): hers(302),
    ("restore-episode", "post"): hers(409),  # it is there
    ("take-back-step", "get"): helps(405),
    ("remove-episode", "get"): ANYBODY_POSTS,
    ("restore-episode", "get"): ANYBODY_POSTS,
}


@pytest.mark.parametrize(("door", "method"), MATRIX, ids=lambda part: part)
def test_who_may_knock(wood, door, method):
    cluster, done, episode = wood.cluster.pk, did(wood, "vision"), log(wood)
    things = {
        "playbook-step": [cluster, "vision"],
        "step-sheet": [cluster, "vision"],
        "note-step": [cluster, "vision"],
        "take-back-step": [cluster, done.pk],
        "hard-moment": [cluster, "veto"],
        "episodes": [],
        "export-episodes": [],
        "episode-patterns": [],
        "episode": [episode.pk],
        "edit-episode": [episode.pk],
        "remove-episode": [episode.pk],
        "restore-episode": [episode.pk],
    }
    url = reverse(f"diagnostics:{door}", args=things.get(door, [cluster]))
    assert answers(wood, method, url) == MATRIX[door, method]


@pytest.mark.parametrize("door", ["playbook-step", "step-sheet", "note-step", "hard-moment"])
def test_what_the_playbook_does_not_hold_is_not_there(wood, door):
    url = reverse(f"diagnostics:{door}", args=[wood.cluster.pk, "no-such-thing"])
    assert client_of(wood, "ash").get(url).status_code == 404


def test_what_was_noted_here_is_not_next_door(wood):
    done = did(wood, "vision")
    Facilitator.objects.create(cluster=wood.next_door, person=wood.people["ash"], starts_on=TODAY)
    url = reverse("diagnostics:take-back-step", args=[wood.next_door.pk, done.pk])
    assert client_of(wood, "ash").post(url).status_code == 404


def test_few_queries(wood, django_assert_max_num_queries):
    for what in ("veto", "own-way", "veto", "taking-credit"):
        log(wood, what)
    for step in ("icebreakers", "vision", "brainstorm"):
        did(wood, step)
    visitor = client_of(wood, "ash")
    for door, args, most in (
        ("playbook", [wood.cluster.pk], 26),
        ("playbook-step", [wood.cluster.pk, "hopes-and-fears"], 16),
        ("hard-moments", [wood.cluster.pk], 14),
        ("episodes", [], 16),
        ("episode-patterns", [], 18),
    ):
        with django_assert_max_num_queries(most):
            assert visitor.get(reverse(f"diagnostics:{door}", args=args)).status_code == 200
