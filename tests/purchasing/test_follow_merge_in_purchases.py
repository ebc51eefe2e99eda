"""Two members turn out to be one: what either has goes along."""

from __future__ import annotations

import pytest

from spinney.purchasing.actions.purchase_merges import follow_merge_in_purchases
from spinney.purchasing.models import Contract, Pledge
from tests.purchasing.buying import NOW, SYSTEM, a_word
from tests.purchasing.making import a_purchase
from tests.purchasing.merging import merged

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_what_only_one_has_goes_along_and_of_two_words_that_of_the_kept_one_counts(wood):
    merge = merged(wood)
    both = Pledge.objects.get(purchase__title="Both", organisation=merge.kept)
    follow_merge_in_purchases(merge=merge, by=SYSTEM, now=NOW)
    kept = Pledge.objects.filter(organisation=merge.kept)
    assert sorted(kept.values_list("purchase__title", flat=True)) == ["Both", "One"]
    assert Pledge.objects.get(purchase__title="Both", organisation=merge.kept) == both
    assert Contract.objects.get().organisation == merge.kept
    a_word(wood, a_purchase(wood.cluster))
