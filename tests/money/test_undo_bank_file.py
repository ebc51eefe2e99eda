"""The lines of a file are taken out again."""

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.matching import match_bank_line, open_bank_line
from spinney.money.actions.statements import undo_bank_file
from spinney.money.models import BankLine
from tests.money.banking import given, lines
from tests.money.keeping import ash, at
from tests.money.making import NOON
from tests.money.posting import paid

pytestmark = pytest.mark.django_db


def test_not_while_one_is_matched(wood):
    first = lines(wood)[1]
    match_bank_line(line=first, entry=paid(wood), by=wood.ash, now=NOON)
    with pytest.raises(WrongState, match="1 line of it is matched"):
        undo_bank_file(bank_file=first.bank_file, by=wood.ash, now=NOON)
    open_bank_line(line=first, by=wood.ash, now=NOON)
    assert ash(wood).post(at(wood, "undo-bank-file", first.bank_file_id)).status_code == 302
    assert not BankLine.objects.exists()
    assert given(wood).state == "to_check", "and can be given again"
