"""What was given adds up by itself, whichever way it is grouped."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from spinney.money.engine.given import Gift, add_up, add_up_by, worth

HOURS = st.decimals(Decimal("0.01"), Decimal(500), places=2)
PENCE = st.none() | st.integers(1, 10_000)
GIFTS = st.lists(
    st.builds(Gift, st.sampled_from("abc"), st.sampled_from("xy"), HOURS, PENCE)
    | st.builds(Gift, st.sampled_from("abc"), st.sampled_from("xy"), value_pence=PENCE),
    max_size=8,
)


@given(GIFTS)
def test_groups_add_up_to_the_whole_and_kinds_stay_apart(gifts):
    whole = add_up(gifts)
    parts = add_up_by(gifts, lambda gift: gift.member).values()
    for name in ("hours", "priced_hours", "time_pence", "things_pence", "times", "things"):
        assert sum(getattr(one, name) for one in parts) == getattr(whole, name)
    assert whole.hours == sum((one.hours for one in gifts if one.is_time), Decimal(0))
    assert 0 <= whole.unpriced_hours <= whole.hours
    assert whole.times + whole.things == len(gifts)


def test_half_a_penny_goes_up():
    assert worth(Decimal("0.5"), 1) == 1
    assert worth(Decimal("1.5"), 2_350) == 3_525
