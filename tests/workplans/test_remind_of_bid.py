"""Those who run the cluster are reminded before a bid is sent, and when it is decided."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.post.models import Message
from spinney.workplans.tasks.bids import remind_of_bids
from tests.personas import NOON, TODAY, Wood
from tests.workplans.making import a_bid

pytestmark = pytest.mark.django_db


def test_each_is_reminded_of_once(wood: Wood) -> None:
    a_bid(wood.cluster, title="To be sent", send_by=TODAY + timedelta(days=14))
    a_bid(wood.cluster, title="Decided today", state="sent", decision_on=TODAY)
    a_bid(wood.cluster, title="Later", send_by=TODAY + timedelta(days=15))
    remind_of_bids(NOON)
    remind_of_bids(NOON + timedelta(hours=1))
    letters = Message.objects.filter(kind="workplans.bid_day", email="ash@example.org")
    assert {one.headline for one in letters} == {
        "a funding bid: To be sent", "a funding bid: Decided today",
    }  # fmt: skip
    assert not Message.objects.filter(email="birch@example.org").exists()
