"""A line is opened again; the entry that was written from it is taken back."""

import pytest

from spinney.money.actions.ledger import Said
from spinney.money.actions.matching import enter_bank_line, match_bank_line, open_bank_line
from spinney.money.models import Entry
from spinney.money.queries.balances import balance
from tests.money.banking import lines
from tests.money.making import DAY, NOON
from tests.money.posting import paid

pytestmark = pytest.mark.django_db


def test_an_entry_written_from_it_is_taken_back_and_another_stays(wood):
    _, hall, coffee = lines(wood)
    said = Said(DAY, "Coffee", 1, "other_cost")
    enter_bank_line(line=coffee, said=said, by=wood.ash, now=NOON)
    match_bank_line(line=hall, entry=paid(wood), by=wood.ash, now=NOON)
    for line in (hall, coffee):
        opened = open_bank_line(line=line, by=wood.ash, now=NOON)
        assert (opened.state, opened.entry, opened.made_entry) == ("open", None, False)
    assert balance(wood.cluster, account="bank") == -4_550
    assert Entry.objects.count() == 3
