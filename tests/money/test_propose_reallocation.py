"""It is proposed once no rule stands in the way; what the rules said is kept with it."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.reallocations import propose_reallocation
from tests.money.reallocating import LATER, drafted_move, partners, proposed

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_a_broken_rule_is_named(wood):
    there = partners(wood)
    with pytest.raises(WrongState, match="No line falls below what is spent .*: Birch House"):
        propose_reallocation(
            reallocation=drafted_move(wood, there, 550_000), by=wood.ash, now=LATER
        )


def test_what_the_rules_said_is_kept(wood):
    one = proposed(wood, partners(wood))
    assert one.state == "proposed"
    told = {rule["code"]: rule for rule in one.checked["rules"]}
    assert (told["small_share"]["before"], told["small_share"]["after"]) == (600_000, 750_000)
    with pytest.raises(WrongState):
        propose_reallocation(reallocation=one, by=wood.ash, now=LATER)
