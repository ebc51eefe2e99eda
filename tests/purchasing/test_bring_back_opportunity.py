"""Bringing back what was put by."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.purchasing.actions.opportunities import bring_back_opportunity
from tests.purchasing.making import NOON, an_opportunity

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.mark.parametrize("state", ["open", "taken", "gone"])
def test_only_what_was_put_by_comes_back(wood, state):
    one = an_opportunity(wood.cluster, state=state)
    with pytest.raises(WrongState):
        bring_back_opportunity(opportunity=one, by=wood.ash, now=NOON)


def test_by_those_who_run_the_cluster(wood):
    one = an_opportunity(wood.cluster, state="put_by", why_put_by="Later.")
    with pytest.raises(NotAllowed):
        bring_back_opportunity(opportunity=one, by=wood.birch, now=NOON)
    back = bring_back_opportunity(opportunity=one, by=wood.rowan, now=NOON)
    assert (back.state, back.why_put_by, back.version) == ("open", "", 2)
