"""What the minutes of a meeting say, as one value: put together from its parts while they are
written, read back from what was fixed once they are approved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Self

from django.utils.timezone import localdate

from spinney.base.kernel.canonical import sha256
from spinney.base.web.components.words import clock, counted, day
from spinney.decisions.bridge.meeting_quorum import over_time, roll_of, rule_for_meeting
from spinney.decisions.bridge.meeting_words import when_words, where_words
from spinney.decisions.models import ActionItem, AgendaItem, Decision, Meeting, Minutes, Presence
from spinney.decisions.states import CAME, CameHow, MinutesState

Json = Any


@dataclass(frozen=True)
class CameSaid:
    """How an organisation was there: "Birch House", "Hazel Wood", "by phone, left at 11:20"."""

    name: str
    person: str = ""
    how: str = ""


@dataclass(frozen=True)
class DecisionSaid:
    """A decision as minutes tell it; `number` is its place in the register."""

    number: int
    title: str
    outcome: str


@dataclass(frozen=True)
class ActionSaid:
    """What somebody undertook."""

    what: str
    who: str
    due: str


@dataclass(frozen=True)
class ItemSaid:
    """An item, what was said to it, and what came of it. `item` is its number here (0: gone)."""

    title: str
    notes: str = ""
    decisions: tuple[DecisionSaid, ...] = ()
    actions: tuple[ActionSaid, ...] = ()
    item: int = field(default=0, compare=False)

    @property
    def paragraphs(self) -> list[str]:
        return paragraphs(self.notes)


@dataclass(frozen=True)
class MinutesText:
    """The minutes of a meeting. `corrections` are those that members asked for and that were taken
    in after it.
    """

    title: str
    cluster: str
    when: str
    where: str
    chair: str
    taken_by: str
    began: str
    ended: str
    present: tuple[CameSaid, ...]
    apologies: tuple[CameSaid, ...]
    no_word: tuple[CameSaid, ...]
    others: str
    quorum: str
    quorum_rule: str
    opening: str
    items: tuple[ItemSaid, ...]
    besides: ItemSaid
    closing: str
    corrections: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Json]:
        """As it is fixed."""
        kept = asdict(self)
        for one in [*kept["items"], kept["besides"]]:
            del one["item"]
        return {"format": "spinney-minutes/1", **_lists(kept)}

    @classmethod
    def from_json(cls, data: dict[str, Json]) -> Self:
        """What `to_json` made."""
        known = {name: value for name, value in data.items() if name != "format"}
        for name in ("present", "apologies", "no_word"):
            known[name] = tuple(CameSaid(**one) for one in known[name])
        known["items"] = tuple(_item_from(one) for one in known["items"])
        known["besides"] = _item_from(known["besides"])
        known["corrections"] = tuple(known["corrections"])
        return cls(**known)


def _lists(value: Json) -> Json:
    if isinstance(value, dict):
        return {name: _lists(one) for name, one in value.items()}
    return [_lists(one) for one in value] if isinstance(value, list | tuple) else value


def _item_from(data: dict[str, Json]) -> ItemSaid:
    return ItemSaid(
        data["title"], data["notes"],
        tuple(DecisionSaid(**one) for one in data["decisions"]),
        tuple(ActionSaid(**one) for one in data["actions"]),
    )  # fmt: skip


def paragraphs(text: str) -> list[str]:
    """A text in its paragraphs: lines that somebody typed, without the empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def text_of(meeting: Meeting) -> MinutesText:
    """What the minutes of a meeting say: what was fixed, if they are approved; else what has been
    noted so far.
    """
    minutes = getattr(meeting, "minutes", None)
    if minutes is not None and minutes.state == MinutesState.APPROVED and minutes.text:
        return MinutesText.from_json(minutes.text)
    return _put_together(meeting, minutes or Minutes(meeting=meeting))


def digest_of(text: MinutesText) -> str:
    """The SHA-256 of minutes, by which a change to them would be found."""
    return sha256(text.to_json())


def _put_together(meeting: Meeting, minutes: Minutes) -> MinutesText:
    rows = sorted(
        meeting.presences.select_related("organisation"),
        key=lambda one: one.organisation.name.casefold(),
    )
    roll, rule = roll_of(meeting, rows), rule_for_meeting(meeting, _day_of(meeting))
    decisions = list(meeting.decisions.order_by("number"))
    actions = list(meeting.actions.select_related("organisation", "person").order_by("pk"))
    return MinutesText(
        title=meeting.title,
        cluster=meeting.cluster.name,
        when=when_words(meeting),
        where=where_words(meeting),
        chair=_chair(meeting),
        taken_by=minutes.taken_by,
        began=clock(meeting.opened_at) if meeting.opened_at else "",
        ended=clock(meeting.closed_at) if meeting.closed_at else "",
        present=tuple(_came(one) for one in rows if one.how in CAME),
        apologies=tuple(_came(one) for one in rows if one.how == CameHow.APOLOGIES),
        no_word=tuple(_came(one) for one in rows if one.how in ("", CameHow.NO_WORD)),
        others=minutes.others,
        quorum=over_time(meeting, roll, rule),
        quorum_rule=rule["words"],
        opening=minutes.opening,
        items=tuple(_item(one, decisions, actions) for one in meeting.items.all()),
        besides=_besides(decisions, actions),
        closing=minutes.closing,
        corrections=tuple(_correction(one) for one in minutes.corrections if _is_taken(one)),
    )


def _day_of(meeting: Meeting) -> date:
    return localdate(meeting.starts_at) if meeting.starts_at else localdate()


def _chair(meeting: Meeting) -> str:
    if meeting.chair and meeting.chair_independent:
        return f"{meeting.chair} (independent: of no member)"
    return meeting.chair


def _came(one: Presence) -> CameSaid:
    said = {CameHow.REMOTE: "by phone or video", CameHow.DEPUTY: "as its deputy"}
    parts = [said[CameHow(one.how)]] if one.how in said else []
    if one.late_minutes:
        parts.append(f"came {counted(one.late_minutes, 'minute')} late")
    if one.left_at:
        parts.append(f"left at {clock(one.left_at)}")
    return CameSaid(one.organisation.name, one.person_name, ", ".join(parts))


def _item(
    item: AgendaItem, decisions: Iterable[Decision], actions: Iterable[ActionItem]
) -> ItemSaid:
    return ItemSaid(
        item.title,
        item.notes,
        tuple(_decision(one) for one in decisions if one.item_id == item.pk),
        tuple(_action(one) for one in actions if one.item_id == item.pk),
        item.pk,
    )


def _besides(decisions: Iterable[Decision], actions: Iterable[ActionItem]) -> ItemSaid:
    """What was decided and undertaken at the meeting without belonging to an item."""
    return ItemSaid(
        "Besides",
        "",
        tuple(_decision(one) for one in decisions if one.item_id is None),
        tuple(_action(one) for one in actions if one.item_id is None),
    )


def _decision(one: Decision) -> DecisionSaid:
    return DecisionSaid(one.number, one.title, str(one.facts.get("outcome", "")))


def _action(one: ActionItem) -> ActionSaid:
    who = one.organisation.name if one.organisation else ""
    person = str(one.person) if one.person else ""
    return ActionSaid(
        one.what, ", ".join(name for name in (person, who) if name) or "Those who run the cluster",
        day(one.due_on) if one.due_on else "",
    )  # fmt: skip


def _is_taken(correction: dict[str, Json]) -> bool:
    return bool(correction["state"] == "taken")


def _correction(one: dict[str, Json]) -> str:
    return f"{one['whose']}: {one['words']}"
