"""A closed fund is opened again."""

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.funds import reopen_fund
from tests.money.keeping import ash, at
from tests.money.making import DAY, NOON, a_fund

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_takes_entries_again(wood):
    fund = a_fund(wood.cluster, closed_on=DAY)
    assert ash(wood).post(at(wood, "reopen-fund", fund.pk)).status_code == 302
    fund.refresh_from_db()
    assert fund.closed_on is None
    with pytest.raises(WrongState, match="is open"):
        reopen_fund(fund=fund, by=wood.ash, now=NOON)
