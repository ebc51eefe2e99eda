"""What a row of marks says about a member's coming and going."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.clusters.engine.attendance import CAME, Sign, pattern

HOWS = st.lists(st.sampled_from(["in_person", "remote", "deputy", "apologies", "no_word"]))


@pytest.mark.parametrize(
    ("hows", "signs"),
    [
        ([], [Sign.TOO_EARLY]),
        (["no_word"], [Sign.TOO_EARLY]),
        (["in_person", "remote"], [Sign.STEADY]),
        (["in_person", "apologies", "apologies", "apologies"], [Sign.STAYS_AWAY]),
        (["in_person", "in_person", "no_word", "no_word"], [Sign.GONE_QUIET]),
        (["in_person", "in_person", "in_person", "apologies", "in_person"], [Sign.COMING_LESS]),
        (["deputy", "deputy", "in_person"], [Sign.BY_DEPUTY]),
    ],
)
def test_what_stands_out(hows, signs):
    assert list(pattern(hows).signs) == signs


@given(HOWS)
def test_the_counts_add_up(hows):
    found = pattern(hows)
    assert found.of == len(hows)
    assert found.came == sum(h in CAME for h in hows)
    assert found.silent_in_a_row <= found.missed_in_a_row <= found.of - found.came
    assert found.signs
    assert (found.percent is None) == (not hows)


@given(HOWS)
def test_coming_once_more_clears_the_silence_and_never_lowers_the_share(hows):
    before, after = pattern(hows), pattern([*hows, "remote"])
    assert after.missed_in_a_row == after.silent_in_a_row == 0
    assert Sign.GONE_QUIET not in after.signs
    assert Sign.STAYS_AWAY not in after.signs
    assert after.came / after.of >= (before.came / before.of if before.of else 0)
