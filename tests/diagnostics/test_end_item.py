"""A need is met, an offer is taken, or it holds no longer; others do not see it then."""

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.diagnostics.actions.inventory import end_item
from spinney.diagnostics.queries.inventory import items_of
from spinney.diagnostics.states import ItemState
from tests.diagnostics.items import VAN, join, show
from tests.personas import NOON


@pytest.mark.parametrize(("met", "state"), [(True, ItemState.MET), (False, ItemState.ENDED)])
def test_it_is_gone_for_others_not_for_its_own(wood, met, state):
    larch = join(wood, "Larch Youth")
    item = end_item(item=show(wood, VAN, wood.birch), met=met, by=wood.birch, now=NOON)
    assert item.state == state
    assert not items_of(larch, wood.cluster).exists()
    assert items_of(wood.birch, wood.cluster).get() == item


def test_not_twice_and_not_by_others(wood):
    item = show(wood, VAN, wood.birch)
    with pytest.raises(NotAllowed):
        end_item(item=item, met=True, by=join(wood, "Larch Youth"), now=NOON)
    item = end_item(item=item, met=True, by=wood.birch, now=NOON)
    with pytest.raises(WrongState):
        end_item(item=item, met=True, by=wood.birch, now=NOON)
