"""Who may knock at which door of voting."""

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.decisions.actions.proxies import give_proxy
from spinney.decisions.models import Vote
from tests.access import answers
from tests.decisions.making import a_meeting
from tests.decisions.voting import open_now, vote_now

pytestmark = pytest.mark.django_db

#      rowan ash birch cedar hazel elm willow sorrel nobody
OUT = (404, 404, 404, 404, 401)
ALL = (200, 200, 200, 200, *OUT)
PAGES = {
    "vote": (403, 403, 200, 200, *OUT),
    "interests": ALL,
    "declare-interest": (403, 403, 200, 200, *OUT),
    "proxies": ALL,
    "give-proxy": (403, 403, 200, 200, *OUT),
    "objections": ALL,
}
SAID = {
    "take-back-vote": ({}, (200, 200, 302, 302, *OUT)),  # 200: told why not, in the form
    "withdraw-interest": ({}, (403, 403, 409, 409, *OUT)),
}


def a_consent(wood):
    return open_now(wood, "consent", voters=("birch", "cedar"))


def address(wood, name, ballot, *more):
    return reverse(f"decisions:{name}", args=[wood.cluster.pk, ballot.pk, *more])


@pytest.mark.parametrize("name", PAGES)
def test_pages(wood, name):
    assert answers(wood, "get", address(wood, name, a_consent(wood))) == PAGES[name]


@pytest.mark.parametrize("name", SAID)
def test_deeds(wood, name):
    fields, expected = SAID[name]
    ballot = a_consent(wood)
    assert answers(wood, "post", address(wood, name, ballot), fields) == expected


def test_voting(wood):
    ballot = a_consent(wood)
    said = {"says": "consent", "deed": "cast"}
    url = address(wood, "vote", ballot)
    assert answers(wood, "post", url, said) == (403, 403, 302, 302, *OUT)
    assert Vote.objects.count() == 2


def test_receipts(wood):
    names = ["Birch House", "Cedar Barn"]
    ballot = open_now(wood, "election", names, secret=True)
    assert answers(wood, "get", address(wood, "check-receipt", ballot)) == ALL


def test_objections_are_answered_by_all_inside(wood):
    ballot = a_consent(wood)
    vote_now(wood, ballot, says="object", reason="Dear")
    url = address(wood, "answer-objection", ballot, Vote.objects.get().pk)
    assert answers(wood, "get", url) == ALL


def test_voting_for_another(wood):
    ballot = a_consent(wood)
    cedar = wood.organisations["cedar"].pk
    url = address(wood, "vote-for", ballot, cedar)
    assert answers(wood, "get", url) == (403, 403, 403, 200, *OUT)
    proxy = give_proxy(
        about=ballot, holder_id=wood.organisations["birch"].pk, by=wood.cedar, now=timezone.now()
    )
    assert answers(wood, "get", url) == (403, 403, 200, 200, *OUT)
    url = reverse("decisions:end-proxy", args=[wood.cluster.pk, proxy.pk])
    # birch gives it back, so cedar comes too late
    assert answers(wood, "post", url) == (403, 403, 302, 409, *OUT)


def test_at_a_meeting(wood):
    meeting = a_meeting(wood)
    url = reverse("decisions:give-meeting-proxy", args=[wood.cluster.pk, meeting.pk])
    assert answers(wood, "get", url) == (403, 403, 200, 200, *OUT)
