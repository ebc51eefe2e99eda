"""A gathering that was removed comes back with who came."""

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.clusters.actions.gatherings import (
    Occasion,
    add_gathering,
    record_attendance,
    remove_gathering,
    restore_gathering,
)
from spinney.clusters.queries.days import patterns_of
from tests.clusters.programmes import days
from tests.personas import NOON, TODAY


@pytest.fixture
def removed(wood):
    occasion = Occasion("Core group", TODAY)
    made = add_gathering(cluster=wood.cluster, occasion=occasion, by=wood.ash, now=NOON)
    hows = {wood.memberships["birch"]: "no_word"}
    record_attendance(gathering=made, hows=hows, version=None, by=wood.ash, now=NOON)
    return remove_gathering(gathering=made, by=wood.ash, now=NOON)


def test_it_counts_again(wood, removed):
    restore_gathering(gathering=removed, by=wood.ash, now=NOON + days(30))
    assert patterns_of(wood.cluster).rows[0].pattern.of == 1


def test_not_after_30_days(wood, removed):
    with pytest.raises(WrongState):
        restore_gathering(gathering=removed, by=wood.ash, now=NOON + days(31))


def test_members_cannot(wood, removed):
    with pytest.raises(NotAllowed):
        restore_gathering(gathering=removed, by=wood.birch, now=NOON)
