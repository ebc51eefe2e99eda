"""A ring-fence is changed; with its amount changes what is left."""

import pytest

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile
from spinney.money.actions.ring_fences import RingFenceSaid, edit_ring_fence
from spinney.money.bridge.ring_fences import take_from
from tests.money.keeping import ash, at
from tests.money.making import NOON, a_fund, a_ring_fence
from tests.money.posting import came_in, paid

pytestmark = pytest.mark.django_db


def test_more_or_less_is_set_aside_but_not_less_than_was_taken(wood):
    fence = a_ring_fence(a_fund(wood.cluster))
    take_from(fence, 60_000, words="Came", by=wood.ash, now=NOON)
    sent = {"name": "Meetings", "amount_pence": "700", "version": "1"}
    assert ash(wood).post(at(wood, "edit-ring-fence", fence.pk), sent).status_code == 302
    fence.refresh_from_db()
    assert (fence.name, fence.amount_pence, fence.remaining_pence) == ("Meetings", 70_000, 10_000)
    with pytest.raises(BadInput, match="£600 was taken from it already"):
        edit_ring_fence(
            ring_fence=fence, said=RingFenceSaid("Meetings", 59_999), by=wood.ash, now=NOON
        )
    with pytest.raises(ChangedMeanwhile):
        edit_ring_fence(
            ring_fence=fence, said=RingFenceSaid("x", 70_000), read=1, by=wood.ash, now=NOON
        )


def test_no_more_is_added_than_its_fund_has(wood):
    fund = a_fund(wood.cluster)
    came_in(wood, 150_000, fund)
    fence = a_ring_fence(fund)

    def edited(pence):
        said = RingFenceSaid(fence.name, pence)
        return edit_ring_fence(ring_fence=fence, said=said, by=wood.ash, now=NOON)

    with pytest.raises(BadInput, match="“Programme grant” has £500 more to set aside") as refused:
        edited(150_001)
    assert set(refused.value.fields) == {"amount_pence"}
    assert edited(150_000).remaining_pence == 150_000
    paid(wood, 90_000, fund)
    assert edited(120_000).amount_pence == 120_000, "less can be set aside at any time"
