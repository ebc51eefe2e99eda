"""A claim is sent once every line has its receipt."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.money.actions.claims import add_claim_line, send_claim
from tests.money.claiming import LINE, sent, with_line
from tests.money.granting import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_each_line_has_its_receipt(wood):
    claim = with_line(wood)
    add_claim_line(claim=claim, text=LINE, by=wood.birch, now=NOW)
    with pytest.raises(WrongState, match="“Room hire” has no receipt yet"):
        send_claim(claim=claim, by=wood.birch, now=NOW)
    assert sent(wood).state == "sent"


def test_not_by_a_supporter(wood):
    with pytest.raises(NotAllowed):
        send_claim(claim=with_line(wood), by=wood.cedar, now=NOW)
