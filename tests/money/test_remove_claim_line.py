"""A line goes with its receipts."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.claims import remove_claim_line
from spinney.money.models import Receipt
from tests.money.claiming import sent, with_line
from tests.money.granting import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_with_its_receipt(wood):
    remove_claim_line(line=with_line(wood).lines.get(), by=wood.birch, now=NOW)
    assert not Receipt.objects.exists()
    with pytest.raises(WrongState):
        remove_claim_line(line=sent(wood).lines.get(), by=wood.birch, now=NOW)
