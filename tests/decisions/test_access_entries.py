"""Who may knock at which door of votes on paper and by phone."""

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.decisions.actions import entries, envelopes
from spinney.decisions.states import BallotState, VotedHow
from tests.access import answers, client_of
from tests.decisions.making import WEEK, a_ballot
from tests.decisions.paper import two_members

pytestmark = pytest.mark.django_db

#      rowan ash birch cedar hazel elm willow sorrel nobody
OUT = (404, 404, 404, 404, 401)
RUN = (200, 200, 403, 403, *OUT)


def open_now(wood, **changes):
    """A ballot that is open while the test runs."""
    now = timezone.now()
    return two_members(wood, opened_at=now, closes_at=now + WEEK, **changes)


def url_of(ballot, name, *more):
    return reverse(f"decisions:{name}", args=[ballot.cluster_id, ballot.pk, *more])


def typed_by_ash(wood, ballot, who="fern"):
    came = entries.Came(VotedHow.PAPER, timezone.localdate())
    return entries.enter_vote(
        ballot=ballot, organisation_id=wood.organisations[who].pk, came=came, marks={"2": 1},
        by=wood.ash, now=timezone.now(),
    )  # fmt: skip


def envelopes_of(wood, ballot):
    ids = [wood.organisations[name].pk for name in ("birch", "fern")]
    return envelopes.note_envelopes(
        ballot=ballot, organisation_ids=ids, by=wood.ash, now=timezone.now()
    )


OPEN_PAGES = {
    "entries": (200, 200, 200, 403, *OUT),
    "enter-vote": RUN,
    "print-ballot-papers": RUN,
    "note-envelopes": (409, 409, 403, 403, *OUT),
    "enter-paper": (409, 409, 409, 403, *OUT),
    "count-papers": (409, 409, 409, 403, *OUT),
}
SECRET_PAGES = {
    "entries": (200, 200, 200, 403, *OUT),
    "enter-vote": (409, 409, 403, 403, *OUT),
    "print-ballot-papers": RUN,
    "note-envelopes": RUN,
    "enter-paper": (200, 200, 200, 403, *OUT),
    "count-papers": (200, 200, 200, 403, *OUT),
}


@pytest.mark.parametrize("name", OPEN_PAGES)
def test_pages_of_an_open_ballot(wood, name):
    assert answers(wood, "get", url_of(open_now(wood), name)) == OPEN_PAGES[name]


@pytest.mark.parametrize("name", SECRET_PAGES)
def test_pages_of_a_secret_ballot(wood, name):
    ballot = open_now(wood, secret=True)
    envelopes_of(wood, ballot)
    assert answers(wood, "get", url_of(ballot, name)) == SECRET_PAGES[name]


def test_an_entry(wood):
    ballot = open_now(wood)
    entry = typed_by_ash(wood, ballot)
    confirm = url_of(ballot, "confirm-entry", entry.pk)
    refuse = url_of(ballot, "refuse-entry", entry.pk)
    assert answers(wood, "get", confirm) == (200, 403, 200, 403, *OUT)  # ash typed it
    assert answers(wood, "get", refuse) == RUN
    said = {"marks": "2", "reason": ""}
    assert answers(wood, "post", confirm, said) == (302, 409, 409, 403, *OUT)
    assert answers(wood, "post", refuse) == (409, 409, 403, 403, *OUT)
    other = url_of(open_now(wood), "confirm-entry", entry.pk)
    assert answers(wood, "get", other)[:3] == (404, 404, 404)


def test_envelopes_and_papers(wood):
    ballot = open_now(wood, secret=True)
    envelope = envelopes_of(wood, ballot)[0]
    paper = envelopes.enter_paper(
        ballot=ballot, marks={"1": 1}, by=wood.ash, now=timezone.now()
    )  # fmt: skip
    drop = url_of(ballot, "drop-paper", paper.pk)
    assert answers(wood, "post", drop) == (403, 302, 404, 403, *OUT)  # only ash, who typed it
    drop = url_of(ballot, "drop-envelope", envelope.pk)
    assert answers(wood, "post", drop) == (302, 409, 403, 403, *OUT)


def test_before_it_opens_papers_can_be_printed_and_nothing_be_typed(wood):
    ballot = a_ballot(wood, "choose", state=BallotState.ANNOUNCED, opened_at=None, closes_at=None)
    assert answers(wood, "get", url_of(ballot, "print-ballot-papers")) == RUN
    assert answers(wood, "get", url_of(ballot, "enter-vote")) == (409, 409, 403, 403, *OUT)
    over = open_now(wood, state=BallotState.WITHDRAWN)
    assert answers(wood, "get", url_of(over, "print-ballot-papers"))[:2] == (409, 409)


def test_the_list_takes_few_queries_however_many_wait(wood, django_assert_max_num_queries):
    ballot = open_now(wood)
    for name in ("birch", "fern"):
        typed_by_ash(wood, ballot, name)
    client = client_of(wood, "rowan")
    url = url_of(ballot, "entries")
    client.get(url)
    with django_assert_max_num_queries(20):
        page = client.get(url).content.decode()
    assert "Type it again: Birch House" in page
    assert "Typed by Ash" in page
