"""Two people write into one text, and neither loses a line."""

from hypothesis import given
from hypothesis import strategies as st

from spinney.decisions.engine.merging import merged

LINES = st.lists(st.text("abc ", min_size=1, max_size=4), max_size=6).map("\n".join)


@given(LINES, LINES, LINES)
def test_no_new_line_of_either_is_lost(base, mine, theirs):
    found = set(merged(base, mine=mine, theirs=theirs).text.split("\n"))
    new = (set(mine.split("\n")) | set(theirs.split("\n"))) - set(base.split("\n")) - {""}
    assert new <= found


@given(LINES, LINES)
def test_who_writes_alone_gets_what_she_wrote(base, mine):
    assert merged(base, mine=mine, theirs=base).text == mine.strip("\n")
    assert merged(base, mine=base, theirs=mine).text == mine.strip("\n")
    assert merged(base, mine=mine, theirs=mine).text == mine.strip("\n")


def test_line_ends_of_a_browser_are_no_change():
    assert merged("a\nb", mine="a\r\nb\r\nc", theirs="a\nb").text == "a\nb\nc"


def test_what_one_took_out_stays_out_where_the_other_did_not_touch_it():
    assert merged("a\nb\nc", mine="a\nc", theirs="a\nb\nc\nd").text == "a\nc\nd"
