"""A line of the bank is an entry of the ledger."""

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.money.actions.matching import match_bank_line
from spinney.money.actions.posting import reverse_entry
from spinney.money.models import BankLine
from tests.money.banking import lines
from tests.money.keeping import ash, at
from tests.money.making import NOON
from tests.money.posting import paid

pytestmark = pytest.mark.django_db


def test_it_is_proposed_with_reasons_and_then_the_next_one_is_shown(wood):
    coin, hall, _ = lines(wood)
    entry = paid(wood, words="Larch Rooms, training day")
    client = ash(wood)
    page = client.get(at(wood, "bank-line", hall.pk)).content.decode()
    assert "the same amount; the same day; both say “larch”, “rooms”" in page
    url = at(wood, "match-bank-line", hall.pk, entry.pk)
    assert url in page
    assert client.post(url)["Location"] == at(wood, "bank-line", coin.pk)
    hall.refresh_from_db()
    assert (hall.state, hall.entry) == ("matched", entry)


def test_another_amount_another_line_and_what_was_taken_back_are_refused(wood):
    _, hall, coffee = lines(wood)
    entry = paid(wood)
    with pytest.raises(BadInput, match="The bank says −£3.20, and the entry −£45.50"):
        match_bank_line(line=coffee, entry=entry, by=wood.ash, now=NOON)
    back = paid(wood)
    reverse_entry(entry=back, words="x", by=wood.ash, now=NOON)
    with pytest.raises(BadInput, match="taken back"):
        match_bank_line(line=hall, entry=back, by=wood.ash, now=NOON)
    match_bank_line(line=hall, entry=entry, by=wood.ash, now=NOON)
    with pytest.raises(WrongState, match="“matched” already"):
        match_bank_line(line=hall, entry=entry, by=wood.ash, now=NOON)
    BankLine.objects.filter(pk=coffee.pk).update(pence=-4_550)
    with pytest.raises(BadInput, match="another line of the bank"):
        match_bank_line(line=coffee, entry=entry, by=wood.ash, now=NOON)
    with pytest.raises(NotAllowed):
        match_bank_line(line=coffee, entry=entry, by=wood.birch, now=NOON)
