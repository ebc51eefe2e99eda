"""Single values: one spelling or none, whatever is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.base.kernel.tabular.stored import FileRefused
from spinney.register.engine import postcodes
from spinney.register.engine.readers.mapping import FIELDS, Mapping, suggest
from spinney.register.engine.rows import shown_row
from spinney.register.engine.tabular import values


@given(st.integers(0, 10**12))
def test_pounds_written_any_usual_way_are_the_same_pence(pence):
    pounds, rest = divmod(pence, 100)
    written = [f"{pounds}.{rest:02}", f"£{pounds:,}.{rest:02}", f" {pounds:,}.{rest:02}0 "]
    assert {values.pence(text) for text in written} == {pence}


@given(st.text(max_size=40))
def test_no_text_breaks_any_reader_of_values(text):
    assert values.pence(text) is None or isinstance(values.pence(text), int)
    assert values.people(text) is None or values.people(text) >= 0
    for spell in (values.email, values.website, values.company_number, postcodes.spell):
        once = spell(text)
        assert spell(once) == once
    for scheme in values.SPELLINGS:
        found = values.identifier(scheme, text)
        assert found is None or values.identifier(scheme, found.value) == found


@given(st.from_regex(r"[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][ABD-HJLNP-UW-Z]{2}", fullmatch=True))
def test_a_postcode_has_one_spelling(text):
    spelled = postcodes.spell(text)
    assert spelled
    assert postcodes.spell(spelled.lower().replace(" ", "")) == spelled
    assert postcodes.find(f"1 High Street, Town, {spelled}") == spelled


def test_a_script_is_no_website():
    assert values.website("javascript:alert(1)") == ""
    assert values.website("http://http://anchor.example.org.") == "http://anchor.example.org"


@given(st.lists(st.sampled_from([h for f in FIELDS for h in f.headings]), unique=True))
def test_a_suggestion_is_a_mapping_that_works(headings):
    suggested = suggest(tuple(headings))
    if "name" in suggested.values():
        mapping = Mapping(suggested)
        mapping.check()
        assert Mapping.from_json(mapping.as_json()) == mapping


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ([], "A mapping is written"),
        ({"columns": {"A": "name", "B": "shoe"}}, "“shoe”"),
        ({"columns": {"A": "name", "B": "name"}}, "both given"),
        ({"columns": {"A": "phone"}}, "No column is given as the name"),
        ({"columns": {"A": "name"}, "date_order": "any"}, "day-first"),
    ],
)
def test_a_mapping_that_cannot_work_says_why(data, problem):
    with pytest.raises(FileRefused, match=problem):
        Mapping.from_json(data)


def test_a_mapping_that_is_not_json_says_where():
    with pytest.raises(FileRefused, match="line 2"):
        Mapping.parse('{"columns":\n oops}')


def test_a_rejected_row_is_shown_short():
    assert len(shown_row(["word " * 200])) == 300
