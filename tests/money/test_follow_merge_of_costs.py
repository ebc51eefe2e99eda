"""Two organisations turn out to be one: its shares of costs go along, with what is open."""

from __future__ import annotations

import pytest

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed
from spinney.money.actions.cost_merges import follow_merge_of_costs
from spinney.money.actions.cost_sharing import pay_share
from spinney.money.queries.costs import open_of, own_shares, seen
from spinney.register.models import Merge
from tests.agreements.making import another_member
from tests.money.costing import agreed, parts, share_of
from tests.personas import NOON, Wood

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
SYSTEM = Actor.system("merges")


def merged(wood: Wood, kept: str, aside: str) -> Merge:
    """The merge as the register makes it."""
    one, other = wood.organisations[kept], wood.organisations[aside]
    other.merged_into = one
    other.save()
    merge = Merge(kept=one, aside=other)
    merge.pk = 1
    return merge


def test_the_share_its_reasons_and_what_is_open_go_along(wood):
    cost = agreed(wood)
    another_member(wood, "alder")
    share = share_of(cost, wood, "maple")
    pay_share(share=share, pence=20_000, day=NOON.date(), by=wood.ash, now=NOON)
    follow_merge_of_costs(merge=merged(wood, "alder", "maple"), by=SYSTEM, now=NOON)
    alder = wood.organisations["alder"]
    assert parts(cost) == {"Alder House": 50_000, "Birch House": 50_001}
    assert open_of(cost)[alder.pk].net == 30_000
    (mine,) = own_shares(wood.actor("alder"), alder.pk)
    assert mine.open.net == 30_000
    cost.refresh_from_db()
    row = next(one for one in seen(wood.ash, cost).shares if one.share.organisation == alder)
    assert row.why == ("1 of 2 parts, of £1,000.01: £500.01.",)


def test_where_both_share_one_cost_each_share_stays(wood):
    cost = agreed(wood)
    follow_merge_of_costs(merge=merged(wood, "birch", "maple"), by=SYSTEM, now=NOON)
    assert len(parts(cost)) == 2
    birch = wood.organisations["birch"]
    assert open_of(cost)[birch.pk].net == 50_001
    assert sorted(one.open.net for one in own_shares(wood.birch, birch.pk)) == [50_000, 50_001]


def test_by_nobody_by_hand(wood):
    agreed(wood)
    with pytest.raises(NotAllowed):
        follow_merge_of_costs(merge=merged(wood, "birch", "maple"), by=wood.hazel, now=NOON)
