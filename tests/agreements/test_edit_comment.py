"""Whoever said something may mend it within the hour."""

from datetime import timedelta

import pytest

from spinney.agreements.actions import comments as actions
from spinney.base.kernel.errors import NotAllowed, WrongState
from tests.agreements.making import NOON
from tests.agreements.talking import a_draft, comment


def edit(wood, said, by="birch", minutes=10, text="Who pays for both vans?"):
    now = NOON + timedelta(minutes=minutes)
    return actions.edit_comment(comment=said, text=text, by=wood.actor(by), now=now)


def test_it_works(wood):
    assert edit(wood, comment(wood, a_draft(wood))).text == "Who pays for both vans?"


def test_not_after_an_hour(wood):
    said = comment(wood, a_draft(wood))
    assert edit(wood, said, minutes=60).version == 2
    with pytest.raises(WrongState, match="an hour"):
        edit(wood, said, minutes=61)


def test_nobody_else_does(wood):
    said = comment(wood, a_draft(wood))
    with pytest.raises(NotAllowed):
        edit(wood, said, by="ash")
