"""What is open is changed by a new version alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.base.post.models import Message
from spinney.decisions.actions.ballots import discard_ballot
from spinney.decisions.actions.opening import (
    announce_ballot,
    open_ballot,
    renew_ballot,
    rewrite_ballot,
    withdraw_ballot,
)
from spinney.decisions.actions.options import edit_option
from spinney.decisions.models import Ballot, Vote
from tests.access import client_of
from tests.decisions.making import NOON, a_ballot, vote_of
from tests.decisions.writing import SOON, address, opened, texts
from tests.personas import Wood

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=1)


def test_a_cost_changes_in_a_new_version_and_all_are_told(wood: Wood) -> None:
    old = opened(wood, "approve", [{"title": "A van", "cost_pence": 600_000}, "A shed"])
    vote_of(old, wood.organisations["birch"], {"1": 1})
    new = renew_ballot(ballot=old, by=wood.ash, now=NOON)
    assert (new.edition, new.replaces, new.state, new.title) == (2, old, "draft", old.title)
    dearer = texts({"title": "A van", "cost_pence": 700_000})[0]
    edit_option(option=new.options.get(number=1), text=dearer, by=wood.ash, now=NOON)
    old.refresh_from_db()
    assert (old.state, old.options.get(number=1).cost_pence) == ("open", 600_000)
    open_ballot(ballot=new, closes_at=SOON, by=wood.ash, now=LATER)
    old.refresh_from_db()
    assert (old.state, old.closed_at) == ("replaced", LATER)
    assert Vote.objects.get().elector.ballot == old  # it stays with the old one
    ended = Message.objects.filter(kind="decisions.ballot_ended", email="birch@example.org")
    assert ended.count() == 1
    asked = Message.objects.filter(kind="decisions.asked_to_vote").order_by("pk").last()
    assert "takes the place of the one before" in " ".join(asked.body.split())
    page = client_of(wood, "birch").get(address(old)).content.decode()
    assert "Version 2" in page


def test_one_that_is_written_already_is_gone_on_with(wood: Wood) -> None:
    old = opened(wood)
    first = renew_ballot(ballot=old, by=wood.ash, now=NOON)
    assert renew_ballot(ballot=old, by=wood.rowan, now=NOON) == first
    discard_ballot(ballot=first, by=wood.ash, now=NOON)
    assert renew_ballot(ballot=old, by=wood.ash, now=NOON) != first
    assert Ballot.objects.filter(replaces=old).count() == 1


def test_announced_it_ends_the_old_one_at_once(wood: Wood) -> None:
    old = opened(wood)
    new = renew_ballot(ballot=old, by=wood.ash, now=NOON)
    announce_ballot(ballot=new, opens_at=LATER, closes_at=SOON, by=wood.ash, now=NOON)
    old.refresh_from_db()
    assert old.state == "replaced"
    new = rewrite_ballot(ballot=new, by=wood.ash, now=NOON)  # written on, and announced again
    announce_ballot(ballot=new, opens_at=LATER, closes_at=SOON, by=wood.ash, now=NOON)
    open_ballot(ballot=new, by=wood.ash, now=LATER)  # and the old one is not ended twice
    ended = Message.objects.filter(kind="decisions.ballot_ended", email="birch@example.org")
    assert ended.count() == 1


def test_it_takes_the_place_of_nothing_that_is_over(wood: Wood) -> None:
    old = opened(wood)
    new = renew_ballot(ballot=old, by=wood.ash, now=NOON)
    withdraw_ballot(ballot=old, why="A mistake.", by=wood.ash, now=NOON)
    with pytest.raises(WrongState, match="Copy this draft"):
        open_ballot(ballot=new, closes_at=SOON, by=wood.ash, now=LATER)
    with pytest.raises(WrongState):
        renew_ballot(ballot=a_ballot(wood, state="closed"), by=wood.ash, now=NOON)


def test_its_page_says_what_becomes_of_the_old_one(wood: Wood) -> None:
    client, url = client_of(wood, "ash"), address(opened(wood), "renew_ballot")
    assert "is asked anew" in client.get(url).content.decode()
    assert client.post(url).status_code == 302
