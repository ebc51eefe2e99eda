"""They are two after all: each shares what it shared, unless the member said otherwise since."""

from __future__ import annotations

import pytest

from spinney.purchasing.actions.share_merges import (
    follow_merge_of_shares,
    follow_unmerge_of_shares,
)
from spinney.purchasing.actions.shares import take_back_share
from spinney.purchasing.models import SpendShare
from spinney.register.models import Merge
from tests.agreements.making import another_member
from tests.purchasing.making import BY, NOON, a_share
from tests.purchasing.spending_merged import SYSTEM

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def merge(wood):
    kept, aside = wood.organisations["birch"], another_member(wood, "maple")
    a_share(wood.cluster, kept)
    a_share(wood.cluster, aside, shown="suppliers")
    row = Merge.objects.create(kept=kept, aside=aside, merged_at=NOON, merged_by=BY)
    follow_merge_of_shares(merge=row, by=SYSTEM, now=NOON)
    return row


def levels():
    rows = SpendShare.objects.filter(state="shared").order_by("pk")
    return [(one.organisation.name, one.shown) for one in rows]


def test_each_shares_as_it_did(wood, merge):
    assert levels() == [("Birch House", "suppliers")]
    follow_unmerge_of_shares(merge=merge, by=SYSTEM, now=NOON)
    assert levels() == [("Birch House", "bands"), ("Maple House", "suppliers")]


def test_what_was_taken_back_since_stays_hidden(wood, merge):
    take_back_share(cluster=wood.cluster, organisation=merge.kept, by=wood.birch, now=NOON)
    follow_unmerge_of_shares(merge=merge, by=SYSTEM, now=NOON)
    assert levels() == [("Maple House", "suppliers")]
