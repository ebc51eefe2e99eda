"""A meeting is changed: calendars get the change, and old answers are about another time."""

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import ChangedMeanwhile, WrongState
from spinney.base.post.models import Message
from spinney.decisions.actions.meetings import edit_meeting
from spinney.decisions.states import CameHow
from tests.decisions.meeting import ENDS, NOON, STARTS, answer, call, hold, plan
from tests.decisions.test_call_meeting import entry_of

DAY = timedelta(days=1)


def edit(wood, meeting, **said):
    return edit_meeting(meeting=meeting, by=wood.ash, now=NOON, **({"title": meeting.title} | said))


def test_another_time_moves_the_entry_and_asks_everybody_again(wood):
    meeting = call(wood)
    answer(wood, meeting, CameHow.IN_PERSON)
    moved = edit(wood, meeting, starts_at=STARTS + DAY, ends_at=ENDS + DAY)
    assert moved.sequence == 1
    assert set(moved.presences.values_list("expected", flat=True)) == {""}
    message = Message.objects.filter(email="birch@example.org").latest("pk")
    assert "This has changed: when it begins and when it ends." in message.body
    calendar, event = entry_of(message)
    assert (calendar["METHOD"], int(event["SEQUENCE"])) == ("REQUEST", 1)
    assert event["UID"] == f"{meeting.uid}@spinney"
    moved.gathering.refresh_from_db()
    assert moved.gathering.held_on == (STARTS + DAY).date()


def test_another_place_changes_the_entry_but_not_what_was_answered(wood):
    meeting = call(wood)
    answer(wood, meeting, CameHow.IN_PERSON)
    assert edit(wood, meeting, place="The Mill").sequence == 1
    assert meeting.presences.filter(expected=CameHow.IN_PERSON).count() == 1


def test_who_is_in_the_chair_is_nothing_for_calendars(wood):
    meeting = call(wood)
    before = Message.objects.count()
    done = edit(wood, meeting, chair="Hazel Ward", chair_independent=True)
    assert (done.sequence, done.chair_independent, Message.objects.count()) == (0, True, before)


def test_a_plan_is_changed_without_a_word_to_anybody(wood):
    edit(wood, plan(wood), starts_at=STARTS + DAY, ends_at=ENDS + DAY)
    assert not Message.objects.exists()


def test_two_who_change_it_at_once_are_told(wood):
    meeting = plan(wood)
    edit(wood, meeting, place="The Mill", version=meeting.version)
    with pytest.raises(ChangedMeanwhile) as told:
        edit(wood, meeting, place="The Barn", version=meeting.version)
    assert told.value.changes["place"] == ("The Hall", "The Mill")


def test_not_into_the_past_and_not_once_it_was_held(wood):
    with pytest.raises(WrongState, match="stays ahead"):
        edit(wood, call(wood), starts_at=NOON - DAY, ends_at=None)
    with pytest.raises(WrongState, match="has been held"):
        edit(wood, hold(wood), place="The Mill")
