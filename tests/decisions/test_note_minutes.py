"""What is said of the meeting as a whole."""

from spinney.decisions.actions.at_meeting import note_minutes
from tests.decisions.meeting import AFTER, begin


def test_texts_are_put_together_and_of_a_line_only_what_was_changed(wood):
    meeting = begin(wood)

    def write(saw, says):
        return note_minutes(meeting=meeting, saw=saw, says=says, by=wood.ash, now=AFTER)

    write({}, {"opening": "Fern welcomed all.", "others": "Ivy Reed, The Meadow Trust"})
    saw = {"opening": "", "taken_by": "Ash", "others": ""}
    found = write(saw, {"opening": "It began late.", "taken_by": "Hazel  Ward", "others": ""})
    assert found.opening == "Fern welcomed all.\nIt began late."
    assert (found.taken_by, found.others) == ("Hazel Ward", "Ivy Reed, The Meadow Trust")
