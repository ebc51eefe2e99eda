"""The lines of a file are added, each once however often it is sent."""

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.statements import add_bank_lines
from spinney.money.models import BankLine
from tests.money.banking import CSV, given, lines
from tests.money.keeping import ash, at
from tests.money.making import NOON

pytestmark = pytest.mark.django_db


def test_files_that_overlap_add_nothing_twice(wood):
    assert [one.pence for one in lines(wood)] == [150_000, -4_550, -320]
    more = given(wood, CSV + "20/03/2026,Coffee,3.20,,1448.10\n", "again.csv")
    page = ash(wood).get(at(wood, "bank-file", more.pk)).content.decode()
    assert "1 line is new" in page
    assert "3 lines are here already" in page
    assert add_bank_lines(bank_file=more, by=wood.ash, now=NOON) == 1, "a second coffee"
    assert BankLine.objects.count() == 4
    with pytest.raises(WrongState, match="“added”"):
        add_bank_lines(bank_file=more, by=wood.ash, now=NOON)


def test_the_page_says_how_the_bank_and_the_ledger_compare(wood):
    lines(wood)
    page = ash(wood).get(at(wood, "bank-files")).content.decode()
    assert "the bank had <strong>£1,451.30</strong>, and this ledger <strong>£0</strong>" in page
