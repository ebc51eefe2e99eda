"""A vote is taken back while voting is open: in a secret ballot with its code alone."""

import pytest
from django.utils import timezone

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.decisions.actions.voting import take_back_vote
from spinney.decisions.models import Elector, Vote
from tests.decisions.voting import close_now, open_now, vote_now
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def take_back(wood: Wood, ballot, who="birch", code=""):
    own = wood.organisations["birch"].pk
    return take_back_vote(
        ballot=ballot, organisation_id=own, receipt=code, by=wood.actor(who), now=timezone.now()
    )


def test_it_is_as_if_one_had_not_voted(wood):
    ballot = open_now(wood)
    assert take_back(wood, ballot) is False
    vote_now(wood, ballot, says="agree")
    assert take_back(wood, ballot) is True
    assert not Vote.objects.exists()
    assert Elector.objects.get().voted_at is None


def test_a_secret_one_takes_its_code(wood):
    ballot = open_now(wood, "election", ["Birch House", "Cedar Barn"], secret=True)
    code = vote_now(wood, ballot, marks={"1": 1}).receipt
    with pytest.raises(BadInput, match="code on the receipt"):
        take_back(wood, ballot)
    assert take_back(wood, ballot, code=code)
    place = ballot.sealed_votes.get()
    assert (place.check_digest, place.marks) == ("", {})
    assert vote_now(wood, ballot, marks={"2": 1}).receipt != code


def test_not_by_others_and_not_too_late(wood):
    ballot = open_now(wood)
    vote_now(wood, ballot, says="agree")
    with pytest.raises(NotAllowed):
        take_back(wood, ballot, "ash")
    close_now(ballot)
    with pytest.raises(WrongState):
        take_back(wood, ballot)
    assert Vote.objects.exists()
