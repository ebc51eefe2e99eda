"""They are two after all: each has its own again."""

from __future__ import annotations

import pytest

from spinney.base.kernel.actors import Actor
from spinney.money.actions.money_merges import follow_merge_of_money, follow_unmerge_of_money
from spinney.money.models import Claim, Grant
from spinney.register.models import Merge
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


def test_each_has_its_own_again(wood, merge):
    system = Actor.system("merges")
    follow_merge_of_money(merge=merge, by=system, now=NOW)
    assert counts(merge.aside) == (0, 0)
    follow_unmerge_of_money(merge=merge, by=system, now=NOW)
    assert counts(merge.kept) == counts(merge.aside) == (1, 1)
