"""A payment that is taken back in the ledger opens its cost again."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.money.actions.cost_sharing import pay_share, unsettle_cost
from spinney.money.actions.posting import reverse_entry
from spinney.money.models import SharedCost
from spinney.money.queries.costs import entries_of, open_of
from tests.money.costing import share_of, trued_up
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_a_settled_cost_is_open_again_and_settles_anew(wood):
    cost = trued_up(wood)
    for name in ("birch", "maple"):
        share = share_of(cost, wood, name)
        pence = open_of(cost)[share.organisation_id].net
        pay_share(share=share, pence=pence, day=NOON.date(), by=wood.ash, now=NOON)
    assert SharedCost.objects.get().state == "settled"
    reverse_entry(entry=entries_of(cost)[-1], words="It bounced", by=wood.ash, now=NOON)
    again = SharedCost.objects.get()
    assert again.state == "trued_up"
    share = share_of(again, wood, "maple")
    assert (share.settled_on, open_of(again)[share.organisation_id].net) == (None, 45_000)
    assert share_of(again, wood, "birch").settled_on is not None
    pay_share(share=share, pence=45_000, day=NOON.date(), by=wood.ash, now=NOON)
    assert SharedCost.objects.get().state == "settled"


def test_by_nobody_by_hand(wood):
    entry = entries_of(trued_up(wood))[0]
    with pytest.raises(NotAllowed):
        unsettle_cost(entry=entry, by=wood.ash, now=NOON)
