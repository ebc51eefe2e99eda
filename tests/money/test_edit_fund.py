"""What is said of a fund is changed."""

import pytest

from spinney.base.kernel.errors import ChangedMeanwhile
from spinney.base.record.models import Entry as Recorded
from spinney.money.actions.funds import FundSaid, edit_fund
from tests.money.keeping import ash, at
from tests.money.making import NOON, a_fund

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_changes_and_the_record_says_from_what(wood):
    fund = a_fund(wood.cluster)
    sent = {"name": "Grant", "restriction": "designated", "funder": "", "purpose": "",
            "version": fund.version}  # fmt: skip
    assert ash(wood).post(at(wood, "edit-fund", fund.pk), sent).status_code == 302
    fund.refresh_from_db()
    assert (fund.name, fund.restriction, fund.version) == ("Grant", "designated", 2)
    told = Recorded.objects.get(verb="money.edit_fund").detail
    assert told["before"]["name"] == "Programme grant"


def test_two_people_do_not_overwrite_each_other(wood):
    fund = a_fund(wood.cluster)
    edit_fund(fund=fund, said=FundSaid("Mine"), read=1, by=wood.ash, now=NOON)
    with pytest.raises(ChangedMeanwhile):
        edit_fund(fund=fund, said=FundSaid("Yours"), read=1, by=wood.rowan, now=NOON)
