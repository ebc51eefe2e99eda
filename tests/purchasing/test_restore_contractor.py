"""A contractor that was removed is brought back with all that was noted of it."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.purchasing.actions.contractors import remove_contractor, restore_contractor
from spinney.purchasing.models import ContractorUse
from tests.purchasing.making import BY, DAY, NOON, a_contractor

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_with_what_was_noted_by_those_who_may_remove_it(wood):
    one = a_contractor(wood.cluster)
    ContractorUse.objects.create(
        contractor=one, organisation=wood.organisations["birch"], last_used_on=DAY, by=BY, at=NOON
    )
    remove_contractor(contractor=one, by=wood.ash, now=NOON)
    with pytest.raises(NotAllowed):
        restore_contractor(contractor=one, by=wood.birch, now=NOON)
    back = restore_contractor(contractor=one, by=wood.ash, now=NOON)
    assert (back.removed_at, back.uses.count()) == (None, 1)
    with pytest.raises(WrongState):
        restore_contractor(contractor=one, by=wood.ash, now=NOON)
