"""A question is put away with its proposals."""

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.diagnostics.actions.groups import remove_grouping
from tests.access import client_of
from tests.diagnostics.groupings import asked, locality, proposed
from tests.personas import NOON


def test_it_is_gone_from_every_page(wood):
    locality(wood)
    grouping = asked(wood)
    proposed(wood, grouping)
    remove_grouping(grouping=grouping, by=wood.ash, now=NOON)
    client, here = client_of(wood, "ash"), f"/clusters/{wood.cluster.pk}/groupings/"
    assert client.get(f"{here}{grouping.pk}/").status_code == 404
    assert client.get(f"{here}{grouping.pk}/proposals/1/").status_code == 404
    with pytest.raises(WrongState):
        remove_grouping(grouping=grouping, by=wood.ash, now=NOON)


def test_from_the_page_with_undo(wood):
    grouping = asked(wood)
    client, here = client_of(wood, "ash"), f"/clusters/{wood.cluster.pk}/groupings/"
    page = client.post(f"{here}{grouping.pk}/remove-grouping/", follow=True).content.decode()
    assert f"{here}{grouping.pk}/restore-grouping/" in page


def test_members_cannot(wood):
    with pytest.raises(NotAllowed):
        remove_grouping(grouping=asked(wood), by=wood.birch, now=NOON)
