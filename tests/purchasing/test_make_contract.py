"""A contract is made with whoever was appointed, and its cost shared by the term."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.purchasing.actions.contracting import make_contract
from spinney.purchasing.bridge.sharing_costs import ContractTerms
from spinney.purchasing.models import JointPurchase
from spinney.register.models import Organisation
from tests.agreements.making import an_agreement
from tests.purchasing.buying import AFTER, a_word, opened, quote_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def appointed(wood, **word):
    purchase = opened(wood)
    if word:
        a_word(wood, purchase, **word)
    JointPurchase.objects.update(state="appointed", winner=quote_of(purchase))
    purchase.refresh_from_db()
    return purchase


def make(wood, purchase, **said):
    terms = {
        "title": "IT support",
        "first_day": date(2027, 1, 1),
        "end_day": date(2028, 12, 31),
        "notice_days": 90,
        "sharing": "ICT",
    }
    return make_contract(
        purchase=purchase, said=ContractTerms(**(terms | said)), by=wood.ash, now=AFTER
    )


def shares(contract):
    rows = contract.shares.order_by("organisation__name")
    return list(rows.values_list("organisation__name", "yearly_pence"))


def test_in_equal_parts_while_nothing_is_agreed(wood):
    contract = make(wood, appointed(wood))
    assert (contract.yearly_pence, contract.notice_day) == (288_000, date(2028, 10, 2))
    assert shares(contract) == [("Birch House", 144_000), ("Maple House", 144_000)]
    assert JointPurchase.objects.get().state == "contracted"


def test_what_is_paid_once_is_shared_alike(wood):
    purchase = appointed(wood)
    type(purchase.winner).objects.filter(pk=purchase.winner_id).update(one_off_pence=5_001)
    contract = make(wood, purchase)
    # £50.01 and a fifth of VAT is £60.01
    assert sorted(one.steps["once"] for one in contract.shares.all()) == [3_000, 3_001]


def test_by_use_where_that_is_agreed_for_this_cost(wood):
    an_agreement(wood, terms={"cost_sharing": {"rules": [{"cost": "ICT", "rule": "use"}]}})
    contract = make(wood, appointed(wood, quantity=30))
    assert shares(contract) == [("Birch House", 432_000), ("Maple House", 144_000)]
    assert contract.shares.first().steps["pieces"][0]["of"] == 4_000


def test_a_largest_share_holds_for_what_is_paid_every_year(wood):
    terms = {"otherwise": "equal", "limits": [{"cost": "ICT", "most_share": 40}]}
    an_agreement(wood, terms={"cost_sharing": terms})
    with pytest.raises(WrongState, match="The largest shares come to £2,304, less than the cost"):
        make(wood, appointed(wood))


def test_what_is_not_known_is_asked_for(wood):
    an_agreement(wood, terms={"cost_sharing": {"otherwise": "income"}})
    Organisation.objects.filter(name="Birch House").update(income_pence=1_000_000)
    with pytest.raises(WrongState, match="Maple House: its yearly income is not known"):
        make(wood, appointed(wood))


def test_whoever_is_not_in_at_this_price_bears_nothing(wood):
    contract = make(wood, appointed(wood, at_most_pence=1_199))
    assert shares(contract) == [("Maple House", 144_000)]


def test_days_make_sense(wood):
    with pytest.raises(BadInput):
        make(wood, appointed(wood), end_day=date(2026, 1, 1))
    with pytest.raises(BadInput):
        make(wood, JointPurchase.objects.get(), notice_days=900)
