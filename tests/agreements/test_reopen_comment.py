"""What was settled too early is open again."""

import pytest

from spinney.agreements.actions import comments as actions
from spinney.agreements.states import CommentState
from spinney.base.kernel.errors import WrongState
from tests.agreements.making import NOON
from tests.agreements.talking import a_draft, comment


def test_it_is_open_again(wood):
    said = comment(wood, a_draft(wood))
    with pytest.raises(WrongState):
        actions.reopen_comment(comment=said, by=wood.ash, now=NOON)
    actions.settle_comment(comment=said, by=wood.ash, now=NOON)
    said = actions.reopen_comment(comment=said, by=wood.birch, now=NOON)
    assert (said.state, said.settled_at) == (CommentState.OPEN, None)
