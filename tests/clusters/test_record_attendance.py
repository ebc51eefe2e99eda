"""Who came is noted for the whole membership at once."""

from datetime import date

import pytest

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, NotAllowed
from spinney.clusters.actions.gatherings import Occasion, add_gathering, record_attendance
from spinney.clusters.models import Attendance
from spinney.clusters.queries.days import sheet_of
from tests.clusters.programmes import entries
from tests.personas import NOON, TODAY


def held(wood, on=TODAY):
    occasion = Occasion("Core group", on)
    return add_gathering(cluster=wood.cluster, occasion=occasion, by=wood.ash, now=NOON)


def note(wood, gathering, hows, by="ash", version=None):
    return record_attendance(
        gathering=gathering,
        hows={wood.memberships[name]: how for name, how in hows.items()},
        version=version,
        by=wood.actor(by),
        now=NOON,
    )


def test_each_way_is_kept_and_the_count_is_told(wood):
    gathering = held(wood)
    note(wood, gathering, {"birch": "deputy", "cedar": "apologies"})
    rows = {r.membership.organisation.name: r.how for r in sheet_of(gathering)}
    assert rows == {"Birch House": "deputy", "Cedar Housing Association": "apologies"}
    told = entries("record_attendance")[0]
    assert (told["came"], told["of"]) == (1, 2)


def test_a_note_is_changed_and_taken_away(wood):
    gathering = held(wood)
    note(wood, gathering, {"birch": "in_person", "cedar": "remote"})
    note(wood, gathering, {"birch": "no_word", "cedar": ""})
    assert list(Attendance.objects.values_list("how", flat=True)) == ["no_word"]
    assert entries("record_attendance")[1]["before"] == {
        "Birch House": "in_person",
        "Cedar Housing Association": "remote",
    }


def test_members_before_supporters_and_only_those_who_belonged_that_day(wood):
    assert [r.membership.organisation.name for r in sheet_of(held(wood))] == [
        "Birch House",
        "Cedar Housing Association",
    ]
    assert sheet_of(held(wood, on=date(2026, 1, 9))) == []
    gone = wood.memberships["birch"]
    gone.state, gone.left_on = "left", date(2026, 2, 1)
    gone.save()
    assert len(sheet_of(held(wood, on=date(2026, 1, 31)))) == 2
    assert len(sheet_of(held(wood, on=date(2026, 2, 1)))) == 1


def test_not_before_it_was_held(wood):
    with pytest.raises(BadInput):
        note(wood, held(wood, on=date(2026, 3, 21)), {"birch": "in_person"})


def test_nobody_from_next_door_and_no_unknown_way(wood):
    gathering = held(wood)
    with pytest.raises(BadInput, match="not of this cluster"):
        note(wood, gathering, {"sorrel": "in_person"})
    with pytest.raises(BadInput):
        note(wood, gathering, {"birch": "by_balloon"})
    assert not Attendance.objects.exists()


def test_the_second_of_two_is_told_what_the_first_noted(wood):
    gathering = held(wood)
    note(wood, gathering, {"birch": "in_person"}, version=1)
    with pytest.raises(ChangedMeanwhile) as caught:
        note(wood, gathering, {"birch": "no_word"}, version=1)
    assert caught.value.changes == {"Birch House": ("", "in_person")}


def test_members_cannot(wood):
    gathering = held(wood)
    with pytest.raises(NotAllowed):
        note(wood, gathering, {"birch": "in_person"}, by="birch")
