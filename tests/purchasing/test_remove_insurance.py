"""A paper noted by mistake is taken out: by whoever saw it, or those who run the cluster."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.purchasing.actions.contractor_notes import remove_insurance
from spinney.purchasing.models import ContractorInsurance
from tests.agreements.making import another_member
from tests.purchasing.making import DAY, NOON, a_contractor

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_by_whom(wood):
    another_member(wood, "maple")
    one = a_contractor(wood.cluster)
    told = {"contractor": one, "kind": "gas_safe", "seen_on": DAY}
    birch = wood.organisations["birch"]
    papers = [
        ContractorInsurance.objects.create(**told, seen_by_organisation=birch) for _ in range(2)
    ]
    with pytest.raises(NotAllowed):
        remove_insurance(paper=papers[0], by=wood.actor("maple"), now=NOON)
    remove_insurance(paper=papers[0], by=wood.birch, now=NOON)
    remove_insurance(paper=papers[1], by=wood.ash, now=NOON)
    assert not one.insurances.exists()
