"""A joint purchase begins, from an opportunity or from nothing."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound
from spinney.purchasing.actions.purchases import start_purchase
from spinney.purchasing.bridge.purchases import PurchaseText
from tests.purchasing.buying import NOW
from tests.purchasing.making import an_opportunity

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def start(wood, who="ash", **said):
    return start_purchase(
        cluster=wood.cluster,
        text=PurchaseText(**({"title": "IT support"} | said)),
        opportunity=said.pop("opportunity", None),
        by=wood.actor(who),
        now=NOW,
    )


def test_an_opportunity_is_taken_up_and_the_price_alone_counts_at_first(wood):
    found = an_opportunity(wood.cluster)
    made = start_purchase(
        cluster=wood.cluster,
        text=PurchaseText("IT  support "),
        opportunity=found,
        by=wood.ash,
        now=NOW,
    )
    found.refresh_from_db()
    assert (made.title, made.state, found.state) == ("IT support", "pledging", "taken")
    assert list(made.criteria.values_list("title", "weight", "is_price")) == [("Price", 100, True)]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "see https://a"}, "title"),
        ({"months": 0}, "months"),
        ({"vat_percent": 60}, "vat_percent"),
    ],
)
def test_what_cannot_be_a_purchase_is_told_by_field(wood, said, field):
    with pytest.raises(BadInput) as told:
        start(wood, **said)
    assert field in told.value.fields


@pytest.mark.parametrize(
    ("who", "error"), [("birch", NotAllowed), ("cedar", NotAllowed), ("willow", NotFound)]
)
def test_those_who_run_the_cluster_begin_it(wood, who, error):
    with pytest.raises(error):
        start(wood, who)
