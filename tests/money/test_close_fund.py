"""A fund is closed when nothing is left of it."""

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.funds import close_fund
from tests.money.keeping import ash, at, day_parts
from tests.money.making import DAY, NOON, a_fund, a_ring_fence
from tests.money.posting import came_in, paid

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_not_while_money_lies_in_the_bank_or_is_set_aside(wood):
    fund = a_fund(wood.cluster)
    came_in(wood, 5_000, fund)
    with pytest.raises(WrongState, match="£50 of “Programme grant” is in the bank"):
        close_fund(fund=fund, on=DAY, by=wood.ash, now=NOON)
    paid(wood, 5_000, fund)
    fence = a_ring_fence(fund)
    with pytest.raises(WrongState, match="ring-fence"):
        close_fund(fund=fund, on=DAY, by=wood.ash, now=NOON)
    fence.delete()
    assert ash(wood).post(at(wood, "close-fund", fund.pk), day_parts("on")).status_code == 302
    fund.refresh_from_db()
    assert fund.closed_on == DAY
    with pytest.raises(WrongState, match="closed already"):
        close_fund(fund=fund, on=DAY, by=wood.ash, now=NOON)
