"""What was downloaded as JSON can be read again; what is something else is refused by its place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.diagnostics.bridge.built_in import definitions
from spinney.diagnostics.engine.reading_json import NotAnInstrument, read_json


@pytest.mark.parametrize("key", sorted(definitions()))
def test_every_built_in_instrument_comes_back_as_it_was(key: str) -> None:
    definition = definitions()[key][0]
    assert read_json(json.dumps(definition.to_json())) == definition


SECTION = '{"key": "s", "title": "S", "questions": [%s]}'
WHOLE = '{"key": "k", "title": "T", "sections": [%s]}'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "line 1: this is not JSON"),
        ("[1]", "the file: expected a group"),
        ('{"key": "k"}', "title: this is missing"),
        ('{"key": "k", "title": "T", "minutes": true}', "minutes: expected a whole number"),
        ('{"key": "k", "title": "T", "colour": 1}', "colour: Spinney knows no such part"),
        ('{"key": "k", "title": "T", "areas": [["hr"]]}', "areas: expected pairs"),
        (WHOLE % (SECTION % '{"key": "a"}'), "sections[0].questions[0].kind: this is missing"),
        (
            WHOLE % (SECTION % '{"key": "a", "kind": "colour", "label": "A"}'),
            'sections[0].questions[0].kind: expected one of text, long_text',
        ),
        ("[" * 100_000, "this is not JSON"),
        ('{"key": "k", "title": "%s"}' % ("x" * 20_001), "longer than 20,000 letters"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(text: str, said: str) -> None:
    with pytest.raises(NotAnInstrument) as fault:
        read_json(text)
    assert said in str(fault.value)


JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["key", "title", "sections", "lists", "questions", "kind"]), inner
        )
    ),
    max_leaves=12,
)


@given(JSONS)
def test_nothing_else_is_ever_raised(data: object) -> None:
    try:
        read = read_json(json.dumps(data))
    except NotAnInstrument:
        return
    assert read_json(json.dumps(read.to_json())) == read
