"""A supplier's name as it is read: who it is, and what stands beside."""

import pytest

from spinney.purchasing.engine.matching.numbers import given, written
from spinney.purchasing.engine.matching.reading import read


@pytest.mark.parametrize(
    ("name", "words", "field", "value"),
    [
        ("Varnholt Plumbing & Heating Ltd", "varnholt plumbing heating", "form", "limited"),
        ("VARNHOLT P.L.C.", "varnholt", "form", "plc"),
        ("Varnholt Ltd - Leeds", "varnholt", "tail", ("leeds",)),
        ("Varnholt - Leeds", "varnholt leeds", "tail", ()),
        ("CARD PAYMENT TO VARNHOLT", "varnholt", "form", ""),
        ("Card Factory", "card factory", "form", ""),
        ("PAYPAL *VARNHOLT", "varnholt", "code", ""),
        ("Varnholt 4417900", "varnholt", "code", "4417900"),
        ("Varnholt Stores 31", "varnholt store", "branch", "31"),
        ("Varnholt Ltd Store 31", "varnholt", "branch", "31"),
        ("Varnholt 1986", "varnholt", "numbers", ("1986",)),
        ("Varnholt, N. V.", "varnholt", "form", "nv"),
        ("Varnholt Ltd,Leeds", "varnholt", "tail", ("leeds",)),
        ("Varnholts'Copperbeck", "varnholt copperbeck", "respelt", ("varnholt",)),
        (
            "Varnholt Council for Voluntary Service",
            "varnholt cvs",
            "respelt",
            ("+council", "+voluntary", "+service"),
        ),
        ("Studio 54", "studio", "numbers", ("54",)),
        ("Ash Lane Ltd t/a Kettle Cafe", "ash lane", "others", (("kettle", "cafe"),)),
        ("Varnholt.co.uk", "varnholt", "form", ""),
        ("The Women's Aid", "women aid", "form", ""),
        ("A.B.C. Taxis", "abc taxis", "form", ""),
    ],
)
def test_read(name, words, field, value):
    found = read(name)
    assert " ".join(found.words) == words
    assert getattr(found, field) == value


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234567", "charity:1234567"), ("2345678", "company:02345678"),
        ("01234567", "company:01234567"), ("SC123456", "company:SC123456"),
        ("SC012345", "charity:SC012345"), ("GB-COH-1234567", "company:01234567"),
        ("company:1234567", "company:01234567"), ("210987", "charity:210987"),
        ("00000000", ""), ("n/a", ""), ("12", ""), ("", ""),
    ],
)  # fmt: skip
def test_numbers_given(text, number):
    assert given(text) == number


def test_numbers_written_in_a_name():
    assert written("Varnholt (Charity No 1012345)") == "charity:1012345"
    assert written("Varnholt Co. Reg. No. 1234567") == "company:01234567"
    assert written("Varnholt 1012345") == ""
