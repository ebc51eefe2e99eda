"""Numbers on public lists: read as people type them, refused when they cannot be one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.register.engine.identifiers import SCHEMES, read

DIGITS = "0123456789"


@pytest.mark.parametrize("code", SCHEMES)
def test_every_example_is_one_of_its_list_and_spelled_as_it_spells(code):
    scheme = SCHEMES[code]
    found = read(code, scheme.example)
    assert found is not None
    assert (found.scheme, found.value) == (code, scheme.example)


@pytest.mark.parametrize("code", SCHEMES)
def test_a_whole_org_id_is_taken_too(code):
    example = SCHEMES[code].example
    assert read(code, f" {code.lower()}-{example} ") == read(code, example)


@pytest.mark.parametrize(
    ("code", "typed", "value"),
    [
        ("GB-CHC", "01012345", "1012345"),
        ("GB-CHC", "203460-1", "203460-1"),
        ("GB-SC", "sc 4252", "SC004252"),
        ("GB-NIC", "NIC100002", "100002"),
        ("GB-COH", "738693", "00738693"),
        ("GB-COH", "sc365840", "SC365840"),
        ("GB-UKPRN", "10 001 234", "10001234"),
        ("GB-LAE", "bol", "BOL"),
    ],
)
def test_as_people_type_them(code, typed, value):
    found = read(code, typed)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("GB-CHC", "12"),
        ("GB-CHC", "SC012345"),
        ("GB-SC", "1012345"),
        ("GB-NIC", "12345"),
        ("GB-COH", "applied for"),
        ("GB-COH", "0"),
        ("GB-EDU", "12345"),
        ("GB-UKPRN", "20001234"),
        ("XI-ROR", "027m9bs28"),
        ("GB-CHC", ""),
        ("not a list", "1"),
    ],
)
def test_what_cannot_be_one(code, typed):
    assert read(code, typed) is None


@given(code=st.sampled_from(sorted(SCHEMES)), typed=st.text(max_size=80))
def test_what_was_read_reads_as_itself(code, typed):
    found = read(code, typed)
    if found is not None:
        assert 0 < len(found.value) <= 60
        assert found.value == found.value.strip()
        assert read(code, found.value) == found
        assert read(code, str(found)) == found


@given(st.text(alphabet=DIGITS, min_size=1, max_size=8).filter(lambda text: text.strip("0")))
def test_company_numbers_keep_their_worth_whatever_noughts_were_left_out(digits):
    found = read("GB-COH", digits)
    assert found is not None
    assert len(found.value) == 8
    assert int(found.value) == int(digits)


@given(st.integers(0, 32**6 - 1))
def test_one_wrong_character_of_a_ror_id_is_noticed(number):
    alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
    body, rest = "", number
    for _ in range(6):
        body, rest = alphabet[rest % 32] + body, rest // 32
    check = 98 - (number * 100) % 97
    right = f"0{body}{check:02d}"
    assert read("XI-ROR", right) is not None
    wrong = body[:-1] + alphabet[(alphabet.index(body[-1]) + 1) % 32]
    assert read("XI-ROR", f"0{wrong}{check:02d}") is None
