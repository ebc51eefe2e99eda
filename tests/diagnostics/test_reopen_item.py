"""What was taken off is shown again, and counts as confirmed."""

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.diagnostics.actions.inventory import end_item, reopen_item
from spinney.diagnostics.states import ItemState
from tests.diagnostics.items import VAN, join, show
from tests.personas import NOON


def test_it_is_there_again(wood):
    item = end_item(item=show(wood, VAN, wood.birch), met=False, by=wood.birch, now=NOON)
    later = NOON + timedelta(days=3)
    item = reopen_item(item=item, by=wood.birch, now=later)
    assert (item.state, item.confirmed_at) == (ItemState.OPEN, later)
    with pytest.raises(WrongState):
        reopen_item(item=item, by=wood.birch, now=later)


def test_others_cannot(wood):
    item = end_item(item=show(wood, VAN, wood.birch), met=False, by=wood.birch, now=NOON)
    with pytest.raises(NotAllowed):
        reopen_item(item=item, by=join(wood, "Larch Youth"), now=NOON)
