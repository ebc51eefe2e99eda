"""Who is here, noted by several at once; and whether that is enough, from when to when."""

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.clusters.models import Attendance
from spinney.decisions.actions.at_meeting import PresenceNote, note_presences
from spinney.decisions.bridge.meeting_quorum import over_time, roll_of
from spinney.decisions.models import Proxy
from spinney.decisions.queries.taking_minutes import quorum_now
from tests.decisions.meeting import (
    AFTER,
    ENDS,
    NOON,
    STARTS,
    begin,
    call,
    hold,
    note,
    send,
    with_quorum,
)

LEFT = STARTS + timedelta(minutes=70)


def noted(meeting, name):
    return PresenceNote.of(meeting.presences.get(organisation__name=name))


def test_two_writers_do_not_undo_each_other(wood):
    meeting = begin(wood)
    birch = wood.organisations["birch"]
    saw = PresenceNote()  # both opened the page before either wrote

    def write(says):
        return note_presences(
            meeting=meeting, noted={birch.pk: (saw, says)}, by=wood.ash, now=STARTS
        )

    assert write(PresenceNote("in_person"))
    assert write(PresenceNote("", late_minutes=15))  # the second said nothing of how it came
    assert noted(meeting, "Birch House") == PresenceNote("in_person", late_minutes=15)
    assert write(saw) == []


def test_the_quorum_follows_who_comes_and_leaves(wood):
    with_quorum(wood)
    meeting = begin(wood)
    assert quorum_now(meeting, STARTS).met is False
    note(wood, meeting, "birch")
    note(wood, meeting, "fern", "remote", late_minutes=20, left_at=LEFT)
    note(wood, meeting, "cedar")  # comes, but does not count
    assert quorum_now(meeting, LEFT - timedelta(minutes=1)).met
    assert quorum_now(meeting, LEFT).sentence.startswith("1 of 3 members is here; 2 are needed.")
    meeting.closed_at = ENDS
    said = over_time(meeting, roll_of(meeting), meeting.rule)
    assert said == "There was a quorum from 10:20 to 11:10."


def test_whoever_is_away_counts_through_the_one_who_votes_for_it(wood):
    with_quorum(wood)
    meeting = begin(wood)
    Proxy.objects.create(
        cluster=wood.cluster, meeting=meeting, organisation=wood.organisations["gorse"],
        holder=wood.organisations["birch"], given_at=NOON, given_by="person:1",
    )  # fmt: skip
    assert quorum_now(meeting, AFTER).met is False
    note(wood, meeting, "birch")
    assert quorum_now(meeting, AFTER).met


def test_after_the_meeting_the_cluster_learns_of_a_change(wood):
    meeting = hold(wood)
    note(wood, meeting, "cedar", "apologies")
    assert set(Attendance.objects.values_list("membership__organisation__name", "how")) == {
        ("Birch House", "in_person"), ("Cedar Housing Association", "apologies"),
    }  # fmt: skip


def test_who_did_not_come_was_neither_late_nor_left(wood):
    meeting = begin(wood)
    note(wood, meeting, "birch", late_minutes=5, left_at=LEFT)
    note(wood, meeting, "birch", "apologies")
    assert noted(meeting, "Birch House") == PresenceNote("apologies")


def test_what_cannot_be(wood):
    meeting = begin(wood)
    with pytest.raises(BadInput, match="left before the meeting began"):
        note(wood, meeting, "birch", left_at=STARTS - timedelta(hours=1))
    stranger = wood.organisations["sorrel"]
    with pytest.raises(BadInput, match="not invited"):
        note_presences(
            meeting=meeting, noted={stranger.pk: (PresenceNote(), PresenceNote("remote"))},
            by=wood.ash, now=AFTER,
        )  # fmt: skip
    with pytest.raises(WrongState, match="not begun"):
        note(wood, call(wood), "birch")


def test_it_can_be_put_right_while_members_read_the_minutes(wood):
    meeting = send(wood).meeting
    note(wood, meeting, "birch", late_minutes=10)
    assert noted(meeting, "Birch House").late_minutes == 10
