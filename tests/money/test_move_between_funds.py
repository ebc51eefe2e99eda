"""Money moves from one fund to another."""

import pytest

from spinney.base.kernel.errors import BadInput
from spinney.money.actions.ledger import move_between_funds
from spinney.money.queries.balances import fund_states
from tests.money.keeping import ash, at, day_parts
from tests.money.making import DAY, NOON, a_fund
from tests.money.posting import came_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_one_has_less_and_the_other_more(wood):
    one, other = a_fund(wood.cluster), a_fund(wood.cluster, name="Own money")
    came_in(wood, 10_000, one)
    sent = {
        **day_parts("day"), "words": "The Meadow Trust agreed", "pence": "40",
        "from_fund": one.pk, "to_fund": other.pk,
    }  # fmt: skip
    assert ash(wood).post(at(wood, "move-between-funds"), sent).status_code == 302
    states = fund_states(wood.cluster)
    assert (states[one.pk].left, states[other.pk].left) == (6_000, 4_000)


def test_a_move_goes_somewhere_else(wood):
    fund = a_fund(wood.cluster)
    for pair in ((fund, fund), (None, None)):
        with pytest.raises(BadInput, match="another fund"):
            move_between_funds(
                cluster=wood.cluster, day=DAY, words="?", pence=5, from_fund=pair[0],
                to_fund=pair[1], by=wood.ash, now=NOON,
            )  # fmt: skip
