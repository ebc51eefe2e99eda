"""Words that are not taken over get a reason."""

import pytest

from spinney.agreements.actions import proposed_words as actions
from spinney.agreements.states import WordsState
from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.base.post.models import Message
from tests.agreements.making import NOON
from tests.agreements.talking import a_draft, propose


def test_whoever_proposed_them_is_told_why_on_the_page(wood):
    version = a_draft(wood)
    before = version.content
    words = propose(wood, version)
    words = actions.decline_words(words=words, why=" Too long. ", by=wood.ash, now=NOON)
    assert (words.state, words.decided_why) == (WordsState.NOT_TAKEN, "Too long.")
    version.refresh_from_db()
    assert version.content == before
    told = Message.objects.get(kind="agreements.talked_over", person=wood.people["birch"])
    assert "not taken over" in told.body
    assert "Too long" not in told.body


def test_there_is_a_reason(wood):
    words = propose(wood, a_draft(wood))
    with pytest.raises(BadInput):
        actions.decline_words(words=words, why=" ", by=wood.ash, now=NOON)
    with pytest.raises(NotAllowed):
        actions.decline_words(words=words, why="No.", by=wood.birch, now=NOON)
