"""What the purchasing room tells base when it starts: how its record is told, what its deeds take
of a member's time; and what it does when news comes from below.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.dispatch import receiver

from spinney.base.access.links import can_be_done_again
from spinney.base.access.minutes import takes
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.record.timeline import tell
from spinney.base.web.doorways import Doorway, add_doorways, ways_of_room
from spinney.decisions import api as decisions
from spinney.purchasing import events, policies
from spinney.purchasing.actions.appointing import follow_ballot, return_to_quotes
from spinney.purchasing.queries.purchases import decided_by

MINUTES: dict[str, int] = {
    "purchasing.pledge": 2,
    "purchasing.mark_quote": 10,
    "purchasing.add_contract": 3,
    "purchasing.edit_contract": 2,
}
"""What each deed takes a member (what is done by a task link counts with the link's minutes)."""

#: verb and view · words · what is there. The address takes the number of a cluster.
DOORWAYS: tuple[tuple[str, str, str], ...] = ()

AFTER_DECISIONS = 40

tell(events.TOLD)
takes(MINUTES)


@add_doorways
def ways_in(actor: Actor, scope: Scope) -> Iterator[Doorway]:
    """The pages of this room, from the page of a cluster."""
    return ways_of_room("purchasing", DOORWAYS, policies.MAY, AFTER_DECISIONS, actor, scope)


can_be_done_again("purchasing.pledge")
can_be_done_again("purchasing.send_quote")


@receiver(decisions.decision_entered)
def let_purchases_follow_decisions(
    sender: object, decision: decisions.Decision, now: datetime, **more: object
) -> None:
    """What the members decided by ballot about a joint purchase is done."""
    follow_ballot(decision=decision, by=Actor.system("decisions"), now=now)


@receiver(decisions.ballot_ended)
def let_purchases_follow_ballots(
    sender: object, ballot: decisions.Ballot, now: datetime, **more: object
) -> None:
    """A ballot about a purchase that is taken back decides nothing: quotes are compared again."""
    if ballot.state != "withdrawn":
        return  # a new version takes its place, and decides
    for purchase in decided_by(ballot):
        return_to_quotes(purchase=purchase, by=Actor.system("decisions"), now=now)
