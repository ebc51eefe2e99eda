"""Who is in, against trying every group there is."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinney.purchasing.engine.pledges import (
    Pledge,
    PriceStep,
    Standing,
    price_at,
    who_is_in,
)

STEPS = st.lists(
    st.tuples(st.integers(1, 40), st.integers(0, 20)), max_size=4, unique_by=lambda one: one[0]
).map(
    lambda pairs: [
        PriceStep(Decimal(quantity), pence)
        for (quantity, _), pence in zip(
            sorted(pairs), sorted((one[1] for one in pairs), reverse=True), strict=True
        )
    ]
)


@st.composite
def pledges(draw):
    return [
        Pledge(
            str(number),
            draw(st.none() | st.integers(0, 20)),
            draw(st.integers(1, 7)),
            Decimal(draw(st.integers(1, 20))),
        )
        for number in range(draw(st.integers(0, 6)))
    ]


def is_sound(group, steps):
    """Whether everybody's conditions hold, said as plainly as can be."""
    if steps is None:
        return all(one.at_least <= len(group) for one in group)
    price = price_at(sum((one.quantity for one in group), Decimal(0)), steps)
    return all(
        price is not None
        and (one.at_most_pence is None or price <= one.at_most_pence)
        and one.at_least <= len(group)
        for one in group
    )


@settings(max_examples=150, deadline=None)
@given(pledges(), st.none() | STEPS)
def test_it_is_the_largest_of_all_sound_groups_and_the_only_one(asked, steps):
    sound = [
        {one.member for one in group}
        for size in range(len(asked) + 1)
        for group in combinations(asked, size)
        if is_sound(group, steps)
    ]
    found = who_is_in(asked, steps)
    assert set(found.members) == set().union(*sound)
    assert set(found.members) in sound
    assert len(found.members) + len(found.waiting) == len(asked)
    for one in found.waiting:
        assert one.for_price or one.members_short or one.units_short
    assert Standing.from_json(json.loads(json.dumps(found.to_json()))) == found
    assert [Pledge.from_json(one.to_json()) for one in asked] == asked


def test_what_somebody_waits_for_never_tells_her_highest_price():
    steps = [PriceStep(Decimal(1), 500)]
    seen = {json.dumps(who_is_in([Pledge("ash", most)], steps).to_json()) for most in (1, 250, 499)}
    assert len(seen) == 1


def test_a_price_that_rises_with_the_quantity_is_refused():
    with pytest.raises(ValueError, match="may not rise"):
        who_is_in([], [PriceStep(Decimal(1), 5), PriceStep(Decimal(2), 6)])


def test_a_member_pledges_once():
    with pytest.raises(ValueError, match="one pledge"):
        who_is_in([Pledge("ash"), Pledge("ash")], None)
