"""A correction is taken in, or it is said why not."""

import pytest

from spinney.base.kernel.errors import BadInput, NotFound, WrongState
from spinney.decisions.actions.minutes import settle_correction
from spinney.decisions.bridge.minutes_text import text_of
from tests.decisions.meeting import AFTER, send
from tests.decisions.test_ask_correction import ask


def settle(wood, meeting, key, **said):
    return settle_correction(meeting=meeting, key=key, by=wood.ash, now=AFTER, **said)


def test_taken_in_it_changes_its_item_and_stands_below_the_minutes(wood):
    meeting = send(wood).meeting
    item = meeting.items.get()
    key = ask(wood, meeting, wood.birch, item=item)["key"]
    settle(wood, meeting, key, taken=True, notes="Fern spoke.")
    item.refresh_from_db()
    assert item.notes == "Fern spoke."
    meeting.minutes.refresh_from_db()
    assert text_of(meeting).corrections == ("Birch House: It was Fern, not Ash.",)


def test_left_as_it_is_somebody_says_why(wood):
    meeting = send(wood).meeting
    key = ask(wood, meeting, wood.birch)["key"]
    with pytest.raises(BadInput, match="Say why"):
        settle(wood, meeting, key, taken=False)
    minutes = settle(wood, meeting, key, taken=False, answer="Ash it was: see the tape.")
    assert minutes.corrections[0]["state"] == "declined"
    with pytest.raises(WrongState, match="settled already"):
        settle(wood, meeting, key, taken=True)
    with pytest.raises(NotFound):
        settle(wood, meeting, "made-up", taken=True)
