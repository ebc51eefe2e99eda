"""A line is left out."""

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.matching import ignore_bank_line
from tests.money.banking import lines
from tests.money.keeping import ash, at
from tests.money.making import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_is_left_out_and_can_be_opened_again(wood):
    line, client = lines(wood)[2], ash(wood)
    client.post(at(wood, "ignore-bank-line", line.pk))
    line.refresh_from_db()
    assert line.state == "ignored"
    with pytest.raises(WrongState, match="“left out” already"):
        ignore_bank_line(line=line, by=wood.ash, now=NOON)
    client.post(at(wood, "open-bank-line", line.pk))
    line.refresh_from_db()
    assert line.state == "open"
