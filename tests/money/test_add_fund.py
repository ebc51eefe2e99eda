"""A fund is set up."""

import pytest

from spinney.base.kernel.errors import BadInput
from spinney.money.actions.funds import FundSaid, add_fund
from spinney.money.models import Fund
from tests.money.keeping import ash, at
from tests.money.making import NOON, a_fund

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_has_funder_restriction_and_holder(wood):
    birch = wood.organisations["birch"]
    sent = {
        "name": "Programme grant", "funder": "The Meadow Trust", "purpose": "Working together",
        "restriction": "restricted", "holder": birch.pk,
    }  # fmt: skip
    assert ash(wood).post(at(wood, "add-fund"), sent).status_code == 302
    fund = Fund.objects.get()
    assert (fund.holder, fund.restriction, fund.cluster) == (birch, "restricted", wood.cluster)


def test_names_are_taken_once_and_holders_belong_to_the_cluster(wood):
    a_fund(wood.cluster, name="Grant")
    for said, field in (
        (FundSaid("grant"), "name"), (FundSaid(" "), "name"), (FundSaid("x", restriction="?"),
        "restriction"), (FundSaid("x", holder=wood.organisations["sorrel"]), "holder"),
    ):  # fmt: skip
        with pytest.raises(BadInput) as refused:
            add_fund(cluster=wood.cluster, said=said, by=wood.ash, now=NOON)
        assert field in refused.value.fields
