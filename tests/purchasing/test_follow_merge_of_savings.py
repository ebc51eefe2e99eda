"""Two organisations turn out to be one: its savings count once, and each word stays."""

from __future__ import annotations

import pytest

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed
from spinney.purchasing.actions.saving_merges import (
    follow_merge_of_savings,
    follow_unmerge_of_savings,
)
from spinney.purchasing.models import ContractorUse, Saving
from spinney.purchasing.queries.savings import ledger_of
from spinney.register.actions.duplicates import merge_organisations
from spinney.register.models import Mandate, Merge
from tests.agreements.making import another_member
from tests.purchasing.making import BY, DAY, NOON, a_contractor, a_saving

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def merge(wood):
    kept, aside = wood.organisations["birch"], another_member(wood, "maple")
    for organisation in (kept, aside):
        a_saving(wood.cluster, organisation, state="confirmed")
    both, alone = a_contractor(wood.cluster), a_contractor(wood.cluster, "Alone")
    for one, organisation in ((both, kept), (both, aside), (alone, aside)):
        ContractorUse.objects.create(
            contractor=one, organisation=organisation, last_used_on=DAY, by=BY, at=NOON
        )
    row = Merge(kept=kept, aside=aside)
    row.pk = 1
    return row


def test_handed_over_counted_once_and_given_back(wood, merge):
    system = Actor.system("merges")
    follow_merge_of_savings(merge=merge, by=system, now=NOON)
    assert Saving.objects.filter(organisation=merge.kept).count() == 2
    assert ledger_of(wood.ash, wood.cluster, DAY).totals[0].sure.low == 30_000
    assert ContractorUse.objects.filter(organisation=merge.kept).count() == 2
    assert ContractorUse.objects.filter(organisation=merge.aside).count() == 1
    follow_unmerge_of_savings(merge=merge, by=system, now=NOON)
    assert Saving.objects.filter(organisation=merge.aside).count() == 1
    assert ledger_of(wood.ash, wood.cluster, DAY).totals[0].sure.low == 60_000
    assert ContractorUse.objects.filter(organisation=merge.aside).count() == 2


def test_nobody_does_it_by_hand(wood, merge):
    with pytest.raises(NotAllowed):
        follow_merge_of_savings(merge=merge, by=wood.hazel, now=NOON)


def test_it_follows_the_register(wood, merge):
    Mandate.objects.all().delete()  # nobody acts for them, so that the host may merge them
    merge_organisations(kept=merge.kept, aside=merge.aside, by=wood.hazel, now=NOON)
    assert Saving.objects.filter(organisation=merge.kept).count() == 2
