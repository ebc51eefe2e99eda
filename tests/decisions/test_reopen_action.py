"""Something is to be done after all."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.decisions.actions.action_list import finish_action, reopen_action
from tests.decisions.registering import LATER, an_action

pytestmark = pytest.mark.django_db


def test_it_is_open_again_and_reminded_of_again(wood):
    item = an_action(wood, organisation=wood.organisations["birch"])
    with pytest.raises(WrongState):
        reopen_action(action=item, by=wood.birch, now=LATER)
    finish_action(action=item, by=wood.birch, now=LATER)
    done = reopen_action(action=item, by=wood.birch, now=LATER)
    assert (done.state, done.done_at, done.reminded_on) == ("open", None, None)
