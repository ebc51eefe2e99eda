"""An item is put on an agenda, at the meeting too."""

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.decisions.actions.agenda import add_agenda_item
from spinney.decisions.policies import meetings as rules
from spinney.decisions.queries.meeting_page import items_shown
from tests.decisions.making import a_ballot
from tests.decisions.meeting import NOON, begin, call, hold, plan, send


def add(wood, meeting, title="Any other business", **more):
    return add_agenda_item(meeting=meeting, title=title, by=wood.ash, now=NOON, **more)


def test_it_stands_at_the_end_and_says_when_it_begins(wood):
    meeting = plan(wood)
    meeting.items.update(minutes=45)
    item = add(wood, meeting)
    shown = items_shown(wood.ash, meeting)
    assert [(one.number, one.begins) for one in shown] == [(1, "10:00"), (2, "10:45")]
    assert item.position == 2


def test_what_comes_up_at_the_meeting_goes_on_it_until_the_minutes_are_out(wood):
    meeting = begin(wood)
    assert add(wood, meeting).pk
    with pytest.raises(WrongState, match="minutes of this meeting are out"):
        add(wood, send(wood, hold(wood, call(wood, plan(wood, "Another")))).meeting)


def test_a_ballot_of_the_cluster_next_door_is_none_of_it(wood):
    ballot = a_ballot(wood, cluster=wood.next_door, voters=["sorrel"])
    with pytest.raises(BadInput, match="not one of this cluster"):
        add(wood, plan(wood), ballot=ballot)


def test_not_without_words_nor_without_end_nor_by_members(wood, monkeypatch):
    meeting = plan(wood)
    with pytest.raises(BadInput):
        add(wood, meeting, " ")
    with pytest.raises(NotAllowed):
        add_agenda_item(meeting=meeting, title="Mine", by=wood.birch, now=NOON)
    monkeypatch.setattr(rules, "MOST_ITEMS", 1)
    with pytest.raises(WrongState, match="at most 1 items"):
        add(wood, meeting)
