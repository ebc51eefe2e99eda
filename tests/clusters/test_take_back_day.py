"""A day logged by mistake is taken back."""

from decimal import Decimal

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.clusters.actions.days import Work, log_day, take_back_day
from spinney.clusters.queries.days import allowance_of, days_of
from tests.clusters.programmes import days, entries
from tests.personas import NOON, TODAY


@pytest.fixture
def day(wood):
    work = Work("facilitation", TODAY, Decimal("1"), "First visit")
    return log_day(cluster=wood.cluster, work=work, by=wood.ash, now=NOON)


def test_it_no_longer_counts_and_the_row_stays(wood, day):
    take_back_day(day=day, by=wood.ash, now=NOON + days(30))
    assert allowance_of(wood.cluster)["facilitation"].used == 0
    assert not days_of(wood.cluster).exists()
    day.refresh_from_db()
    assert day.taken_back_at == NOON + days(30)
    assert entries("take_back_day")[0]["days"] == "1 day"


def test_after_30_days_only_a_manager_can(wood, day):
    with pytest.raises(WrongState, match="programme manager"):
        take_back_day(day=day, by=wood.ash, now=NOON + days(31))
    take_back_day(day=day, by=wood.rowan, now=NOON + days(31))
    assert not days_of(wood.cluster).exists()


def test_once_is_enough(wood, day):
    take_back_day(day=day, by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        take_back_day(day=day, by=wood.ash, now=NOON)


def test_members_cannot(wood, day):
    with pytest.raises(NotAllowed):
        take_back_day(day=day, by=wood.birch, now=NOON)
