"""What was noted changes, by its member or those who keep the money."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, NotAllowed
from spinney.money.actions.contributions import edit_contribution
from tests.agreements.making import another_member
from tests.money.giving import BID, ROOM, noted
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_time_can_become_things(wood):
    row = noted(wood)
    done = edit_contribution(contribution=row, said=ROOM, read=1, by=wood.birch, now=NOON)
    assert (done.kind, done.hours, done.rate_pence, done.rate_source, done.value_pence) == (
        "things", None, None, "", 12_000
    )  # fmt: skip
    less = replace(BID, hours=Decimal(3))
    with pytest.raises(ChangedMeanwhile):
        edit_contribution(contribution=row, said=less, read=1, by=wood.ash, now=NOON)
    with pytest.raises(BadInput):
        edit_contribution(
            contribution=row, said=replace(ROOM, what=""), by=wood.ash, now=NOON
        )  # fmt: skip
    another_member(wood, "maple")
    with pytest.raises(NotAllowed):
        edit_contribution(contribution=row, said=less, by=wood.actor("maple"), now=NOON)
