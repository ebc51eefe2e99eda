"""What was put away is brought back, for 30 days."""

from datetime import timedelta

import pytest
from django.utils import timezone

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.diagnostics.actions.groups import remove_grouping, restore_grouping
from tests.access import client_of
from tests.diagnostics.groupings import asked, locality, proposed
from tests.personas import NOON


def test_it_comes_back_with_its_proposals(wood):
    locality(wood)
    grouping = asked(wood)
    found = proposed(wood, grouping)
    remove_grouping(grouping=grouping, by=wood.ash, now=timezone.now())
    there = f"/clusters/{wood.cluster.pk}/groupings/{grouping.pk}/restore-grouping/"
    page = client_of(wood, "ash").post(there, follow=True).content.decode()
    assert "is back" in page
    grouping.refresh_from_db()
    assert grouping.removed_at is None
    assert list(grouping.proposals.all()) == found


def test_not_after_30_days_and_not_twice(wood):
    grouping = asked(wood)
    with pytest.raises(WrongState):
        restore_grouping(grouping=grouping, by=wood.ash, now=NOON)
    remove_grouping(grouping=grouping, by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        restore_grouping(grouping=grouping, by=wood.ash, now=NOON + timedelta(days=31))


def test_members_cannot(wood):
    grouping = remove_grouping(grouping=asked(wood), by=wood.ash, now=NOON)
    with pytest.raises(NotAllowed):
        restore_grouping(grouping=grouping, by=wood.birch, now=NOON)
