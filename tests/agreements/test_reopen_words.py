"""What was decided about proposed words is undone."""

import pytest

from spinney.agreements.actions import proposed_words as actions
from spinney.agreements.actions.clauses import ClauseText
from spinney.agreements.states import WordsState
from spinney.base.kernel.errors import WrongState
from tests.agreements.making import NOON
from tests.agreements.talking import a_draft, change, propose


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"clause": "", "words": ClauseText("Pets", "No dogs.")},
        {"clause": "about_meeting_notice", "words": ClauseText("", "")},
    ],
    ids=["other words", "a clause more", "left out"],
)
def test_the_draft_is_as_it_was(wood, said):
    version = a_draft(wood, terms={"meeting_notice": {"days": 14}})
    before = version.content
    words = propose(wood, version, **said)
    actions.take_words(words=words, by=wood.ash, now=NOON)
    version.refresh_from_db()
    assert version.content != before
    words = actions.reopen_words(words=words, by=wood.ash, now=NOON)
    version.refresh_from_db()
    assert (words.state, version.content) == (WordsState.OPEN, before)


def test_words_that_were_not_taken_are_thought_about_again(wood):
    words = propose(wood, a_draft(wood))
    actions.decline_words(words=words, why="No.", by=wood.ash, now=NOON)
    words = actions.reopen_words(words=words, by=wood.ash, now=NOON)
    assert (words.state, words.decided_why) == (WordsState.OPEN, "")


def test_not_over_a_later_change(wood):
    words = propose(wood, a_draft(wood))
    words = actions.take_words(words=words, by=wood.ash, now=NOON)
    words.about.refresh_from_db()
    change(words.about)
    with pytest.raises(WrongState, match="changed again"):
        actions.reopen_words(words=words, by=wood.ash, now=NOON)
