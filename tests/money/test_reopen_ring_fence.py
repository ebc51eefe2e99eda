"""A ring-fence is opened again, with what it had."""

import pytest

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.money.actions.ring_fences import (
    RingFenceSaid,
    close_ring_fence,
    edit_ring_fence,
    reopen_ring_fence,
)
from spinney.money.bridge.ring_fences import take_from
from tests.money.keeping import ash, at
from tests.money.making import DAY, NOON, a_fund, a_ring_fence
from tests.money.posting import came_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_has_what_it_had(wood):
    fence = a_ring_fence(a_fund(wood.cluster))
    take_from(fence, 4_000, words="Came", by=wood.ash, now=NOON)
    close_ring_fence(ring_fence=fence, on=DAY, by=wood.ash, now=NOON)
    assert ash(wood).post(at(wood, "reopen-ring-fence", fence.pk)).status_code == 302
    fence.refresh_from_db()
    assert (fence.amount_pence, fence.remaining_pence) == (100_000, 96_000)
    with pytest.raises(WrongState, match="is open"):
        reopen_ring_fence(ring_fence=fence, by=wood.ash, now=NOON)


def test_what_was_given_back_before_it_was_closed_stays_with_the_fund(wood):
    fence = a_ring_fence(a_fund(wood.cluster))
    take_from(fence, 40_000, words="Came", by=wood.ash, now=NOON)
    less = RingFenceSaid(fence.name, 40_000)
    edit_ring_fence(ring_fence=fence, said=less, by=wood.ash, now=NOON)
    close_ring_fence(ring_fence=fence, on=DAY, by=wood.ash, now=NOON)
    reopen_ring_fence(ring_fence=fence, by=wood.ash, now=NOON)
    fence.refresh_from_db()
    assert (fence.amount_pence, fence.remaining_pence) == (40_000, 0)


def test_what_its_fund_has_set_aside_for_something_else_meanwhile_is_not_there(wood):
    fund = a_fund(wood.cluster)
    came_in(wood, 150_000, fund)
    fence = a_ring_fence(fund)
    close_ring_fence(ring_fence=fence, on=DAY, by=wood.ash, now=NOON)
    a_ring_fence(fund, name="Something else")
    with pytest.raises(BadInput, match="“Programme grant” has £500 to set aside"):
        reopen_ring_fence(ring_fence=fence, by=wood.ash, now=NOON)
    came_in(wood, 50_000, fund)
    assert reopen_ring_fence(ring_fence=fence, by=wood.ash, now=NOON).amount_pence == 100_000
