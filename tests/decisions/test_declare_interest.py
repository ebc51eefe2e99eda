"""Whoever has an interest takes no part: its vote is struck, and it can take that back."""

import pytest
from django.test import Client
from django.utils import timezone

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.record.models import Entry
from spinney.decisions.actions.interests import declare_interest
from spinney.decisions.models import Elector, Vote
from tests.access import client_of
from tests.decisions.voting import close_now, link_for, open_now, vote_now

pytestmark = pytest.mark.django_db


def declare(wood, ballot, who="birch", text="We own the hall", code=""):
    return declare_interest(
        ballot=ballot, interest=text, receipt=code, by=wood.actor(who), now=timezone.now()
    )


def test_its_vote_is_struck_and_it_votes_no_more(wood):
    ballot = open_now(wood)
    vote_now(wood, ballot, says="agree")
    found = declare(wood, ballot)
    assert found.interest == "We own the hall"
    assert not Vote.objects.exists()
    assert Elector.objects.get().voted_at is None
    assert Entry.objects.filter(verb="decisions.declare_interest").exists()
    with pytest.raises(NotAllowed, match="declared an interest"):
        vote_now(wood, ballot, says="agree")
    with pytest.raises(WrongState, match="already"):
        declare(wood, ballot)


def test_in_a_secret_ballot_its_vote_is_found_by_the_code_alone(wood):
    ballot = open_now(wood, "election", ["Birch House", "Cedar Barn"], secret=True)
    code = vote_now(wood, ballot, marks={"1": 1}).receipt
    with pytest.raises(BadInput, match="code on the receipt"):
        declare(wood, ballot)
    declare(wood, ballot, code=code)
    assert ballot.sealed_votes.get().check_digest == ""


def test_what_cannot_be(wood):
    ballot = open_now(wood)
    with pytest.raises(BadInput, match="Say what your interest is"):
        declare(wood, ballot, text=" ")
    with pytest.raises(NotAllowed):
        declare(wood, ballot, "cedar")
    close_now(ballot)
    with pytest.raises(WrongState):
        declare(wood, ballot)


def test_by_a_link_and_the_members_read_it(wood):
    ballot = open_now(wood)
    path = link_for(wood, ballot)
    assert Client().post(path + "interest/", {"interest": "We own the hall"})["Location"] == path
    page = Client().get(path).content.decode()
    assert "You take no part" in page
    assert "take part again" in page
    listed = client_of(wood, "ash").get(
        f"/clusters/{wood.cluster.pk}/ballots/{ballot.pk}/interests/"
    )
    assert "We own the hall" in listed.content.decode()
