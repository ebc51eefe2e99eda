"""A proposal is about the budget in force."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.money.actions.reallocations import ReallocationSaid, draft_reallocation
from tests.money.budgeting import agreed, drafted
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_needs_a_budget_in_force_and_words(wood):
    drafted(wood)
    said = ReallocationSaid("Keep Elm going")
    with pytest.raises(WrongState, match="No budget is in force"):
        draft_reallocation(cluster=wood.cluster, said=said, by=wood.ash, now=NOON)
    budget = agreed(wood)
    made = draft_reallocation(cluster=wood.cluster, said=said, by=wood.ash, now=NOON)
    assert (made.budget, made.small_share_percent, made.small_income_pence) == (
        budget, 33, 10_000_000
    )  # fmt: skip
    for bad in (
        ReallocationSaid(""), ReallocationSaid("x" * 201), ReallocationSaid("x", percent=0),
        ReallocationSaid("x", income_pence=-1),
    ):  # fmt: skip
        with pytest.raises(BadInput):
            draft_reallocation(cluster=wood.cluster, said=bad, by=wood.ash, now=NOON)
    with pytest.raises(NotAllowed):
        draft_reallocation(cluster=wood.cluster, said=said, by=wood.birch, now=NOON)
