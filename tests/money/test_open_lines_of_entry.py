"""An entry is taken back: the line of the bank that it was is open again."""

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.money.actions.ledger import correct_entry
from spinney.money.actions.matching import match_bank_line, open_lines_of_entry
from tests.money.banking import lines
from tests.money.making import NOON
from tests.money.posting import paid

pytestmark = pytest.mark.django_db


def test_it_can_be_matched_with_what_stands_now(wood):
    hall = lines(wood)[1]
    entry = paid(wood)
    match_bank_line(line=hall, entry=entry, by=wood.ash, now=NOON)
    correct_entry(entry=entry, why="Wrong fund", by=wood.ash, now=NOON)
    hall.refresh_from_db()
    assert (hall.state, hall.entry) == ("open", None)
    assert match_bank_line(line=hall, entry=paid(wood), by=wood.ash, now=NOON).entry.number == 3
    with pytest.raises(NotAllowed):
        open_lines_of_entry(entry=entry, by=wood.ash, now=NOON)
