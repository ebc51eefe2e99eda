"""How organisations' names are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.base.kernel.names import display_key, fold, initials, read_name, singular

WORDS = st.lists(
    st.sampled_from(["alderby", "mind", "womens", "aid", "trust", "children", "north", "youth"]),
    min_size=1,
    max_size=5,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Alderby Women's Aid Ltd.", "ALDERBY WOMENS AID LIMITED"),
        ("Smith & Sons", "Smith and Sons"),
        ("St. John’s Hospice", "SAINT JOHNS HOSPICE"),
        ("Citizens Advice Bureau Alderby", "CAB Alderby"),
        ("Y.M.C.A. Alderby", "Young Men's Christian Association Alderby"),
        ("Home-Start Alderby", "HOMESTART ALDERBY"),
        ("Age Concern Alderby", "Age UK Alderby"),
        ("Alderby Children s Centre", "Alderby Children's Centre"),
        ("Alderby Soc.", "Alderby Society"),
        ("ALDERBY SOCIETY (THE)", "The Alderby Society"),
        ("Alderby Trust Registered Charity No. 1234567", "Alderby Trust"),
        ("Alderby Community Interest Company", "Alderby C.I.C."),
        ("Hallé Society", "HALLE SOCIETY"),
        ("Friends of Alderby 20441234", "Friends of Alderby"),
    ],
)
def test_two_ways_of_writing_one_name_have_one_key(one, other):
    assert read_name(one).key == read_name(other).key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alderby Mind", "Birchford Mind"),
        ("Friends of Alderby", "Alderby"),
        ("Limited Horizons", "Horizons"),
        ("Company of Strangers", "Strangers"),
        ("3 Counties", "4 Counties"),
    ],
)
def test_two_names_stay_two(one, other):
    assert read_name(one).key != read_name(other).key


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("SafeLives (formerly Caada)", [("caada",)]),
        ("Acme Ltd t/a Best Cleaners", [("best", "cleaner")]),
        ("Wish (Women in Secure Hospitals)", [("wish",), ("women", "in", "secure", "hospital")]),
        ("Alderby Trust c/o Mrs Brown", []),
        ("Alderby Trust (Alderby Trust)", [("alderby", "trust")]),
        ("Alderby (UK)", [("alderby",), ("uk",)]),
    ],
)
def test_what_stands_aside_is_another_reading(text, others):
    assert list(read_name(text).others) == others


def test_the_legal_form_is_kept_apart():
    assert read_name("Alderby Mind CIO").legal_form == "cio"
    assert read_name("Alderby Mind").legal_form == ""
    assert read_name("Limited").words == ("limited",)


def test_initials_leave_small_words_out():
    assert initials(read_name("Voluntary Organisations Disability Group").words) == "vodg"


@given(st.text(max_size=600))
def test_any_text_can_be_read_and_reading_again_changes_nothing(text):
    name = read_name(text)
    assert name.folded == fold(name.written)
    assert fold(name.folded) == fold(fold(name.folded))
    assert all(word and word == word.casefold() for reading in name.readings for word in reading)
    assert all(part.isalnum() for word in display_key(text).split() for part in word)


@given(WORDS, st.sampled_from(["Ltd", "LIMITED", "CIC", "Plc", "(The)"]))
def test_case_form_and_article_never_change_the_key(words, form):
    plain = " ".join(words)
    assert read_name(f"The {plain.upper()} {form}").key == read_name(plain).key


@given(WORDS)
def test_a_key_reads_as_itself(words):
    key = read_name(" ".join(words)).key
    assert read_name(key).key == key


@given(st.text(alphabet="abcdeirsuy", max_size=12))
def test_the_singular_of_a_singular_is_itself_or_shorter(word):
    assert len(singular(word)) <= len(word)
