"""A gathering is taken off the list, with who came."""

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.clusters.actions.gatherings import (
    Occasion,
    add_gathering,
    record_attendance,
    remove_gathering,
)
from spinney.clusters.queries.days import gatherings_of, patterns_of, removed_gatherings
from tests.clusters.programmes import entries
from tests.personas import NOON, TODAY


@pytest.fixture
def gathering(wood):
    occasion = Occasion("Core group", TODAY)
    made = add_gathering(cluster=wood.cluster, occasion=occasion, by=wood.ash, now=NOON)
    hows = {wood.memberships["birch"]: "no_word"}
    return record_attendance(gathering=made, hows=hows, version=None, by=wood.ash, now=NOON)


def test_it_counts_nowhere_and_can_be_found_to_bring_back(wood, gathering):
    assert patterns_of(wood.cluster).rows[0].pattern.of == 1
    remove_gathering(gathering=gathering, by=wood.ash, now=NOON)
    assert not gatherings_of(wood.cluster).exists()
    assert patterns_of(wood.cluster).rows[0].pattern.of == 0
    assert list(removed_gatherings(wood.cluster, NOON)) == [gathering]
    assert entries("remove_gathering")[0]["title"] == "Core group"


def test_once_is_enough(wood, gathering):
    remove_gathering(gathering=gathering, by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        remove_gathering(gathering=gathering, by=wood.ash, now=NOON)


def test_members_cannot(wood, gathering):
    with pytest.raises(NotAllowed):
        remove_gathering(gathering=gathering, by=wood.birch, now=NOON)
