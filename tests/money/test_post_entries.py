"""Many entries at once: all, or none."""

import pytest

from spinney.base.kernel.errors import BadInput
from spinney.base.record.models import Entry as Recorded
from spinney.money.actions.posting import Draft, post_entries
from spinney.money.bridge.posting import PostingLine
from spinney.money.models import Entry
from spinney.money.queries.chain import verify_ledger
from tests.money.making import DAY, NOON
from tests.money.posting import check_kept

pytestmark = pytest.mark.django_db


def _drafts(*pence: int) -> list[Draft]:
    return [
        Draft(DAY, f"Tea {one}", [PostingLine("other_cost", one), PostingLine("bank", -one)])
        for one in pence
    ]


def test_all_are_written_in_one_go(wood, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        found = post_entries(
            cluster=wood.cluster, drafts=_drafts(*range(1, 60)), by=wood.ash, now=NOON
        )
    assert [one.number for one in found] == list(range(1, 60))
    assert Recorded.objects.get(verb="money.post_entries").detail["first"] == 1
    check_kept(wood.cluster)
    assert verify_ledger(wood.cluster) == []


def test_one_that_is_not_sound_keeps_all_of_them_out(wood):
    with pytest.raises(BadInput):
        post_entries(cluster=wood.cluster, drafts=_drafts(5, 0, 7), by=wood.ash, now=NOON)
    assert not Entry.objects.exists()
    assert post_entries(cluster=wood.cluster, drafts=[], by=wood.ash, now=NOON) == []
