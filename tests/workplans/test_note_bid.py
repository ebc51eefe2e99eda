"""What became of a bid is noted step by step, and the members learn what it means."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.post.models import Message
from spinney.workplans.actions.bids import note_bid
from spinney.workplans.models import Dependency
from tests.personas import NOON, TODAY, Wood
from tests.workplans.making import a_bid, a_plan, an_activity

pytestmark = pytest.mark.django_db


def test_one_that_is_lost_says_what_waited_for_it(wood: Wood) -> None:
    bid = a_bid(wood.cluster, state="sent")
    Dependency.objects.create(activity=an_activity(a_plan(wood.cluster)), on_bid=bid)
    note_bid(bid=bid, state="lost", note="Ask again in spring.", by=wood.ash, now=NOON)
    bid.refresh_from_db()
    assert (bid.state, bid.state_on, bid.outcome_note) == ("lost", TODAY, "Ask again in spring.")
    letter = Message.objects.get(kind="workplans.bid_decided", email="birch@example.org")
    assert "1 activity waited for it" in letter.body


def test_one_that_is_won_may_bring_less_than_was_asked(wood: Wood) -> None:
    bid = a_bid(wood.cluster, state="sent")
    note_bid(bid=bid, state="won", won_pence=6_000_000, by=wood.ash, now=NOON)
    assert bid.__class__.objects.get(pk=bid.pk).won_pence == 6_000_000


def test_it_is_sent_before_it_is_won(wood: Wood) -> None:
    with pytest.raises(WrongState):
        note_bid(bid=a_bid(wood.cluster), state="won", by=wood.ash, now=NOON)


def test_nothing_is_noted_of_days_to_come(wood: Wood) -> None:
    bid = a_bid(wood.cluster, state="sent")
    with pytest.raises(BadInput) as refused:
        note_bid(
            bid=bid, state="lost", won_pence=1, on=TODAY + timedelta(days=1), by=wood.ash, now=NOON
        )
    assert set(refused.value.fields) == {"on", "won_pence"}
