"""A member says what is wrong in the minutes; by a link too."""

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.decisions.actions.minutes import approve_minutes, ask_correction
from spinney.decisions.queries.minutes import corrections_of, is_intact
from tests.agreements.making import another_member
from tests.decisions.meeting import AFTER, guest, hold, send


def ask(wood, meeting, by, words="It was Fern, not Ash.", **more):
    return ask_correction(meeting=meeting, words=words, by=by, now=AFTER, **more)


def test_it_names_the_organisation_and_those_who_run_the_cluster_are_told(wood):
    minutes = send(wood)
    by = guest(minutes, "decisions.ask_correction")
    ask(wood, minutes.meeting, by, item=minutes.meeting.items.get())
    minutes.refresh_from_db()
    found = corrections_of(minutes)[0]
    assert (found.words, found.about, found.state) == (
        "It was Fern, not Ash.", "What we share first", "waiting",
    )  # fmt: skip
    assert found.whose in ("Birch House", "Cedar Housing Association")
    assert Message.objects.filter(kind="decisions.correction_asked").count() == 1


def test_of_approved_minutes_it_waits_for_a_later_meeting_and_changes_nothing(wood):
    meeting = send(wood).meeting
    minutes = approve_minutes(meeting=meeting, by=wood.ash, now=AFTER + timedelta(days=11))
    ask(wood, meeting, wood.birch)
    minutes.refresh_from_db()
    assert corrections_of(minutes)[0].state == "later"
    assert is_intact(minutes)


def test_not_before_they_are_sent_nor_without_words_nor_by_who_was_not_invited(wood):
    with pytest.raises(WrongState, match="still being written"):
        ask(wood, hold(wood), wood.birch)
    meeting = send(wood).meeting
    with pytest.raises(BadInput, match="Say what is wrong"):
        ask(wood, meeting, wood.birch, " ")
    another_member(wood, "fern")
    with pytest.raises(NotAllowed, match="not among those"):
        ask(wood, meeting, wood.actor("fern"))
