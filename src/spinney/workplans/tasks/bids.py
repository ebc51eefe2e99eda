"""Those who run a cluster are reminded when a bid is to be sent, and when its funder decides."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.work.duties import duty
from spinney.workplans.actions.bids import remind_of_bid
from spinney.workplans.models import FundingBid
from spinney.workplans.states import BidState

SEND_AHEAD = timedelta(days=14)


@duty("workplans: days of funding bids are reminded of", daily_at=time(7, 25))
def remind_of_bids(now: datetime) -> None:
    """Two weeks before a bid is to be sent, and on the day on which its funder decides; once."""
    today = localdate(now)
    to_send = Q(state=BidState.PLANNED, send_by__lte=today + SEND_AHEAD)
    to_hear = Q(state=BidState.SENT, decision_on__lte=today)
    due = FundingBid.objects.filter(
        to_send | to_hear, removed_at=None, reminded_on=None, cluster__state="active"
    )
    for bid in due.order_by("pk"):
        remind_of_bid(bid=bid, by=Actor.system("reminders"), now=now)
