"""The agenda of a meeting: its items, their order, and what comes over from the meeting before."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Max

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged, take_over
from spinney.decisions import policies
from spinney.decisions.bridge.gatherings import lock_meeting
from spinney.decisions.models import AgendaItem, Ballot, Meeting
from spinney.decisions.policies import meetings as rules
from spinney.decisions.states import ItemKind


class ItemDetails(TypedDict, total=False):
    """What is said of an item: how many `minutes` it has, who `leads` it, what to know before, the
    `ballot` that is held there; `standing`: it comes back at every meeting.
    """

    kind: ItemKind
    minutes: int | None
    leads: str
    background: str
    ballot: Ballot | None
    standing: bool


def _note(verb: str, item: AgendaItem, by: Actor, now: datetime, **detail: object) -> None:
    meeting = item.meeting
    record(
        verb, by=by, on=item, at=now, scope=meeting.scope, title=item.title,
        meeting=meeting.pk, **detail,
    )  # fmt: skip


def _check(meeting: Meeting, title: str, details: ItemDetails) -> None:
    if not title.strip():
        told = "Say what the item is."
        raise BadInput(told, {"title": [told]})
    ballot = details.get("ballot")
    if ballot is not None and ballot.cluster_id != meeting.cluster_id:
        raise BadInput("That ballot is not one of this cluster.", {"ballot": ["Choose another."]})


@transaction.atomic
def add_agenda_item(
    *, meeting: Meeting, title: str, by: Actor, now: datetime, **details: Unpack[ItemDetails]
) -> AgendaItem:
    """Put an item at the end of an agenda; at the meeting too, for what comes up there."""
    require(policies.MAY, "add_agenda_item", by=by, scope=meeting.scope)
    meeting = lock_meeting(meeting)
    rules.check_agenda_open(meeting)
    rules.check_room_for_item(meeting)
    _check(meeting, title, details)
    item = AgendaItem.objects.create(
        meeting=meeting, position=_next_place(meeting), title=title.strip(), **details
    )
    _note("decisions.add_agenda_item", item, by, now)
    return item


def _next_place(meeting: Meeting) -> int:
    last: int | None = meeting.items.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


@transaction.atomic
def edit_agenda_item(
    *,
    item: AgendaItem,
    title: str,
    version: int | None = None,
    by: Actor,
    now: datetime,
    **details: Unpack[ItemDetails],
) -> AgendaItem:
    """Change an item. Raises ChangedMeanwhile when somebody else changed it since."""
    require(policies.MAY, "edit_agenda_item", by=by, scope=item.meeting.scope)
    rules.check_agenda_open(lock_meeting(item.meeting))
    item = AgendaItem.objects.select_for_update(of=("self",)).select_related("meeting").get(
        pk=item.pk
    )  # fmt: skip
    check_unchanged(item, version, "this item")
    _check(item.meeting, title, details)
    changed = take_over(item, {"title": title.strip(), **details})
    if changed:
        item.save()
        _note(
            "decisions.edit_agenda_item", item, by, now, before=changed.before,
            after=changed.after, version=item.version,
        )  # fmt: skip
    return item


@transaction.atomic
def move_agenda_item(*, item: AgendaItem, up: bool, by: Actor, now: datetime) -> AgendaItem:
    """Let an item change places with the one before it, or after it."""
    require(policies.MAY, "move_agenda_item", by=by, scope=item.meeting.scope)
    rules.check_agenda_open(lock_meeting(item.meeting))
    order = list(item.meeting.items.order_by("position", "pk"))
    at = next(place for place, one in enumerate(order) if one.pk == item.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(order):
        raise WrongState("It is at the end of the agenda already.")
    order.insert(to, order.pop(at))
    for place, one in enumerate(order, start=1):
        if one.position != place:
            AgendaItem.objects.filter(pk=one.pk).update(position=place)
    item.position = to + 1
    _note("decisions.move_agenda_item", item, by, now, position=item.position)
    return item


@transaction.atomic
def remove_agenda_item(*, item: AgendaItem, by: Actor, now: datetime) -> None:
    """Take an item off the agenda. One to which something was noted stays."""
    require(policies.MAY, "remove_agenda_item", by=by, scope=item.meeting.scope)
    rules.check_agenda_open(lock_meeting(item.meeting))
    item = AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if item.notes or item.decisions.exists() or item.actions.exists():
        raise WrongState("Something was noted to this item, so it stays on the agenda.")
    _note("decisions.remove_agenda_item", item, by, now, background=item.background)
    item.delete()


@transaction.atomic
def copy_agenda(
    *, meeting: Meeting, source: Meeting, everything: bool = False, by: Actor, now: datetime
) -> list[AgendaItem]:
    """Take over the standing items of another meeting of the cluster, or all of them: without what
    was said there, and without what is on the agenda already.
    """
    require(policies.MAY, "copy_agenda", by=by, scope=meeting.scope)
    meeting = lock_meeting(meeting)
    rules.check_agenda_open(meeting)
    if source.cluster_id != meeting.cluster_id or source.pk == meeting.pk:
        raise BadInput("Choose another meeting of this cluster.")
    there = {one.title.casefold() for one in meeting.items.all()}
    items = source.items.all() if everything else source.items.filter(standing=True)
    made = []
    for item in items:
        if item.title.casefold() in there:
            continue
        rules.check_room_for_item(meeting)
        made.append(
            AgendaItem.objects.create(
                meeting=meeting, position=_next_place(meeting), title=item.title, kind=item.kind,
                minutes=item.minutes, leads=item.leads, background=item.background,
                standing=item.standing,
            )
        )  # fmt: skip
    record(
        "decisions.copy_agenda", by=by, on=meeting, at=now, scope=meeting.scope,
        title=meeting.title, source=source.pk, items=len(made),
    )  # fmt: skip
    return made
