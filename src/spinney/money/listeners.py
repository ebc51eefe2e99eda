"""What the money room tells base when it starts: how its record is told, what its deeds take
of a member's time; and what it does when news comes from below.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.dispatch import receiver

from spinney.base.access.minutes import takes
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.record.timeline import tell
from spinney.base.web.doorways import Doorway, add_doorways, ways_of_room
from spinney.decisions import api as decisions
from spinney.money import events, policies
from spinney.money.actions.reallocations import follow_reallocation_ballot

MINUTES: dict[str, int] = {}
"""What each deed takes a member (what is done by a task link counts with the link's minutes)."""

#: verb and view · words · what is there. The address takes the number of a cluster.
DOORWAYS: tuple[tuple[str, str, str], ...] = ()

AFTER_WORKPLANS = 50

tell(events.TOLD)
takes(MINUTES)


@add_doorways
def ways_in(actor: Actor, scope: Scope) -> Iterator[Doorway]:
    """The pages of this room, from the page of a cluster."""
    return ways_of_room("money", DOORWAYS, policies.MAY, AFTER_WORKPLANS, actor, scope)


@receiver(decisions.decision_entered)
def let_reallocations_follow_decisions(
    sender: object, decision: decisions.Decision, now: datetime, **more: object
) -> None:
    """What the members decided by ballot about money that is left over is noted."""
    follow_reallocation_ballot(decision=decision, by=Actor.system("decisions"), now=now)
