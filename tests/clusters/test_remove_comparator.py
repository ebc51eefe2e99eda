"""A figure is taken off, and can come back."""

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.clusters.actions.comparators import remove_comparator
from spinney.clusters.models import Comparator
from spinney.clusters.queries.programmes import comparators_of, removed_comparators
from tests.clusters.programmes import entries
from tests.personas import NOON


@pytest.fixture
def figure(wood):
    return Comparator.objects.create(
        programme=wood.programme, name="Fund", pence_per_organisation=1_100_000, source="p. 8"
    )


def test_it_leaves_the_page_and_can_be_found_to_bring_back(wood, figure):
    remove_comparator(comparator=figure, by=wood.rowan, now=NOON)
    assert not comparators_of(wood.programme).exists()
    assert list(removed_comparators(wood.programme, NOON)) == [figure]
    assert entries("remove_comparator")[0]["amount"] == "£11,000"


def test_once_is_enough(wood, figure):
    remove_comparator(comparator=figure, by=wood.rowan, now=NOON)
    with pytest.raises(WrongState):
        remove_comparator(comparator=figure, by=wood.rowan, now=NOON)


def test_only_managers(wood, figure):
    with pytest.raises(NotAllowed):
        remove_comparator(comparator=figure, by=wood.ash, now=NOON)
