"""Declined with the reason."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput
from spinney.money.actions.grant_decisions import decline_grant
from tests.money.granting import NOW, applied

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_with_the_reason(wood):
    grant = applied(wood)
    with pytest.raises(BadInput):
        decline_grant(grant=grant, reasons=" ", by=wood.rowan, now=NOW)
    done = decline_grant(grant=grant, reasons="The fund is spent.", by=wood.rowan, now=NOW)
    assert (done.state, done.reasons) == ("declined", "The fund is spent.")
