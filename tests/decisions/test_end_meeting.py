"""A meeting is over: who came is known to the whole house."""

from datetime import date, timedelta

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.clusters import api as clusters
from spinney.clusters.actions.gatherings import record_attendance
from spinney.decisions.actions.at_meeting import end_meeting
from spinney.decisions.api import attendance
from tests.decisions.meeting import ENDS, STARTS, begin, hold, note

FIRST, LAST = date(2026, 4, 1), date(2026, 4, 30)


def test_the_cluster_and_later_payments_read_who_came(wood):
    meeting = begin(wood)
    note(wood, meeting, "birch", late_minutes=20, left_at=STARTS + timedelta(minutes=90))
    note(wood, meeting, "cedar", "no_word")
    end_meeting(meeting=meeting, by=wood.ash, now=ENDS)
    came = {one.organisation_id: one.how for one in clusters.who_came(wood.cluster, FIRST, LAST)}
    assert came == {
        wood.organisations["birch"].pk: "in_person", wood.organisations["cedar"].pk: "no_word",
    }  # fmt: skip
    found = attendance(wood.cluster, FIRST, LAST)
    assert [(one.organisation, one.came, one.minutes_there) for one in found] == [
        ("Birch House", True, 70), ("Cedar Housing Association", False, 0),
    ]  # fmt: skip
    assert attendance(wood.cluster, FIRST, date(2026, 4, 2)) == []


def test_it_ends_once(wood):
    with pytest.raises(WrongState, match="over already"):
        end_meeting(meeting=hold(wood), by=wood.ash, now=ENDS)


def test_who_came_is_entered_with_the_meeting_alone(wood):
    meeting = hold(wood)
    with pytest.raises(WrongState, match="one of your meetings"):
        record_attendance(
            gathering=meeting.gathering, hows={wood.memberships["birch"]: "apologies"},
            version=None, by=wood.ash, now=ENDS,
        )  # fmt: skip
