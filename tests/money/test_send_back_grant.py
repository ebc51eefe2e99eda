"""Changes are asked for, and it is sent again."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput
from spinney.money.actions.grant_decisions import send_back_grant
from spinney.money.actions.grants import apply_for_grant
from tests.money.granting import NOW, applied

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_and_sent_again(wood):
    grant = applied(wood)
    with pytest.raises(BadInput):
        send_back_grant(grant=grant, reasons="", by=wood.rowan, now=NOW)
    grant = send_back_grant(grant=grant, reasons="Say who trains.", by=wood.rowan, now=NOW)
    assert grant.state == "to_change"
    assert apply_for_grant(grant=grant, by=wood.ash, now=NOW).state == "applied"
