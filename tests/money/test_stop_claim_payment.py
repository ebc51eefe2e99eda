"""The ask is taken back, and nothing is paid."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.claim_payments import ask_claim_payment, stop_claim_payment
from spinney.money.models import Entry
from tests.money.claiming import approved
from tests.money.granting import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_nothing_is_paid(wood):
    claim = ask_claim_payment(claim=approved(wood), by=wood.ash, now=NOW)
    claim = stop_claim_payment(claim=claim, by=wood.rowan, now=NOW)
    assert (claim.state, claim.pay_asked_by, Entry.objects.count()) == ("approved", "", 0)
    with pytest.raises(WrongState):
        stop_claim_payment(claim=claim, by=wood.rowan, now=NOW)
