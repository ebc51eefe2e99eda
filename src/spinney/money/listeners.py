"""What the money room tells base when it starts: how its record is told, what its deeds take
of a member's time; and what it does when news comes from below.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.utils.timezone import localdate

from spinney.base.access.links import can_be_done_again
from spinney.base.access.minutes import takes
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.record.timeline import tell
from spinney.base.web.doorways import Doorway, add_doorways, ways_of_room
from spinney.decisions import api as decisions
from spinney.money import events, policies
from spinney.money.actions.attendance import count_attendance, unpay_attendance
from spinney.money.actions.reallocations import follow_reallocation_ballot
from spinney.money.events.ledger import entry_reversed
from spinney.money.models import Entry
from spinney.money.queries.ring_fences import running_rates

MINUTES: dict[str, int] = {
    "money.say_forecast": 1,
    "money.note_contribution": 1,
    "money.edit_contribution": 1,
    "money.try_what_if": 5,
}
"""What each deed takes a member (what is done by a task link counts with the link's minutes)."""

#: verb and view · words · what is there. The address takes the number of a cluster.
DOORWAYS: tuple[tuple[str, str, str], ...] = (
    ("money", "Money", "What there is of each fund, what was spent on what, what is set aside."),
)

AFTER_WORKPLANS = 50

tell(events.TOLD)
takes(MINUTES)
can_be_done_again("money.note_contribution")


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


@receiver(decisions.meeting_ended)
def count_who_came(
    sender: object, meeting: decisions.Meeting, now: datetime, **more: object
) -> None:
    """A meeting is over: what members are due for coming is taken from the ring-fence for it."""
    for fence in running_rates(meeting.cluster, localdate(meeting.opened_at or now)):
        count_attendance(ring_fence=fence, by=Actor.system("attendance"), now=now)


@receiver(decisions.minutes_approved)
def count_who_came_by_the_minutes(
    sender: object, minutes: Any, now: datetime, **more: object
) -> None:
    """Who came may have been put right until then, and a meeting may be noted when it is over."""
    count_who_came(sender, minutes.meeting, now)


@receiver(entry_reversed)
def take_back_what_was_paid(sender: object, entry: Entry, now: datetime, **more: object) -> None:
    """An entry was taken back: payments that it paid are not paid."""
    unpay_attendance(entry=entry, by=Actor.system("ledger"), now=now)
