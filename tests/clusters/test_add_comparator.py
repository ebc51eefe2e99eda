"""A figure to compare with has a source."""

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.clusters.actions.comparators import CostElsewhere, add_comparator
from tests.clusters.programmes import entries
from tests.personas import NOON

FUND = CostElsewhere("Another fund, stage two", 1_100_000, "Report of 2010, page 8")


def add(wood, cost=FUND, by="rowan"):
    return add_comparator(programme=wood.programme, cost=cost, by=wood.actor(by), now=NOON)


def test_it_is_kept_and_told_with_its_source(wood):
    made = add(wood)
    assert made.pence_per_organisation == 1_100_000
    told = entries("add_comparator")[0]
    assert (told["amount"], told["source"]) == ("£11,000", "Report of 2010, page 8")


@pytest.mark.parametrize(
    ("cost", "field"),
    [
        (CostElsewhere("", 1, "s"), "name"),
        (CostElsewhere("Fund", 0, "s"), "pence_per_organisation"),
        (CostElsewhere("Fund", 1, " "), "source"),
    ],
)
def test_what_cannot_be_checked_is_refused(wood, cost, field):
    with pytest.raises(BadInput) as caught:
        add(wood, cost)
    assert list(caught.value.fields) == [field]


def test_only_managers(wood):
    with pytest.raises(NotAllowed):
        add(wood, by="ash")
