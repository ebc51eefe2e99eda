"""What came in and what went out is turned round where a file was misunderstood."""

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.statements import add_bank_lines, turn_bank_file
from spinney.money.models import BankLine
from tests.money.banking import given
from tests.money.keeping import ash, at
from tests.money.making import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_is_turned_and_turned_back_until_it_is_added(wood):
    file = given(wood, "Date,Description,Amount\n20/03/2026,Coffee,3.20\n")
    client = ash(wood)
    client.post(at(wood, "turn-bank-file", file.pk))
    assert "£3.20 went out" in client.get(at(wood, "bank-file", file.pk)).content.decode()
    turn_bank_file(bank_file=file, by=wood.ash, now=NOON)
    add_bank_lines(bank_file=file, by=wood.ash, now=NOON)
    assert BankLine.objects.get().pence == 320
    with pytest.raises(WrongState, match="“added”"):
        turn_bank_file(bank_file=file, by=wood.ash, now=NOON)
