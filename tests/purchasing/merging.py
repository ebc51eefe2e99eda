"""Two members that are one, for tests of what goes along."""

from __future__ import annotations

from typing import Any

from spinney.register.models import Merge
from tests.agreements.making import another_member
from tests.personas import Wood
from tests.purchasing.buying import NOW, a_word
from tests.purchasing.making import a_contract, a_purchase


def merged(wood: Wood) -> Any:
    """Birch House was kept and Maple House set aside. Both are in for one purchase, Maple House
    alone for another; the contract is hers.
    """
    maple = another_member(wood, "maple")
    both = a_purchase(wood.cluster, title="Both")
    for who in ("birch", "maple"):
        a_word(wood, both, who)
    a_word(wood, a_purchase(wood.cluster, title="One"), "maple")
    a_contract(maple)
    return Merge.objects.create(
        kept=wood.organisations["birch"], aside=maple, merged_at=NOW, merged_by="person:1"
    )
