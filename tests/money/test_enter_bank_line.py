"""An entry is written from a line of the bank."""

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.ledger import Said
from spinney.money.actions.matching import enter_bank_line
from spinney.money.models import Entry
from spinney.money.queries.balances import balances_by
from tests.money.banking import lines
from tests.money.keeping import ash, at, day_parts
from tests.money.making import DAY, NOON, a_fund

pytestmark = pytest.mark.django_db


def test_day_and_amount_are_the_banks_whatever_is_sent(wood):
    fund = a_fund(wood.cluster)
    came, hall, _ = lines(wood)
    sent = {"words": "Hall for the training day", "account": "activity_cost", "fund": fund.pk,
            "pence": "1", **day_parts("day", DAY.replace(year=2020))}  # fmt: skip
    client = ash(wood)
    assert "LARCH ROOMS LTD" in client.get(at(wood, "enter-bank-line", hall.pk)).content.decode()
    assert client.post(at(wood, "enter-bank-line", hall.pk), sent).status_code == 302
    entry = Entry.objects.get()
    assert (entry.day, entry.words) == (DAY, "Hall for the training day")
    assert balances_by(wood.cluster, "account", fund=fund) == {
        ("activity_cost",): 4_550, ("bank",): -4_550,
    }  # fmt: skip
    hall.refresh_from_db()
    assert (hall.state, hall.entry, hall.made_entry) == ("matched", entry, True)
    said = Said(DAY, "Grant", 1, "grant_income")
    assert enter_bank_line(line=came, said=said, by=wood.ash, now=NOON).number == 2
    with pytest.raises(WrongState, match="already"):
        enter_bank_line(line=came, said=said, by=wood.ash, now=NOON)
