"""An option is withdrawn after votes came in: it stays, marked, and its voters are told."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.post.models import Message
from spinney.decisions.actions.opening import withdraw_option
from spinney.decisions.bridge.counting import problem_of
from spinney.decisions.models import Elector
from tests.access import client_of
from tests.decisions.making import NOON, WEEK, a_ballot, vote_of
from tests.decisions.writing import address, members
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def withdraw(wood: Wood, ballot, number: int = 1, why: str = "It was sold."):
    option = ballot.options.get(number=number)
    return withdraw_option(option=option, why=why, by=wood.ash, now=NOON)


def test_votes_for_it_count_no_more_and_those_alone_who_marked_it_are_told(wood: Wood) -> None:
    members(wood, "fern")
    ballot = a_ballot(wood, "approve", voters=("birch", "fern"))
    vote_of(ballot, wood.organisations["birch"], {"1": 1, "2": 1})
    vote_of(ballot, wood.organisations["fern"], {"2": 1})
    withdraw(wood, ballot)
    told = Message.objects.filter(kind="decisions.option_withdrawn")
    assert [one.email for one in told] == ["birch@example.org"]
    assert "It was sold." in told.get().body
    problem = problem_of(ballot)
    assert [one.key for one in problem.options] == ["2", "3"]
    page = client_of(wood, "birch").get(address(ballot)).content.decode()
    assert "Withdrawn" in page
    assert "It was sold." in page


def test_in_a_secret_ballot_all_are_told_so_that_nobody_learns_who_has_voted(wood: Wood) -> None:
    members(wood, "fern")
    ballot = a_ballot(wood, "election", voters=("birch", "fern"), secret=True)
    Elector.objects.filter(organisation=wood.organisations["fern"]).update(voted_at=NOON)
    withdraw(wood, ballot)
    told = Message.objects.filter(kind="decisions.option_withdrawn")
    assert {one.email for one in told} == {"birch@example.org", "fern@example.org"}


def test_not_the_last_not_twice_not_silently_not_late(wood: Wood) -> None:
    ballot = a_ballot(wood, "approve", ["A", "B"])
    with pytest.raises(BadInput):
        withdraw(wood, ballot, why=" ")
    withdraw(wood, ballot)
    for number, told in ((1, "already"), (2, "last option")):
        with pytest.raises(WrongState, match=told):
            withdraw(wood, ballot, number)
    with pytest.raises(WrongState, match="Voting closed"):
        withdraw_option(option=ballot.options.get(number=2), why="x", by=wood.ash, now=NOON + WEEK)
