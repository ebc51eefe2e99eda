"""A round is drafted out of a ring-fence, for no more than is left in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.money.actions.rounds import start_round
from tests.money.making import a_fund, a_ring_fence
from tests.money.micro_grants import NOW, SAID

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_is_a_draft_and_asks_for_no_more_than_is_left(wood):
    fence = a_ring_fence(a_fund(wood.cluster))
    made = start_round(ring_fence=fence, said=SAID, by=wood.ash, now=NOW)
    assert (made.state, made.most_pence, made.ring_fence) == ("draft", 25_000, fence)
    for bad, field in (
        (replace(SAID, title=" "), "title"),
        (replace(SAID, most_pence=0), "most_pence"),
        (replace(SAID, most_pence=100_001), "most_pence"),
        (replace(SAID, closes_on=date(2026, 5, 3)), "closes_on"),
        (replace(SAID, report_within_days=0), "report_within_days"),
        (replace(SAID, what_for="x" * 4_001), "what_for"),
    ):
        with pytest.raises(BadInput) as error:
            start_round(ring_fence=fence, said=bad, by=wood.ash, now=NOW)
        assert list(error.value.fields) == [field]
    with pytest.raises(NotAllowed):
        start_round(ring_fence=fence, said=SAID, by=wood.birch, now=NOW)
    fence.closed_on = date(2026, 5, 1)
    with pytest.raises(WrongState):
        start_round(ring_fence=fence, said=SAID, by=wood.ash, now=NOW)
