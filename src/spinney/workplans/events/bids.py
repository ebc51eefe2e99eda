"""News of funding bids, and how it is told."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.record.timeline import Sentence
from spinney.workplans.events.plans import INSIDE

#: bid: FundingBid, by: Actor, now: datetime. It is sent, won, lost or put off.
bid_noted = Signal()

TOLD: dict[str, Sentence] = {
    "workplans.plan_bid": Sentence("A funding bid is planned: {title}", INSIDE),
    "workplans.note_bid": Sentence("The bid “{title}”: {state}", INSIDE),
}
