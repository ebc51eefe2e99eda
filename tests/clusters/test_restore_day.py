"""A day that was taken back counts again."""

from decimal import Decimal

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.clusters.actions.days import Work, log_day, restore_day, take_back_day
from spinney.clusters.queries.days import allowance_of
from tests.clusters.programmes import days
from tests.personas import NOON, TODAY


@pytest.fixture
def taken(wood):
    work = Work("facilitation", TODAY, Decimal("1"), "First visit")
    day = log_day(cluster=wood.cluster, work=work, by=wood.ash, now=NOON)
    return take_back_day(day=day, by=wood.ash, now=NOON)


def test_it_counts_again(wood, taken):
    restore_day(day=taken, by=wood.ash, now=NOON + days(30))
    assert allowance_of(wood.cluster)["facilitation"].used == 1


def test_not_after_30_days_and_not_twice(wood, taken):
    with pytest.raises(WrongState):
        restore_day(day=taken, by=wood.ash, now=NOON + days(31))
    restore_day(day=taken, by=wood.ash, now=NOON)
    with pytest.raises(WrongState, match="nothing to bring back"):
        restore_day(day=taken, by=wood.ash, now=NOON)


def test_members_cannot(wood, taken):
    with pytest.raises(NotAllowed):
        restore_day(day=taken, by=wood.birch, now=NOON)
