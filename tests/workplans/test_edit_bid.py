"""What is planned of a bid is changed; another day is reminded of anew."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.base.kernel.errors import ChangedMeanwhile
from spinney.workplans.actions.bids import edit_bid
from spinney.workplans.policies.bids import BidText
from tests.personas import NOON, TODAY, Wood
from tests.workplans.making import a_bid

pytestmark = pytest.mark.django_db


def test_another_day_is_reminded_of_anew(wood: Wood) -> None:
    found = a_bid(wood.cluster, reminded_on=TODAY)
    text = BidText(found.title, found.funder, 8_000_000, decision_on=date(2026, 10, 30))
    done = edit_bid(bid=found, text=text, read=1, by=wood.ash, now=NOON)
    assert (done.amount_pence, done.reminded_on, done.version) == (8_000_000, None, 2)
    with pytest.raises(ChangedMeanwhile):
        edit_bid(bid=found, text=text, read=1, by=wood.rowan, now=NOON)
