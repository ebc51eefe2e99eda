from hypothesis import given
from hypothesis import strategies as st

from spinney.purchasing.engine.comparing.bands import EDGES, Band, banded, middle, together

PENCE = st.integers(-(10**9), 10**10)


@given(PENCE)
def test_an_amount_lies_in_its_band(pence):
    band = banded(pence)
    assert band.low <= max(pence, 0)
    assert band.high is None or pence < band.high
    assert band.is_refund == (pence < 0)
    assert pence < 0 or banded(middle(band)) == band


def test_every_edge_is_a_multiple_of_100_pounds_so_that_sums_cannot_narrow_further():
    assert all(edge % 10_000 == 0 for edge in EDGES)
    assert [banded(edge).low for edge in EDGES] == list(EDGES)
    assert [banded(edge - 1).high for edge in EDGES] == list(EDGES)


@given(st.lists(st.integers(0, 10**8), max_size=8), st.integers(0, 10**8))
def test_a_sum_lies_in_the_sum_of_bands(amounts, own):
    whole = together([*map(banded, amounts), Band.exact(own)])
    assert whole.low <= sum(amounts) + own
    assert whole.high is None or sum(amounts) + own <= whole.high


@given(st.integers(0, 2 * 10**7), st.integers(0, 2 * 10**7), st.lists(st.integers(0, 10**8)))
def test_changing_ones_own_amount_tells_nothing_of_anothers(one, other, own_amounts):
    """Two amounts in one band look the same, whatever is added to them: no sum gives them away."""
    if banded(one) == banded(other):
        for own in own_amounts:
            seen = [together([banded(amount), Band.exact(own)]) for amount in (one, other)]
            assert seen[0] == seen[1]
