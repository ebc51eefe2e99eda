"""What was taken away comes back for a while."""

from datetime import timedelta

import pytest

from spinney.agreements.actions import comments as actions
from spinney.base.kernel.errors import NotAllowed, WrongState
from tests.agreements.making import NOON
from tests.agreements.talking import a_draft, comment


def removed(wood):
    said = comment(wood, a_draft(wood))
    return actions.remove_comment(comment=said, by=wood.birch, now=NOON)


def test_it_is_back(wood):
    said = actions.restore_comment(comment=removed(wood), by=wood.birch, now=NOON)
    assert said.removed_at is None
    with pytest.raises(WrongState):
        actions.restore_comment(comment=said, by=wood.birch, now=NOON)


def test_not_after_a_month_nor_by_others(wood):
    said = removed(wood)
    with pytest.raises(NotAllowed):
        actions.restore_comment(comment=said, by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        actions.restore_comment(comment=said, by=wood.birch, now=NOON + timedelta(days=31))
