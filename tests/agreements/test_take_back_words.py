"""Whoever proposed words may take them back."""

import pytest

from spinney.agreements.actions import proposed_words as actions
from spinney.agreements.states import WordsState
from spinney.base.kernel.errors import NotAllowed, WrongState
from tests.agreements.making import NOON
from tests.agreements.talking import a_draft, propose


def test_it_works_once(wood):
    words = propose(wood, a_draft(wood))
    words = actions.take_back_words(words=words, by=wood.birch, now=NOON)
    assert words.state == WordsState.WITHDRAWN
    with pytest.raises(WrongState):
        actions.take_back_words(words=words, by=wood.birch, now=NOON)


def test_nobody_else_does(wood):
    with pytest.raises(NotAllowed):
        actions.take_back_words(words=propose(wood, a_draft(wood)), by=wood.ash, now=NOON)
