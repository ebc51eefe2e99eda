"""The payment of a large claim is asked for by one."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.claim_payments import ask_claim_payment
from tests.money.claiming import approved, sent
from tests.money.granting import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_once_it_is_approved(wood):
    assert ask_claim_payment(claim=approved(wood), by=wood.ash, now=NOW).state == "asked"
    with pytest.raises(WrongState):
        ask_claim_payment(claim=sent(wood), by=wood.ash, now=NOW)
