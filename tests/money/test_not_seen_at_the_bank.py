"""Entries that never reached the bank are listed; a file's last balance stands beside them."""

import pytest

from spinney.money.actions.matching import match_bank_line
from spinney.money.actions.posting import reverse_entry
from spinney.money.bridge.posting import PostingLine
from spinney.money.models import BankLine
from tests.access import client_of
from tests.money.banking import given, lines
from tests.money.keeping import ash, at
from tests.money.making import NOON
from tests.money.posting import came_in, paid, posted

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LABEL = "Not seen at the bank"


def test_only_entries_on_the_bank_that_no_lines_come_to_are_listed(wood):
    seen, never, back = paid(wood), paid(wood, words="A cheque in a drawer"), paid(wood, 500)
    posted(wood, [PostingLine("grant_due", 900), PostingLine("grant_income", -900)])
    reverse_entry(entry=back, words="A slip", by=wood.ash, now=NOON)
    client, url = ash(wood), f"{at(wood, 'entries')}?bank=unseen"
    assert LABEL not in client.get(at(wood, "entries")).content.decode(), "nothing from the bank"
    hall = lines(wood)[1]
    match_bank_line(line=hall, entry=seen, by=wood.ash, now=NOON)

    def listed():
        return {row.entry for row in client.get(url).context["listing"].found}

    assert LABEL in client.get(at(wood, "entries")).content.decode()
    assert listed() == {never}
    match = at(wood, "match-bank-lines", never.pk)
    assert match in client.get(at(wood, "entry", never.pk)).content.decode()
    seen_page = client.get(at(wood, "entry", seen.pk)).content.decode()
    assert at(wood, "match-bank-lines", seen.pk) not in seen_page
    BankLine.objects.filter(pk=hall.pk).update(pence=-1)
    assert listed() == {never, seen}, "a part is not enough"
    assert LABEL not in client_of(wood, "birch").get(at(wood, "entries")).content.decode()


def test_what_a_file_ends_with_stands_beside_the_ledgers_balance_of_that_day(wood):
    file = given(wood)
    came_in(wood, 145_130)
    page = ash(wood).get(at(wood, "bank-file", file.pk)).content.decode()
    assert "the bank says <strong>£1,451.30</strong>" in page
    assert "They are the same." in page
    paid(wood, 1_000, words="A cheque in a drawer")
    page = ash(wood).get(at(wood, "bank-file", file.pk)).content.decode()
    assert "this ledger has <strong>£1,441.30</strong> for that day. They differ by £10." in page
