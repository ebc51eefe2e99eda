"""Money came in: written by hand, in plain words."""

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.money.actions.ledger import Said, add_income
from spinney.money.models import Entry
from spinney.money.queries.balances import balances_by
from tests.money.keeping import ash, at, day_parts, may_spend
from tests.money.making import DAY, NOON, a_fund

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_stands_in_the_bank_and_as_what_it_was(wood):
    fund = a_fund(wood.cluster)
    sent = {
        **day_parts("day"), "words": "The Meadow Trust, first half", "pence": "7,500",
        "account": "grant_income", "fund": fund.pk,
    }  # fmt: skip
    page = ash(wood).post(at(wood, "add-income"), sent, follow=True)
    assert page.redirect_chain[-1][0] == at(wood, "entries")
    assert "Written: £7,500 came in." in page.content.decode()
    sums = balances_by(wood.cluster, "account", "fund")
    assert sums == {("bank", fund.pk): 750_000, ("grant_income", fund.pk): -750_000}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"pence": 0}, "pence"), ({"pence": -5}, "pence"), ({"pence": 10**14}, "pence"),
        ({"day": DAY.replace(year=2099)}, "day"), ({"day": DAY.replace(year=1066)}, "day"),
        ({"account": "bank"}, "account"), ({"words": " "}, "words"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(wood, changes, field):
    fields = {"day": DAY, "words": "Grant", "pence": 5, "account": "grant_income"} | changes
    with pytest.raises(BadInput) as refused:
        add_income(cluster=wood.cluster, said=Said(**fields), by=wood.ash, now=NOON)
    assert field in refused.value.fields
    assert not Entry.objects.exists()


def test_a_treasurer_writes_only_where_her_organisation_holds_the_money(wood):
    may_spend(wood, "birch")
    said = Said(DAY, "Grant", 5, "grant_income")
    with pytest.raises(NotAllowed, match="the organisation that holds its money"):
        add_income(cluster=wood.cluster, said=said, by=wood.birch, now=NOON)
    a_fund(wood.cluster, holder=wood.organisations["birch"])
    assert add_income(cluster=wood.cluster, said=said, by=wood.birch, now=NOON).number == 1
