"""A ballot is taken back: nothing is decided, and whoever was asked is told why."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.post.models import Message
from spinney.decisions.actions.opening import withdraw_ballot
from tests.access import client_of
from tests.decisions.making import NOON, a_ballot
from tests.decisions.test_announce_ballot import announced
from tests.decisions.writing import address, opened
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def test_whoever_was_asked_is_told_why(wood: Wood) -> None:
    ballot = opened(wood)
    client = client_of(wood, "ash")
    client.post(address(ballot, "withdraw_ballot"), {"why": "The offer was taken back."})
    ballot.refresh_from_db()
    assert (ballot.state, ballot.ended_why) == ("withdrawn", "The offer was taken back.")
    told = Message.objects.filter(kind="decisions.ballot_ended", email="birch@example.org")
    assert "The offer was taken back." in told.get().body
    page = client_of(wood, "birch").get(address(ballot)).content.decode()
    assert "nothing was decided" in page


def test_before_it_opens_they_are_told_that_it_does_not(wood: Wood) -> None:
    withdraw_ballot(ballot=announced(wood), why="Too soon.", by=wood.ash, now=NOON)
    assert "Too soon." in Message.objects.get(kind="decisions.vote_put_off").body


def test_never_without_a_reason_and_never_what_is_closed(wood: Wood) -> None:
    with pytest.raises(BadInput):
        withdraw_ballot(ballot=a_ballot(wood), why=" ", by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        withdraw_ballot(ballot=a_ballot(wood, state="closed"), why="Late", by=wood.ash, now=NOON)
