"""Whoever said something may take it away; answers to it stay."""

import pytest

from spinney.agreements.actions import comments as actions
from spinney.agreements.queries.review import Looking, discussion_of
from spinney.base.kernel.errors import NotAllowed, WrongState
from tests.agreements.making import NOON
from tests.agreements.talking import a_draft, comment


def threads(wood, version):
    found = discussion_of(version, Looking(wood.ash, NOON))
    return [one for clause in found.clauses for one in clause.threads]


def test_it_is_gone(wood):
    version = a_draft(wood)
    said = comment(wood, version)
    actions.remove_comment(comment=said, by=wood.birch, now=NOON)
    assert threads(wood, version) == []
    with pytest.raises(WrongState):
        actions.remove_comment(comment=said, by=wood.birch, now=NOON)


def test_answers_to_it_stay(wood):
    version = a_draft(wood)
    said = comment(wood, version)
    comment(wood, version, by="ash", answers=said)
    actions.remove_comment(comment=said, by=wood.birch, now=NOON)
    (thread,) = threads(wood, version)
    assert (thread.is_gone, len(thread.answers)) == (True, 1)


def test_nobody_else_does(wood):
    with pytest.raises(NotAllowed):
        actions.remove_comment(comment=comment(wood, a_draft(wood)), by=wood.ash, now=NOON)
