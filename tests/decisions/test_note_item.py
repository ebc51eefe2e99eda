"""What is said to an item: two who write at once lose nothing."""

import pytest

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.record.models import Entry
from spinney.decisions.actions import at_meeting
from spinney.decisions.actions.at_meeting import note_item
from tests.decisions.meeting import AFTER, begin, send


def write(wood, item, notes, saw="", **more):
    return note_item(item=item, notes=notes, saw=saw, by=wood.ash, now=AFTER, **more)


def test_what_two_wrote_in_different_places_is_put_together(wood):
    item = begin(wood).items.get()
    write(wood, item, "One\nTwo")
    write(wood, item, "One\nTwo\nThree", saw="One\nTwo")
    assert write(wood, item, "Nought\nOne\nTwo", saw="One\nTwo").both_kept is False
    item.refresh_from_db()
    assert item.notes == "Nought\nOne\nTwo\nThree"


def test_what_two_wrote_in_one_place_stands_below_one_another(wood):
    item = begin(wood).items.get()
    write(wood, item, "We agree.")
    assert write(wood, item, "We do not agree.").both_kept
    item.refresh_from_db()
    assert item.notes == "We agree.\nWe do not agree."


def test_saving_as_she_types_is_kept_without_a_line_in_the_record_each_time(wood):
    item = begin(wood).items.get()
    for text, saw in (("W", ""), ("We", "W"), ("We t", "We")):
        write(wood, item, text, saw, passing=True)
    item.refresh_from_db()
    assert item.notes == "We t"
    assert not Entry.objects.filter(verb="decisions.note_item").exists()
    write(wood, item, "We talked", "We t")
    assert Entry.objects.get(verb="decisions.note_item").detail["letters"] == 9


def test_not_more_than_there_is_room_for_nor_once_they_are_out(wood, monkeypatch):
    monkeypatch.setattr(at_meeting, "MOST_NOTES", 5)
    with pytest.raises(BadInput, match="room for 5"):
        write(wood, begin(wood).items.get(), "Too long")
    with pytest.raises(WrongState, match="with the members"):
        write(wood, send(wood).meeting.items.get(), "Late")
