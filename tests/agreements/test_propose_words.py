"""Other words for a clause, a clause more, or to leave one out."""

import pytest

from spinney.agreements.actions import proposed_words as actions
from spinney.agreements.actions.clauses import ClauseText
from spinney.agreements.engine.content import Clause, Content
from spinney.agreements.queries.differences import proposal_of
from spinney.agreements.queries.review import what_is_proposed
from spinney.agreements.queries.typed_words import as_typed, from_typed, gap_names
from spinney.base.kernel.errors import BadInput, NotFound, WrongState
from spinney.base.post.models import Message
from tests.agreements.making import NOON
from tests.agreements.talking import a_draft, a_reader, change, fix, guest, propose


def pieces(words, kind):
    return [one.words for one in proposal_of(words).clause.text if one.kind == kind]


def test_other_words_are_told_word_by_word(wood):
    words = propose(wood, a_draft(wood))
    assert words.before["text"] == "We share what we can."
    assert pieces(words, "out") == ["what we can"]
    assert pieces(words, "in") == ["an office and a van"]
    assert what_is_proposed(words) == "Other words"


def test_the_draft_stays_as_it_is_and_its_writers_are_told(wood):
    version = a_draft(wood)
    before = version.content
    propose(wood, version)
    version.refresh_from_db()
    assert version.content == before
    told = Message.objects.get(kind="agreements.talked_over")
    assert (told.person, "office" in told.body) == (wood.people["ash"], False)


def test_a_clause_more(wood):
    version = a_draft(wood)
    more = {"clause": "", "words": ClauseText("Pets", "No dogs.")}
    first, second = propose(wood, version, **more), propose(wood, version, **more)
    assert (first.clause, second.clause) == ("own_pets", "own_pets_2")
    assert what_is_proposed(first) == "One clause more"
    assert pieces(first, "in") == ["No dogs."]


def test_to_leave_a_clause_out(wood):
    words = propose(wood, a_draft(wood), words=ClauseText("whatever", ""))
    assert (words.text, words.heading) == ("", "What we are for")
    assert what_is_proposed(words) == "Leave it out"
    assert pieces(words, "out") == ["We share what we can."]


def test_a_proposal_tells_when_the_clause_was_changed_meanwhile(wood):
    words = propose(wood, a_draft(wood))
    assert not proposal_of(words).changed_since
    change(words.about)
    found = proposal_of(words)
    assert found.changed_since
    assert pieces(words, "out") == ["kitchen"][:0] or "kitchen" in "".join(pieces(words, "out"))


def test_a_reader_from_outside_proposes_against_what_she_was_given(wood):
    version = a_draft(wood)
    reader = a_reader(wood, version)
    change(version)
    words = actions.propose_words(
        version=version, clause="purpose", words=ClauseText("What we are for", "We share."),
        why="", reader=reader, by=guest(reader), now=NOON,
    )  # fmt: skip
    assert words.before["text"] == "We share what we can."
    assert proposal_of(words).changed_since
    assert not proposal_of(words, reader).changed_since


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"words": ClauseText("What we are for", "We share what we can.")}, BadInput),
        ({"words": ClauseText("", "Words")}, BadInput),
        ({"clause": "", "words": ClauseText("More", "")}, BadInput),
        ({"clause": "none"}, NotFound),
        ({"why": "x" * 4001}, BadInput),
    ],
)
def test_what_cannot_be_proposed(wood, said, error):
    with pytest.raises(error):
        propose(wood, a_draft(wood), **said)


def test_not_once_the_words_are_fixed(wood):
    with pytest.raises(WrongState):
        propose(wood, fix(a_draft(wood)))


def test_gaps_are_typed_by_their_names():
    clause = Clause("rule", "Rule", "By {decision_rule}, {{so}} says {host_town}.")
    names = gap_names(Content("", "", "", (clause,)))
    typed = as_typed(clause, names)
    assert typed == "By [Rule for decisions], {so} says [Host town]."
    assert from_typed(typed, names) == clause.text
    assert from_typed("In [brackets] and {braces}", names) == "In [brackets] and {{braces}}"
