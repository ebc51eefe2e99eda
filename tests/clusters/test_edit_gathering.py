"""A gathering is changed; two at once are told of each other."""

from dataclasses import replace
from datetime import date

import pytest

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, NotAllowed, WrongState
from spinney.clusters.actions.gatherings import (
    Occasion,
    add_gathering,
    edit_gathering,
    record_attendance,
    remove_gathering,
)
from tests.clusters.programmes import entries
from tests.personas import NOON, TODAY

FIRST = Occasion("Core group", TODAY, "Birch House")


@pytest.fixture
def gathering(wood):
    return add_gathering(cluster=wood.cluster, occasion=FIRST, by=wood.ash, now=NOON)


def edit(wood, gathering, by="ash", version=1, **changes):
    return edit_gathering(
        gathering=gathering,
        occasion=replace(FIRST, **changes),
        version=version,
        by=wood.actor(by),
        now=NOON,
    )


def test_what_changed_is_recorded(wood, gathering):
    edit(wood, gathering, where="Cedar Hall", held_on=date(2026, 3, 19))
    told = entries("edit_gathering")[0]
    assert told["what"] == "the date and the place"
    assert told["before"]["where"] == "Birch House"


def test_the_second_of_two_is_told(wood, gathering):
    edit(wood, gathering, where="Cedar Hall")
    with pytest.raises(ChangedMeanwhile) as caught:
        edit(wood, gathering, title="Board")
    assert caught.value.changes == {"where": ("Birch House", "Cedar Hall")}


def test_one_that_was_attended_cannot_move_into_the_future(wood, gathering):
    hows = {wood.memberships["birch"]: "in_person"}
    record_attendance(gathering=gathering, hows=hows, version=None, by=wood.ash, now=NOON)
    with pytest.raises(BadInput):
        edit(wood, gathering, version=None, held_on=date(2026, 4, 1))


def test_one_that_was_removed_stays(wood, gathering):
    remove_gathering(gathering=gathering, by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        edit(wood, gathering, where="Cedar Hall")


def test_members_cannot(wood, gathering):
    with pytest.raises(NotAllowed):
        edit(wood, gathering, by="birch", where="Mine")
