"""A claim is approved by somebody else than whoever sent it."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.money.actions.claim_payments import approve_claim
from spinney.money.actions.claims import send_claim
from tests.money.claiming import sent, with_line
from tests.money.granting import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_not_by_whoever_sent_it(wood):
    claim = send_claim(claim=with_line(wood), by=wood.ash, now=NOW)
    with pytest.raises(NotAllowed, match="sent this claim yourself"):
        approve_claim(claim=claim, by=wood.ash, now=NOW)
    assert approve_claim(claim=claim, by=wood.rowan, now=NOW).state == "approved"
    with pytest.raises(NotAllowed):
        approve_claim(claim=sent(wood), by=wood.birch, now=NOW)
