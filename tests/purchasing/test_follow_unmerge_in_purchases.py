"""They are two after all: each has what it had."""

from __future__ import annotations

import pytest

from spinney.purchasing.actions.purchase_merges import (
    follow_merge_in_purchases,
    follow_unmerge_in_purchases,
)
from spinney.purchasing.models import Contract, Pledge
from tests.purchasing.buying import NOW, SYSTEM
from tests.purchasing.merging import merged

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_everything_is_as_it_was(wood):
    merge = merged(wood)
    before = sorted(Pledge.objects.values_list("pk", "organisation"))
    follow_merge_in_purchases(merge=merge, by=SYSTEM, now=NOW)
    follow_unmerge_in_purchases(merge=merge, by=SYSTEM, now=NOW)
    assert sorted(Pledge.objects.values_list("pk", "organisation")) == before
    assert Contract.objects.get().organisation == merge.aside
