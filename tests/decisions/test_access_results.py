"""Who may knock at which door of closing ballots and of their results."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.decisions.actions.results import close_ballot
from spinney.decisions.states import BallotState
from tests.access import answers, client_of
from tests.decisions.making import NOON, a_ballot, vote_of

pytestmark = pytest.mark.django_db

#      rowan ash birch cedar hazel elm willow sorrel nobody
OUT = (404, 404, 404, 404, 401)


def closed(wood, **changes):
    """A ballot that was closed with the one vote of Birch House."""
    ballot = a_ballot(wood, "approve", **changes)
    vote_of(ballot, wood.organisations["birch"], {"1": 1})
    return close_ballot(ballot=ballot, by=wood.ash, now=NOON + timedelta(hours=2))


def url_of(ballot, name, *more):
    return reverse(f"decisions:{name}", args=[ballot.cluster_id, ballot.pk, *more])


def test_the_result_is_its_members_to_see(wood):
    url = url_of(closed(wood), "result")
    assert answers(wood, "get", url) == (200, 200, 200, 200, *OUT)


def test_so_are_its_files(wood):
    ballot = closed(wood)
    for key in ("result_csv", "votes_xlsx", "json"):
        url = url_of(ballot, "result-file", key)
        assert answers(wood, "get", url) == (200, 200, 200, 200, *OUT)
    assert answers(wood, "get", url_of(ballot, "result-file", "pb"))[:2] == (404, 404)


@pytest.mark.parametrize("state", [BallotState.OPEN, BallotState.WITHDRAWN, BallotState.REPLACED])
def test_there_is_none_before_the_close(wood, state):
    now = timezone.now()
    dates = {"opened_at": now, "closes_at": now + timedelta(days=2)}
    ballot = a_ballot(wood, "approve", state=state, **dates)
    for url in (url_of(ballot, "result"), url_of(ballot, "result-file", "json")):
        assert answers(wood, "get", url) == (409, 409, 409, 409, *OUT)


def test_only_those_who_run_it_close_it(wood):
    now = timezone.now()
    dates = {"opened_at": now, "closes_at": now + timedelta(days=2)}
    url = url_of(a_ballot(wood, "approve", **dates), "close-ballot")
    assert answers(wood, "post", url) == (409, 409, 403, 403, *OUT)  # birch has not voted
    over = url_of(a_ballot(wood, "approve"), "close-ballot")
    assert answers(wood, "post", over) == (302, 409, 403, 403, *OUT)  # rowan closed it first


def test_files_are_looked_at_by_those_who_run_it(wood):
    url = reverse("decisions:look-at-file", args=[wood.cluster.pk])
    assert answers(wood, "get", url) == (200, 200, 403, 403, *OUT)
    url = reverse("decisions:import-ballot", args=[wood.cluster.pk])
    assert answers(wood, "post", url, {"seen": "x"}) == (422, 422, 403, 403, *OUT)


def test_the_result_of_a_neighbour_is_not_found_under_this_address(wood):
    ballot = closed(wood)
    url = reverse("decisions:result", args=[wood.next_door.pk, ballot.pk])
    assert answers(wood, "get", url)[:3] == (404, 404, 404)


def test_its_page_takes_few_queries(wood, django_assert_max_num_queries):
    ballot = closed(wood)
    client = client_of(wood, "ash")
    client.get(url_of(ballot, "result"))
    with django_assert_max_num_queries(22):
        client.get(url_of(ballot, "result"))
