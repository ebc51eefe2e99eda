"""A draft can be taken off the list; what was sent stays."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.claims import remove_claim
from tests.money.claiming import sent, with_line
from tests.money.granting import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_a_draft_only(wood):
    assert remove_claim(claim=with_line(wood), by=wood.birch, now=NOW).removed_at == NOW
    with pytest.raises(WrongState, match="so it stays"):
        remove_claim(claim=sent(wood), by=wood.birch, now=NOW)
