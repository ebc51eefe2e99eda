"""Two organisations turn out to be one: it has the grants and claims of both."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.money.actions.money_merges import follow_merge_of_money
from spinney.money.models import Claim, Grant
from spinney.register.actions.duplicates import merge_organisations
from spinney.register.models import Mandate, Merge
from tests.agreements.making import another_member
from tests.money.granting import NOW
from tests.money.making import a_claim, a_grant

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def merge(wood):
    kept, aside = wood.organisations["birch"], another_member(wood, "maple")
    for one in (kept, aside):
        a_claim(wood.cluster, one)
        a_grant(wood.cluster, holder=one)
    row = Merge(kept=kept, aside=aside)
    row.pk = 1
    return row


def counts(organisation):
    claims = Claim.objects.filter(organisation=organisation).count()
    return claims, Grant.objects.filter(holder=organisation).count()


def test_by_the_register_and_never_by_hand(wood, merge):
    with pytest.raises(NotAllowed):
        follow_merge_of_money(merge=merge, by=wood.hazel, now=NOW)
    Mandate.objects.all().delete()  # nobody acts for them, so that the host may merge them
    merge_organisations(kept=merge.kept, aside=merge.aside, by=wood.hazel, now=NOW)
    assert counts(merge.kept) == (2, 2)
