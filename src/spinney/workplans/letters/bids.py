"""What is written about funding bids: a day comes near; it was won, or lost."""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.post.letters import Kind, add_kind
from spinney.base.post.senders import tell_each
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import counted, day
from spinney.clusters import api as clusters
from spinney.workplans.letters.plans import example, letter_of, people_of
from spinney.workplans.models import FundingBid
from spinney.workplans.queries.stopping import stops_without_bid
from spinney.workplans.states import BidState

DAY = "workplans.bid_day"
DECIDED = "workplans.bid_decided"


def _page(bid: FundingBid) -> str:
    return reverse("workplans:bid", args=[bid.cluster_id, bid.pk])


def day_comes(bid: FundingBid, *, by: Actor, now: datetime) -> None:
    """Remind those who run the cluster."""
    on = bid.send_by if bid.state == BidState.PLANNED else bid.decision_on
    letter = letter_of(
        bid.cluster, DAY, f"a funding bid: {bid.title}", [_when(bid.state, on or localdate(now))],
        link=_page(bid), about=subject_of(bid),
    )  # fmt: skip
    tell_each(letter, clusters.people_who_run(bid.cluster, localdate(now)), by=by, now=now)


def _when(state: str, on: date) -> str:
    if state == BidState.PLANNED:
        return f"It is to be sent by {day(on)}. Note it when it is sent."
    return f"The funder decides on {day(on)}. Note what came of it."


def decided(bid: FundingBid, *, by: Actor, now: datetime) -> None:
    """Tell the members and those who run the cluster what came of it, and what that means."""
    on = localdate(now)
    waiting = len(stops_without_bid(bid))
    words = _won(waiting) if bid.state == BidState.WON else _lost(waiting)
    won = "was won" if bid.state == BidState.WON else "was not won"
    letter = letter_of(
        bid.cluster, DECIDED, f"the bid {won}: {bid.title}", [words], link=_page(bid),
        about=subject_of(bid),
    )  # fmt: skip
    members = people_of([one.organisation_id for one in clusters.members(bid.cluster, on)], now)
    tell_each(letter, [*members, *clusters.people_who_run(bid.cluster, on)], by=by, now=now)


def _won(waiting: int) -> str:
    if not waiting:
        return "Nothing in the workplan waited for it."
    return f"{counted(waiting, 'activity', 'activities')} waited for it, and can go on."


def _lost(waiting: int) -> str:
    if not waiting:
        return "Nothing in the workplan waited for it, so the plan stays as it is."
    stops = counted(waiting, "activity", "activities")
    return f"{stops} waited for it. The page shows which, so that you can plan anew."


add_kind(
    Kind(
        DAY, "The day of a funding bid comes near",
        lambda: example(DAY, _when("sent", date(2026, 9, 30)), link="/clusters/1/bids/1/"),
    )
)  # fmt: skip
add_kind(
    Kind(
        DECIDED, "A funding bid was won or lost",
        lambda: example(DECIDED, _lost(3), link="/clusters/1/bids/1/"),
    )
)  # fmt: skip
