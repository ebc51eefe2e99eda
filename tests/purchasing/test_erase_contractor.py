"""Removal really removes: at once when somebody asks for it, by itself after 30 days."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.purchasing.actions.contractors import erase_contractor, remove_contractor
from spinney.purchasing.models import Contractor, ContractorInsurance, ContractorUse
from spinney.purchasing.tasks.contractors import erase_removed
from tests.purchasing.making import BY, DAY, NOON, a_contractor

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def gone(wood):
    one = a_contractor(wood.cluster)
    ContractorUse.objects.create(
        contractor=one, organisation=wood.organisations["birch"], last_used_on=DAY, by=BY, at=NOON
    )
    ContractorInsurance.objects.create(contractor=one, kind="gas_safe", seen_on=DAY)
    return remove_contractor(contractor=one, by=wood.ash, now=NOON)


def test_at_once_with_everything_noted_of_it(wood, gone):
    with pytest.raises(NotAllowed):
        erase_contractor(contractor=gone, by=wood.birch, now=NOON)
    erase_contractor(contractor=gone, by=wood.ash, now=NOON)
    for model in (Contractor, ContractorUse, ContractorInsurance):
        assert not model.objects.exists()


def test_only_once_it_was_removed_and_by_itself_only_when_its_time_is_over(wood, gone):
    here = a_contractor(wood.cluster, "Still Here")
    with pytest.raises(WrongState, match="Remove it first"):
        erase_contractor(contractor=here, by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        erase_contractor(contractor=gone, by=Actor.system("contractors"), now=NOON)
    erase_removed(NOON + timedelta(days=29))
    assert Contractor.objects.count() == 2
    erase_removed(NOON + timedelta(days=30))
    assert list(Contractor.objects.all()) == [here]
