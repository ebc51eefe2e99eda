"""What a newer edition of a template says otherwise than a draft."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from spinney.agreements.engine.content import Clause, Content
from spinney.agreements.engine.newer import NewsKind, news
from spinney.agreements.engine.wordings import WordingClause, words_digest

KEYS = ("aims", "money", "leaving")
EDITIONS = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(["one", "two", "three"]))


def a_draft(said):
    return Content("t", "e", "T", tuple(Clause(key, key, text) for key, text in said.items()))


def template(said):
    return tuple(WordingClause(key, key, text, "Why.", "Wrong.") for key, text in said.items())


def digests(said):
    return {key: words_digest(key, text) for key, text in said.items()}


def kinds(draft, now, then):
    return {one.key: one.kind for one in news(a_draft(draft), template(now), digests(then))}


def test_each_way_in_which_a_clause_can_change():
    then = {"aims": "old", "money": "old", "leaving": "old", "gone": "old", "dropped": "old"}
    draft = {"aims": "old", "money": "ours", "gone": "old", "dropped": "ours"}
    now = {"aims": "new", "money": "new", "leaving": "new", "added": "new"}
    assert kinds(draft, now, then) == {
        "aims": NewsKind.CHANGED,
        "money": NewsKind.BOTH,
        "added": NewsKind.NEW,
        "gone": NewsKind.GONE,
    }


@given(EDITIONS, EDITIONS)
def test_an_untouched_draft_that_takes_everything_has_no_news_left(then, now):
    draft = dict(then)
    for one in news(a_draft(draft), template(now), digests(then)):
        if one.after is None:
            del draft[one.key]
        else:
            draft[one.key] = one.after.text
    assert draft == now
    assert kinds(draft, now, then) == {}


@given(EDITIONS, EDITIONS)
def test_nothing_is_news_of_the_edition_that_it_began_from(draft, then):
    assert kinds(draft, then, then) == {}


@given(EDITIONS, EDITIONS, EDITIONS)
def test_what_the_draft_says_already_and_what_was_left_out_is_no_news(draft, now, then):
    found = kinds(draft, now, then)
    for key in found:
        assert draft.get(key) != now.get(key)
        assert key in draft or key not in then


def test_other_line_breaks_are_no_change():
    draft = Content("t", "e", "T", (Clause("aims", "Aims ", "One.\r\n\r\nTwo. "),))
    after = (WordingClause("aims", "Aims", "Three.", "Why.", "Wrong."),)
    (one,) = news(draft, after, {"aims": words_digest("Aims", "One.\n\nTwo.")})
    assert one.kind is NewsKind.CHANGED
