"""A figure that was removed comes back within 30 days."""

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.clusters.actions.comparators import remove_comparator, restore_comparator
from spinney.clusters.models import Comparator
from spinney.clusters.queries.programmes import comparators_of
from tests.clusters.programmes import days
from tests.personas import NOON


@pytest.fixture
def removed(wood):
    figure = Comparator.objects.create(
        programme=wood.programme, name="Fund", pence_per_organisation=1_100_000, source="p. 8"
    )
    return remove_comparator(comparator=figure, by=wood.rowan, now=NOON)


def test_it_stands_there_again(wood, removed):
    restore_comparator(comparator=removed, by=wood.rowan, now=NOON + days(30))
    assert list(comparators_of(wood.programme)) == [removed]


def test_after_30_days_it_is_gone(wood, removed):
    with pytest.raises(WrongState, match="more than 30 days"):
        restore_comparator(comparator=removed, by=wood.rowan, now=NOON + days(31))


def test_what_is_there_cannot_come_back(wood, removed):
    restore_comparator(comparator=removed, by=wood.rowan, now=NOON)
    with pytest.raises(WrongState):
        restore_comparator(comparator=removed, by=wood.rowan, now=NOON)


def test_only_managers(wood, removed):
    with pytest.raises(NotAllowed):
        restore_comparator(comparator=removed, by=wood.ash, now=NOON)
