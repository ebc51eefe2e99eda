"""The page on which minutes are taken: who is there, whether that is enough, the items with what
was said, decided and undertaken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.decisions.bridge.meeting_quorum import QuorumShown, roll_of, rule_for_meeting, shown
from spinney.decisions.models import ActionItem, Decision, Meeting, Minutes, Presence
from spinney.decisions.queries.meeting_page import ItemShown, items_shown
from spinney.decisions.queries.meetings import presences_of
from spinney.decisions.queries.minutes import Correction, minutes_of, to_approve, to_carry


@dataclass(frozen=True)
class ItemTaken:
    """An item with what came of it so far."""

    shown: ItemShown
    decisions: Sequence[Decision]
    actions: Sequence[ActionItem]


@dataclass(frozen=True)
class Desk:
    """What whoever takes the minutes has in front of her."""

    meeting: Meeting
    minutes: Minutes
    presences: Sequence[Presence]
    quorum: QuorumShown
    items: Sequence[ItemTaken]
    decisions: Sequence[Decision]
    actions: Sequence[ActionItem]
    earlier: Sequence[Minutes]
    to_carry: Sequence[tuple[Minutes, Correction]]

    @property
    def is_over(self) -> bool:
        return self.meeting.closed_at is not None


def quorum_now(
    meeting: Meeting, now: datetime, rows: Sequence[Presence] | None = None
) -> QuorumShown:
    """Whether enough are there at this moment; once it is over, whether enough came at all."""
    roll = roll_of(meeting, rows)
    rule = rule_for_meeting(meeting, localdate(meeting.starts_at or now))
    if meeting.closed_at is not None:
        return shown(roll.quorate(rule, roll.here(None)), rule, "came", "came")
    return shown(roll.quorate(rule, roll.here(now)), rule)


def desk_of(by: Actor, meeting: Meeting, now: datetime) -> Desk:
    """Everything on that page. Raises NotFound before the meeting has begun. The same number of
    queries however many are there.
    """
    minutes = minutes_of(meeting)
    rows = presences_of(meeting)
    decisions = _by_item(meeting.decisions.order_by("number"))
    actions = _by_item(meeting.actions.select_related("organisation", "person").order_by("pk"))
    return Desk(
        meeting=meeting,
        minutes=minutes,
        presences=rows,
        quorum=quorum_now(meeting, now, rows),
        items=[
            ItemTaken(one, decisions[one.item.pk], actions[one.item.pk])
            for one in items_shown(by, meeting)
        ],
        decisions=decisions[0],
        actions=actions[0],
        earlier=to_approve(meeting),
        to_carry=to_carry(meeting),
    )


def _by_item[Row: (Decision, ActionItem)](rows: QuerySet[Row]) -> defaultdict[int, list[Row]]:
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for one in rows:
        found[one.item_id or 0].append(one)
    return found
