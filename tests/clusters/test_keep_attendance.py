"""Who came is handed down from a meeting, by organisation."""

import pytest

from spinney.base.kernel.errors import BadInput
from spinney.base.record.models import Entry
from spinney.clusters.actions.kept_gatherings import keep_attendance
from spinney.clusters.events.days import attendance_recorded
from tests.clusters.test_keep_gathering import keep
from tests.personas import NOON


def test_it_says_what_the_meeting_says_and_strangers_are_passed_over(wood):
    gathering = keep(wood)
    birch, sorrel = (wood.organisations[name].pk for name in ("birch", "sorrel"))
    heard = []
    attendance_recorded.connect(lambda **news: heard.append(news["gathering"]), weak=False)
    for hows in ({birch: "remote", sorrel: "in_person"}, {birch: "remote"}):
        keep_attendance(gathering=gathering, hows=hows, by=wood.ash, now=NOON)
    assert list(gathering.attendance.values_list("membership__organisation", "how")) == [
        (birch, "remote")
    ]
    assert heard == [gathering]
    assert Entry.objects.filter(verb="clusters.keep_attendance").count() == 1
    keep_attendance(gathering=gathering, hows={birch: ""}, by=wood.ash, now=NOON)
    assert not gathering.attendance.exists()


def test_only_ways_that_there_are(wood):
    with pytest.raises(BadInput):
        keep_attendance(
            gathering=keep(wood), hows={wood.organisations["birch"].pk: "by_balloon"}, by=wood.ash,
            now=NOON,
        )  # fmt: skip
