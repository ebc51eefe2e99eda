"""A second person types the vote again; if the two agree it counts, and they are told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.access.asks import asked_of
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.decisions.actions.entries import Came
from spinney.decisions.models import Elector, Entry, Vote
from spinney.decisions.states import VotedHow
from tests.decisions.making import DAY, NOON, vote_of
from tests.decisions.paper import LATER, confirmed, two_members, typed
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def test_where_two_agree_it_counts_and_they_get_a_link(wood: Wood) -> None:
    ballot = two_members(wood)
    entry = typed(wood, ballot, reason="It is cheep", came=Came(VotedHow.PHONE, DAY))
    confirmed(wood, entry, reason="It is cheap")
    vote = Vote.objects.get()
    assert (vote.marks, vote.reason, vote.how, vote.person) == (
        {"2": 1},
        "It is cheap",
        "phone",
        None,
    )
    assert Elector.objects.get(vote=vote).organisation == wood.organisations["birch"]
    entry.refresh_from_db()
    assert (entry.state, entry.settled_by, entry.marks) == ("confirmed", wood.rowan.label, {})
    letter = Message.objects.get(kind="decisions.vote_entered_for_you")
    assert (letter.email, letter.link.verb) == ("birch@example.org", "decisions.cast_vote")
    assert "Shared ICT" not in letter.body


def test_where_they_differ_nothing_changes(wood: Wood) -> None:
    entry = typed(wood, two_members(wood))
    with pytest.raises(BadInput, match="different votes"):
        confirmed(wood, entry, marks={"1": 1})
    assert Entry.objects.get().state == "waiting"
    assert not Vote.objects.exists()


def test_the_second_person_is_another_and_not_one_of_theirs(wood: Wood) -> None:
    ballot = two_members(wood)
    entry = typed(wood, ballot)
    with pytest.raises(NotAllowed, match="You typed it"):
        confirmed(wood, entry, by=wood.ash)
    with pytest.raises(NotAllowed, match="You act for Birch House"):
        confirmed(wood, entry, by=wood.birch)
    confirmed(wood, entry, by=wood.actor("fern"))
    assert Vote.objects.get().marks == {"2": 1}
    with pytest.raises(WrongState, match="settled already"):
        confirmed(wood, entry)


def test_a_paper_does_not_take_the_place_of_a_newer_vote_unasked(wood: Wood) -> None:
    ballot = two_members(wood)
    vote_of(ballot, wood.organisations["birch"], {"1": 1}, at=NOON + timedelta(minutes=5))
    entry = typed(wood, ballot)
    with pytest.raises(BadInput, match="Ask them which one counts"):
        confirmed(wood, entry)
    confirmed(wood, entry, replaces=True)
    assert Vote.objects.get().marks == {"2": 1}


def test_a_paper_of_a_later_day_does(wood: Wood) -> None:
    ballot = two_members(wood)
    vote_of(ballot, wood.organisations["birch"], {"1": 1})
    on = DAY + timedelta(days=1)
    next_day = LATER + timedelta(days=1)
    entry = typed(wood, ballot, came=Came(VotedHow.PAPER, on), now=next_day)
    confirmed(wood, entry, now=next_day)
    assert Vote.objects.get().marks == {"2": 1}


def test_it_is_asked_of_others_who_run_the_cluster(wood: Wood) -> None:
    typed(wood, two_members(wood))
    asked = [one.what for one in asked_of(wood.rowan, LATER)]
    assert "Check 1 vote on paper: “What shall we share first?”" in asked
    assert not [one for one in asked_of(wood.ash, LATER) if "on paper" in one.what]
