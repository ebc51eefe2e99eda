"""A claim is refused with the reason, never by whoever sent it."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput
from spinney.money.actions.claim_payments import refuse_claim
from tests.money.claiming import sent
from tests.money.granting import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_with_the_reason(wood):
    claim = sent(wood)
    with pytest.raises(BadInput):
        refuse_claim(claim=claim, question="", by=wood.ash, now=NOW)
    assert refuse_claim(claim=claim, question="Not ours.", by=wood.ash, now=NOW).state == "refused"
