"""A ring-fence is closed: what is left is free again."""

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.bridge.ring_fences import take_from
from spinney.money.queries.landing import set_aside_by_fund
from tests.money.keeping import ash, at, day_parts
from tests.money.making import NOON, a_fund, a_ring_fence

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_what_is_left_goes_back_and_what_was_promised_stays(wood):
    fence = a_ring_fence(a_fund(wood.cluster))
    take_from(fence, 4_000, words="Came", by=wood.ash, now=NOON)
    sent = ash(wood).post(at(wood, "close-ring-fence", fence.pk), day_parts("on"))
    assert sent.status_code == 302
    fence.refresh_from_db()
    assert (fence.amount_pence, fence.remaining_pence) == (4_000, 0)
    assert set_aside_by_fund(wood.cluster) == {fence.fund_id: 4_000}
    with pytest.raises(WrongState, match="was closed on"):
        take_from(fence, 1, words="Came", by=wood.ash, now=NOON)
