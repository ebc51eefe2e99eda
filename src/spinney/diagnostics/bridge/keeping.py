"""Keeping answers: who wrote which, what a second person said otherwise, and rounds of a repeat.

Everything here runs inside the caller's transaction, on a sheet that it holds locked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F, QuerySet

from spinney.base.record.prepared import prepared
from spinney.diagnostics.bridge.writers import KEYED
from spinney.diagnostics.engine.places import Answer as Value
from spinney.diagnostics.engine.walking import is_blank
from spinney.diagnostics.models import Answer, Asked, OtherAnswer, Sheet
from spinney.diagnostics.states import Channel


@dataclass(frozen=True)
class Given:
    """Answers by key, as typed on one open page. `page` is that page's random mark, `seen` what
    the page showed when it was opened: both tell a change made meanwhile on another page.
    """

    answers: Mapping[str, Value]
    page: str = ""
    seen: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Kept:
    """What became of answers. `differs`: keys where a colleague's answer stands and this one is
    kept beside it; `overwrote`: what the same person had said meanwhile on another open page.
    """

    differs: tuple[str, ...] = ()
    overwrote: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Hand:
    """Whose hand writes, when, and on which way the answers came."""

    writer: str
    now: datetime
    channel: Channel = Channel.LINK


def lock_sheet(asked: Asked, *, now: datetime, channel: Channel = Channel.LINK) -> Sheet:
    """The sheet of an organisation, made if need be, held until the transaction ends; with it the
    state of its asking and its survey as they are now.
    """
    found = _held.first(asked=asked.pk)
    if found is None:
        first = {"started_at": now, "saved_at": now, "channel": channel}
        Sheet.objects.get_or_create(asked=asked, defaults=first)
        (found,) = _held(asked=asked.pk)
    return found


@prepared
def _held(asked: int) -> QuerySet[Sheet]:
    held = Sheet.objects.select_for_update(of=("self",)).select_related("asked__survey")
    return held.filter(asked=asked)


@prepared
def _standing(sheet: int, keys: list[str]) -> QuerySet[Answer]:
    return Answer.objects.filter(sheet=sheet, key__in=keys)


@prepared
def _unsettled(sheet: int, keys: list[str]) -> QuerySet[OtherAnswer]:
    return OtherAnswer.objects.filter(sheet=sheet, key__in=keys, settled_at=None)


def keep_answers(sheet: Sheet, given: Given, hand: Hand) -> Kept:
    """Keep answers. One person's later answer replaces her earlier one; a second person's other
    answer is kept beside the first, never in its place; agreeing with it settles the matter.
    """
    keys = list(given.answers)
    stands = {one.key: one for one in _standing(sheet=sheet.pk, keys=keys)}
    others = _others(sheet, keys)
    write: dict[str, Value] = {}
    differs: list[str] = []
    overwrote: dict[str, Value] = {}
    for key, value in given.answers.items():
        now_there = stands.get(key)
        if _was_left(now_there, value, given):
            continue
        if now_there is not None and _is_others(now_there, value, hand.writer):
            if _beside(sheet, key, value, others.get(key, []), hand):
                differs.append(key)
            continue
        if now_there is not None and _was_changed(now_there, value, given):
            overwrote[key] = now_there.value
        if now_there is None or now_there.value != value:
            write[key] = value
        _agreed(others.get(key, []), value, hand)
    _write(sheet, write, hand, given.page)
    Sheet.objects.filter(pk=sheet.pk).update(saved_at=hand.now, version=F("version") + 1)
    return Kept(tuple(differs), overwrote)


def _others(sheet: Sheet, keys: list[str]) -> dict[str, list[OtherAnswer]]:
    found: dict[str, list[OtherAnswer]] = {}
    for one in _unsettled(sheet=sheet.pk, keys=keys):
        found.setdefault(one.key, []).append(one)
    return found


def _was_left(stands: Answer | None, value: Value, given: Given) -> bool:
    """Whether this page only sends along what it showed when it was opened: what was changed on
    another page meanwhile is not turned back by it. Blanks where nothing stands are not kept.
    """
    if stands is None:
        return is_blank(value)
    return bool(given.page) and stands.page != given.page and value == given.seen.get(stands.key)


def _is_others(stands: Answer, value: Value, writer: str) -> bool:
    """Whether a colleague's answer stands there that this one does not simply repeat. What was
    keyed in from the organisation's own paper is nobody's word against its people's.
    """
    if stands.written_by == writer or stands.written_by.startswith(KEYED):
        return False
    return not is_blank(stands.value) and stands.value != value


def _beside(sheet: Sheet, key: str, value: Value, others: list[OtherAnswer], hand: Hand) -> bool:
    """Keep an answer beside a colleague's; a blank says nothing against hers."""
    mine = next((one for one in others if one.written_by == hand.writer), None)
    if is_blank(value):
        if mine is not None:
            mine.delete()
        return False
    if mine is None:
        mine = OtherAnswer(sheet=sheet, key=key, written_by=hand.writer)
    mine.value, mine.written_at = value, hand.now
    mine.save()
    return True


def _was_changed(stands: Answer, value: Value, given: Given) -> bool:
    """Whether the same person had changed it since this page was opened, on another page."""
    if not given.page or stands.page in ("", given.page) or stands.value == value:
        return False
    return stands.value != given.seen.get(stands.key)


def _agreed(others: list[OtherAnswer], value: Value, hand: Hand) -> None:
    """Whoever had said otherwise and is now agreed with, or now agrees, needs settle nothing."""
    for one in others:
        if one.value == value or one.written_by == hand.writer:
            one.settled_at, one.settled_by = hand.now, hand.writer
            one.save(update_fields=["settled_at", "settled_by"])


def _write(sheet: Sheet, answers: Mapping[str, Value], hand: Hand, page: str) -> None:
    """Write answers over what stands there: one statement for all."""
    if not answers:
        return
    Answer.objects.bulk_create(
        [
            Answer(
                sheet=sheet,
                key=key,
                value=value,
                written_at=hand.now,
                written_by=hand.writer,
                page=page,
            )
            for key, value in answers.items()
        ],
        update_conflicts=True,
        unique_fields=["sheet", "key"],
        update_fields=["value", "written_at", "written_by", "page"],
    )


def put_answers(sheet: Sheet, answers: Mapping[str, Value], hand: Hand) -> None:
    """Write answers whatever stands there: what was settled, taken back or moved up a round."""
    _write(sheet, answers, hand, "")
    Sheet.objects.filter(pk=sheet.pk).update(saved_at=hand.now, version=F("version") + 1)


def move_rounds(
    sheet: Sheet, before: Mapping[str, Value], after: Mapping[str, Value], hand: Hand
) -> None:
    """Write what changed when a round was added or removed. What was sent before stays sent."""
    changed = {
        key: after.get(key) for key in {*before, *after} if before.get(key) != after.get(key)
    }
    OtherAnswer.objects.filter(sheet=sheet, key__in=changed, settled_at=None).update(
        settled_at=hand.now, settled_by=hand.writer
    )
    put_answers(sheet, changed, hand)
