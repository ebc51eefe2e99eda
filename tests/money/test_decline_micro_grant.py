"""An application is declined with a reason, and whoever applied is told."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput
from spinney.base.post.models import Message
from spinney.money.actions.microgrants import decline_micro_grant
from tests.money.micro_grants import NOW, applied

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_with_a_reason(wood):
    one = applied(wood)
    with pytest.raises(BadInput):
        decline_micro_grant(grant=one, reasons="", by=wood.ash, now=NOW)
    done = decline_micro_grant(grant=one, reasons="No room this time", by=wood.ash, now=NOW)
    assert (done.state, done.given_pence) == ("declined", None)
    letter = Message.objects.get(kind="money.micro_grant_outcome")
    assert letter.email == "choir@example.org"
    assert "No room this time" in letter.body
    assert "£" not in letter.body
