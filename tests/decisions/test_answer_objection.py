"""An objection is seen at once, answered, and kept or taken back; unanswered, it waits."""

import pytest
from django.test import Client
from django.utils import timezone

from spinney.base.access.asks import asked_of
from spinney.base.kernel.errors import BadInput, NotFound, WrongState
from spinney.base.post.models import Message
from spinney.decisions.actions.objections import answer_objection
from spinney.decisions.models import ObjectionAnswer, Vote
from spinney.decisions.queries.voting import objections_in, unanswered
from tests.access import client_of
from tests.decisions.voting import close_now, link_for, open_now, vote_now

pytestmark = pytest.mark.django_db

BOTH = ("birch", "cedar")


def objected(wood):
    ballot = open_now(wood, "consent", voters=BOTH)
    vote_now(wood, ballot, says="object", reason="It costs too much")
    return ballot, Vote.objects.get()


def answer(wood, vote, who="ash", text="We make it cheaper"):
    return answer_objection(vote=vote, text=text, by=wood.actor(who), now=timezone.now())


def test_it_waits_until_it_is_answered_and_the_objector_is_asked(wood):
    ballot, vote = objected(wood)
    asks = [one.what for one in asked_of(wood.ash, timezone.now())]
    assert f"Answer 1 objection: {ballot.title}" in asks
    answer(wood, vote)
    assert unanswered(ballot) == []
    assert len(objections_in(ballot)) == 1
    letter = Message.objects.get(person=wood.people["birch"])
    assert letter.subject.startswith("Answer by ")
    assert "cheaper" not in letter.body
    page = Client().get(link_for(wood, ballot)).content.decode()
    assert "We make it cheaper" in page
    vote_now(wood, ballot, says="consent")
    assert objections_in(ballot) == []
    with pytest.raises(WrongState, match="taken back"):
        answer(wood, vote)


def test_all_members_read_it_at_once_before_they_vote(wood):
    ballot, vote = objected(wood)
    page = Client().get(link_for(wood, ballot, "cedar")).content.decode()
    assert "It costs too much" in page
    address = f"/clusters/{wood.cluster.pk}/ballots/{ballot.pk}/objections/"
    assert "It costs too much" in client_of(wood, "ash").get(address).content.decode()
    sent = client_of(wood, "ash").post(f"{address}{vote.pk}/answer/", {"text": "We hear you"})
    assert sent["Location"] == address
    assert ObjectionAnswer.objects.get().person == wood.people["ash"]


def test_what_cannot_be(wood):
    ballot, vote = objected(wood)
    with pytest.raises(BadInput, match="Write your answer"):
        answer(wood, vote, text="")
    with pytest.raises(NotFound):
        answer(wood, vote, "willow")
    close_now(ballot)
    with pytest.raises(WrongState):
        answer(wood, vote)


def test_a_disagreement_that_stops_nothing_is_no_objection(wood):
    ballot = open_now(wood, "motion")
    vote_now(wood, ballot, says="disagree", reason="No")
    assert objections_in(ballot) == []
