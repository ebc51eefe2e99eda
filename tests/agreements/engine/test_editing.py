"""Clauses are added, moved, left out and put back: none is lost or doubled on the way."""

from hypothesis import given
from hypothesis import strategies as st

from spinney.agreements.engine.content import Clause, Content
from spinney.agreements.engine.editing import added, key_for, moved, put_back, silent_terms, without

KEYS = ("a", "b", "c", "d", "e")
WHOLE = Content("", "", "Rules", tuple(Clause(key, key.upper()) for key in KEYS))


def keys(content):
    return [one.key for one in content.clauses]


@given(st.sampled_from(KEYS), st.integers(-3, 9))
def test_a_clause_that_is_moved_stands_there_and_the_others_keep_their_order(key, place):
    made = keys(moved(WHOLE, key, place))
    assert made.index(key) == max(0, min(place, len(KEYS) - 1))
    assert [one for one in made if one != key] == [one for one in KEYS if one != key]


@given(st.permutations(KEYS), st.integers(0, 5))
def test_what_is_left_out_and_put_back_stands_in_the_order_of_the_template(order, count):
    content = WHOLE
    gone = order[:count]
    for key in gone:
        content = without(content, key)
    assert keys(content) == [key for key in KEYS if key not in gone]
    for key in reversed(gone):
        content = put_back(content, Clause(key, key.upper()), KEYS)
    assert content == WHOLE


@given(st.text(max_size=300), st.sets(st.sampled_from(["own_clause", "own_clause_2", "own_a"])))
def test_a_key_is_new_short_and_fit_for_an_address(heading, taken):
    key = key_for(heading, taken)
    assert key not in taken
    assert key.isascii()
    assert len(key) <= 60
    assert all(one.isalnum() or one == "_" for one in key)


def test_a_term_is_silent_only_when_no_clause_says_it():
    clause = Clause("money", "Money", "We are careful.", ("quorum",))
    content = Content("", "", "", (clause,), terms={"quorum": {"percent": 50}})
    assert silent_terms(clause, content) == ("quorum",)
    elsewhere = added(content, Clause("own_q", "Quorum", "{quorum}", own=True))
    assert silent_terms(clause, elsewhere) == ()
    assert silent_terms(Clause("money", "Money", "", ("meetings",)), content) == ()
