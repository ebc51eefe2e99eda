"""A list that came in goes out again, but for what members have used since."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.purchasing.actions.contractors import import_contractors, undo_import_contractors
from spinney.purchasing.bridge.contractors import ContractorSaid
from spinney.purchasing.models import Contractor, ContractorUse
from tests.agreements.making import another_member
from tests.purchasing.making import BY, DAY, NOON, a_contractor

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_all_but_what_was_used_and_nothing_else(wood):
    another_member(wood, "maple")
    other = a_contractor(wood.cluster, "Added by hand")
    rows = [ContractorSaid(name, ("roofing",)) for name in ("One", "Two", "Three")]
    made = import_contractors(cluster=wood.cluster, rows=rows, by=wood.birch, now=NOON)
    ContractorUse.objects.create(
        contractor=made[1],
        organisation=wood.organisations["birch"],
        last_used_on=DAY,
        by=BY,
        at=NOON,
    )
    with pytest.raises(NotAllowed):
        undo_import_contractors(contractor=made[0], by=wood.actor("maple"), now=NOON)
    assert undo_import_contractors(contractor=made[0], by=wood.birch, now=NOON) == 2
    assert set(Contractor.objects.values_list("name", flat=True)) == {other.name, "Two"}
    with pytest.raises(WrongState):
        undo_import_contractors(contractor=made[1], by=wood.birch, now=NOON)
