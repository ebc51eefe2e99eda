"""Receipts of secret ballots."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.base.kernel.errors import BadInput
from spinney.decisions.engine.receipts import ALPHABET, BYTES, check_of, new_code, tidy

RANDOM = st.binary(min_size=BYTES, max_size=BYTES)


@given(RANDOM, RANDOM)
def test_every_code_is_another_and_has_80_bits(one, other):
    assert (new_code(one) == new_code(other)) is (one == other)
    assert len(ALPHABET) ** len(new_code(one).replace("-", "")) == 2**80


@given(RANDOM, st.sampled_from([str.lower, str.upper, str.title]), st.sampled_from("- –. "))
def test_a_code_is_known_however_it_is_typed(raw, case, between):
    code = new_code(raw)
    typed = " " + case(code).replace("-", between).replace("0", "o").replace("1", "l") + "\n"
    assert tidy(typed) == code
    assert check_of("b", typed) == check_of("b", code)


def test_a_check_belongs_to_one_ballot_and_does_not_hold_the_code():
    code = new_code(bytes(range(10)))
    assert check_of("one", code) != check_of("two", code)
    assert len(check_of("one", code)) == 64


@pytest.mark.parametrize(
    "typed", ["", "K7QM", "K7QM-2F9D-AAAA-BBBBB", "K7QM-2F9D-AAAA-BB!B", "é" * 16]
)
def test_what_is_no_code_is_said(typed):
    with pytest.raises(BadInput, match="16 letters"):
        check_of("b", typed)


def test_too_little_chance_is_refused():
    with pytest.raises(ValueError, match="10 random bytes"):
        new_code(b"123456789")
